import { useTexts } from "../../texts/language-context.tsx";
import { referenceTexts } from "../../texts/reference.ts";
import type { SchemaRow } from "./schema-rows.ts";

/** The members of a shape: open where they are few. */
export function SchemaTable({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly SchemaRow[];
}) {
  const texts = useTexts(referenceTexts);
  return (
    <details open={rows.length <= 12} className="min-w-0 rounded-lg border border-line bg-raised">
      <summary className="cursor-pointer px-4 py-2 font-semibold">
        {title} <span className="text-sm font-normal text-soft">{rows.length}</span>
      </summary>
      <dl className="grid border-t border-line text-sm">
        {rows.map(({ path, type, required, description }) => (
          <div key={path.join(".")} className="grid gap-1 border-b border-line px-4 py-2 last:border-0">
            <dt dir="ltr" className="text-start font-mono text-xs [overflow-wrap:anywhere]">
              {path.slice(0, -1).map((name) => `${name}.`)}
              <strong>{path.at(-1)}</strong> <span className="text-soft">{type}</span>
              {required && <span className="ms-2 font-sans text-warn">{texts.required}</span>}
            </dt>
            {description !== undefined && (
              <dd lang="en" dir="ltr" className="text-start text-soft [overflow-wrap:anywhere]">
                {description}
              </dd>
            )}
          </div>
        ))}
      </dl>
    </details>
  );
}
