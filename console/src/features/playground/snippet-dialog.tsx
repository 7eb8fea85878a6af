import { useState } from "react";
import type { ResponseRequest } from "../../api/responses.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { playgroundTexts } from "../../texts/playground.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { CodeBlock } from "../../ui/markdown/code-block.tsx";
import { type SnippetLanguage, snippetLanguages, snippetOf } from "./snippets.ts";

const names: Readonly<Record<SnippetLanguage, string>> = {
  python: "Python",
  javascript: "JavaScript",
  java: "Java",
  go: "Go",
  php: "PHP",
  curl: "curl",
};

/** The exact call in the reader's own language. */
export function SnippetDialog({
  request,
  onClose,
}: {
  readonly request: ResponseRequest | undefined;
  onClose(): void;
}) {
  const texts = useTexts(playgroundTexts);
  const [language, setLanguage] = useState<SnippetLanguage>("python");
  return (
    <Dialog title={texts.codeTitle} open={request !== undefined} onClose={onClose}>
      <fieldset aria-label={texts.code} className="flex flex-wrap gap-1">
        {snippetLanguages.map((name) => (
          <Button
            key={name}
            look={name === language ? "primary" : "plain"}
            aria-pressed={name === language}
            onClick={() => setLanguage(name)}
          >
            {names[name]}
          </Button>
        ))}
      </fieldset>
      {request !== undefined && (
        <CodeBlock
          code={snippetOf(language, `${location.origin}/v1`, request)}
          language={language === "curl" ? "bash" : language}
        />
      )}
    </Dialog>
  );
}
