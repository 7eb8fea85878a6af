import { useLanguage } from "../texts/language-context.tsx";
import { ScrollBox } from "./scroll-box.tsx";

/** A line of the table: a moment in Unix seconds, or words where it is none, and a text for each heading. */
export interface NumbersRow {
  readonly when: number | string;
  readonly values: readonly string[];
}

/** A chart in words, folded away: a row for each moment. */
export function NumbersTable({
  title,
  time,
  headings,
  rows,
}: {
  readonly title: string;
  /** Over the moments. */
  readonly time: string;
  readonly headings: readonly { readonly id: string; readonly name: string }[];
  readonly rows: readonly NumbersRow[];
}) {
  const { language } = useLanguage();
  const cell = "py-1 ps-3 text-end whitespace-nowrap tabular-nums";
  return (
    <details className="text-sm">
      <summary className="cursor-pointer py-1 font-medium">{title}</summary>
      <ScrollBox label={title}>
        <table className="w-full">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className="py-1 text-start font-medium">
                {time}
              </th>
              {headings.map(({ id, name }) => (
                <th key={id} scope="col" className={`${cell} font-medium`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ when, values }) => (
              <tr key={when} className="border-b border-line">
                <th
                  scope="row"
                  className={`py-1 text-start font-normal ${typeof when === "number" ? "whitespace-nowrap" : ""}`}
                >
                  {typeof when === "number"
                    ? new Date(when * 1_000).toLocaleString(language, {
                        dateStyle: "short",
                        timeStyle: "short",
                      })
                    : when}
                </th>
                {headings.map(({ id }, place) => (
                  <td key={id} className={cell}>
                    {values[place]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  );
}
