import type { ReactNode } from "react";
import { ApiError } from "../api/api-error.ts";

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

/** What failed, in the API's words, with the number that finds it in the log. */
export function Failure({ error }: { readonly error: unknown }) {
  const message = error instanceof Error ? error.message : String(error);
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <Notice tone="bad">
      {message}
      {requestId !== null && <span className="ms-2 font-mono text-xs opacity-80">{requestId}</span>}
    </Notice>
  );
}
