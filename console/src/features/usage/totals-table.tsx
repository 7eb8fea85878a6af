import { useTexts } from "../../texts/language-context.tsx";
import { usageTexts } from "../../texts/usage.ts";
import { lineColours } from "../../ui/line-colours.ts";
import { ScrollBox } from "../../ui/scroll-box.tsx";
import type { Series } from "./series.ts";

interface Row {
  readonly id: string | null;
  readonly name: string;
  readonly cells: readonly string[];
}

/** Each group over all of the time; the colour is that of its line. */
export function TotalsTable({
  headings,
  rows,
  lines,
}: {
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
  readonly lines: readonly Series[];
}) {
  const texts = useTexts(usageTexts);
  if (rows.length === 0) return null;
  return (
    <ScrollBox label={texts.totals}>
      <table className="w-full text-sm">
        <caption className="sr-only">{texts.totals}</caption>
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="py-2 pe-3 text-start font-medium">
              {texts.name}
            </th>
            {headings.map((heading) => (
              <th key={heading} scope="col" className="py-2 ps-3 text-end font-medium">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, cells }) => {
            const place = lines.findIndex((line) => line.id === id && line.name === name);
            return (
              <tr key={id ?? ""} className="border-b border-line">
                <th
                  scope="row"
                  className="min-w-32 py-2 pe-3 text-start font-normal [overflow-wrap:anywhere]"
                >
                  <span
                    aria-hidden
                    className="me-2 inline-block size-3 rounded-sm"
                    style={{
                      background: place < 0 ? "transparent" : lineColours[place % lineColours.length],
                    }}
                  />
                  {name}
                </th>
                {cells.map((cell, column) => (
                  <td key={headings[column]} className="py-2 ps-3 text-end whitespace-nowrap tabular-nums">
                    {cell}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollBox>
  );
}
