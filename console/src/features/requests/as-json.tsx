import { useState } from "react";
import { useTexts } from "../../texts/language-context.tsx";
import { requestDetailsTexts } from "../../texts/request-details.ts";
import { CodeBlock } from "../../ui/markdown/code-block.tsx";

/** All of something, for who wants to see it as it is; drawn when it is opened. */
export function AsJson({ value }: { readonly value: unknown }) {
  const texts = useTexts(requestDetailsTexts);
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="cursor-pointer text-sm text-soft">{texts.all}</summary>
      {open && <CodeBlock code={JSON.stringify(value, undefined, 2)} language="json" />}
    </details>
  );
}
