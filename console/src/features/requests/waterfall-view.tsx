import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { requestDetailsTexts } from "../../texts/request-details.ts";
import { requestsTexts } from "../../texts/requests.ts";
import { formatDuration } from "../../ui/format.ts";
import type { Stretch } from "./waterfall.ts";

const colours: Readonly<Record<Stretch["kind"], string>> = {
  whole: "bg-edge",
  before: "bg-line",
  attempt: "bg-warn",
  answer: "bg-accent",
};

/** Where a call's time went, each stretch below the one before it. */
export function Waterfall({
  stretches,
  whole,
  first,
}: {
  readonly stretches: readonly Stretch[];
  /** Milliseconds. */
  readonly whole: number;
  /** When the caller had something; `null` where that is not known. */
  readonly first: number | null;
}) {
  const texts = useTexts(requestsTexts);
  const details = useTexts(requestDetailsTexts);
  const { language } = useLanguage();
  const share = (ms: number): string => `${whole === 0 ? 0 : Math.min(100, (ms / whole) * 100)}%`;
  const words = { whole: "", before: details.untilAsked, attempt: texts.waiting, answer: texts.answering };
  return (
    <ol className="grid gap-1 text-xs">
      {stretches.map(({ kind, name, from, to, failed }) => (
        <li
          key={`${kind} ${name} ${from}`}
          className="grid grid-cols-[minmax(6rem,1fr)_2fr_4.5rem] items-center gap-3 sm:grid-cols-[minmax(8rem,16rem)_1fr_5rem]"
        >
          <span className="truncate" title={name}>
            <bdi>{name}</bdi> <span className="text-soft">{words[kind]}</span>
          </span>
          <span className="relative h-3 rounded bg-sunken">
            <span
              className={`absolute inset-y-0 min-w-0.5 rounded ${failed ? "bg-bad" : colours[kind]}`}
              style={{ insetInlineStart: share(from), inlineSize: share(to - from) }}
            />
            {kind === "whole" && first !== null && (
              <span
                className="absolute -inset-y-0.5 w-0.5 bg-accent"
                style={{ insetInlineStart: share(first) }}
                title={`${details.firstPiece}: ${formatDuration(first, language)}`}
              />
            )}
          </span>
          <span className="text-end tabular-nums">{formatDuration(to - from, language)}</span>
        </li>
      ))}
    </ol>
  );
}
