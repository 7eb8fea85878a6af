import { useState } from "react";
import type { ResponseRequest } from "../api/responses.ts";
import { Button } from "./button.tsx";
import { CodeBlock } from "./markdown/code-block.tsx";
import { type SnippetLanguage, snippetLanguages, snippetOf } from "./snippets.ts";

const names: Readonly<Record<SnippetLanguage, string>> = {
  python: "Python",
  javascript: "JavaScript",
  java: "Java",
  go: "Go",
  php: "PHP",
  curl: "curl",
};

/** A call of the API in the programming language that the reader chooses, with the address at which they are. */
export function SnippetView({
  label,
  request,
}: {
  readonly label: string;
  readonly request: ResponseRequest;
}) {
  const [language, setLanguage] = useState<SnippetLanguage>("python");
  return (
    <div className="grid min-w-0 gap-3">
      <fieldset aria-label={label} className="flex flex-wrap gap-1">
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
      <CodeBlock
        code={snippetOf(language, `${location.origin}/v1`, request)}
        language={language === "curl" ? "bash" : language}
      />
    </div>
  );
}
