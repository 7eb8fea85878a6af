import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError } from "../api/api-error.ts";
import { useLanguage, useTexts } from "../texts/language-context.tsx";
import { shellTexts } from "../texts/shell.ts";
import { Button } from "./button.tsx";
import { errorWords } from "./error-words.ts";

const tones = {
  plain: "border-line bg-raised",
  good: "border-good/40 bg-raised text-good",
  bad: "border-bad/40 bg-bad-ground text-bad",
} as const;

/** A sentence that matters: what went well, or wrong. Bad news is read out at once. */
export function Notice({
  tone = "plain",
  children,
}: {
  readonly tone?: keyof typeof tones;
  readonly children: ReactNode;
}) {
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className={`rounded-md border px-3 py-2 text-sm ${tones[tone]}`}
    >
      {children}
    </div>
  );
}

/** What failed, in the reader's language; what only the server can say stands below it, as the server says it. */
export function FailureWords({ error }: { readonly error: unknown }) {
  const { language } = useLanguage();
  const { said, detail } = errorWords(error, language);
  return (
    <>
      <bdi>{said}</bdi>
      {detail !== undefined && (
        <span lang="en" dir="ltr" className="mt-1 block text-start text-xs [overflow-wrap:anywhere]">
          {detail}
        </span>
      )}
    </>
  );
}

/** What failed, with the number that finds it in the log; what was only asked for can be asked for again. */
export function Failure({ error }: { readonly error: unknown }) {
  const texts = useTexts(shellTexts);
  const client = useQueryClient();
  const requestId = error instanceof ApiError ? error.requestId : null;
  const isOfThis = ({ state }: { readonly state: { readonly error: unknown } }): boolean =>
    state.error === error;
  const again = mayPass(error) && client.getQueryCache().findAll({ predicate: isOfThis }).length > 0;
  return (
    <Notice tone="bad">
      <FailureWords error={error} />
      {requestId !== null && (
        <span
          dir="ltr"
          className="mt-1 block text-start font-mono text-xs [overflow-wrap:anywhere] opacity-80"
        >
          {requestId}
        </span>
      )}
      {again && (
        <Button className="mt-2" onClick={() => void client.refetchQueries({ predicate: isOfThis })}>
          {texts.retry}
        </Button>
      )}
    </Notice>
  );
}

/** Whether the same question may have another answer a little later. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true;
  return error.status === 0 || error.status === 429 || error.status >= 500;
}
