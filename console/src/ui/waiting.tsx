import { useTexts } from "../texts/language-context.tsx";
import { uiTexts } from "../texts/ui.ts";

/** Room for what is on its way, so that nothing jumps when it comes. */
export function Waiting({ rows = 3 }: { readonly rows?: number }) {
  const texts = useTexts(uiTexts);
  return (
    <div className="grid gap-3">
      <output className="sr-only">{texts.waiting}</output>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} aria-hidden className="h-20 animate-pulse rounded-lg border border-line bg-sunken" />
      ))}
    </div>
  );
}
