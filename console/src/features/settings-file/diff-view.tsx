import { useTexts } from "../../texts/language-context.tsx";
import { settingsFileTexts } from "../../texts/settings-file.ts";
import { ScrollBox } from "../../ui/scroll-box.tsx";
import { type DiffLine, type Gap, lineDiff, withContext } from "./line-diff.ts";

const looks = {
  same: { sign: " ", row: "" },
  removed: { sign: "−", row: "bg-bad-ground" },
  added: { sign: "+", row: "bg-accent-ground" },
} as const;

/** What would be taken out of the file, and put into it. */
export function DiffView({ before, after }: { readonly before: string; readonly after: string }) {
  const texts = useTexts(settingsFileTexts);
  const lines = lineDiff(before, after);
  const count = (kind: DiffLine["kind"]): string => String(lines.filter((line) => line.kind === kind).length);
  return (
    <div className="grid min-w-0 gap-2">
      <p className="text-sm">{texts.counted(count("added"), count("removed"))}</p>
      <div dir="ltr" className="grid min-w-0">
        <ScrollBox label={texts.changes}>
          <table className="w-full border border-line font-mono text-sm leading-6">
            <thead className="sr-only">
              <tr>
                <th scope="col">{texts.lineBefore}</th>
                <th scope="col">{texts.lineAfter}</th>
                <th scope="col">{texts.what}</th>
                <th scope="col">{texts.line}</th>
              </tr>
            </thead>
            <tbody>
              {withContext(lines).map((row, place) => (
                <Row key={place} row={row} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      </div>
    </div>
  );
}

function Row({ row }: { readonly row: DiffLine | Gap }) {
  const texts = useTexts(settingsFileTexts);
  if (row.kind === "gap")
    return (
      <tr className="bg-sunken text-soft">
        <td colSpan={4} className="px-3 text-xs">
          {texts.unchanged(String(row.lines))}
        </td>
      </tr>
    );
  const { sign, row: look } = looks[row.kind];
  const words = { same: texts.same, removed: texts.removed, added: texts.added };
  return (
    <tr className={look}>
      <td className="w-px px-2 text-end text-soft select-none">{row.before}</td>
      <td className="w-px px-2 text-end text-soft select-none">{row.after}</td>
      <td className="w-px px-1 select-none">
        <span aria-hidden>{sign}</span>
        <span className="sr-only">{words[row.kind]}</span>
      </td>
      <td className="pe-3 whitespace-pre">{row.text}</td>
    </tr>
  );
}
