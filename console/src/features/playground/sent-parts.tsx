import { useQueries } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type ResponseRequest, storedItemsOf } from "../../api/responses.ts";
import { conversationsTexts } from "../../texts/conversations.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { playTalksTexts } from "../../texts/play-talks.ts";
import { CodeBlock } from "../../ui/markdown/code-block.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { WhyBadge } from "../../ui/why-badge.tsx";
import { sentLines, type SentReport } from "./sent-items.ts";
import type { Turn } from "./talk.ts";

/** What was said before, with the reasons. */
export function SentBefore({
  way,
  call,
  report,
}: {
  /** The turns before. */
  readonly way: readonly Turn[];
  readonly call: ResponseRequest;
  readonly report: SentReport | undefined;
}): ReactNode {
  const texts = useTexts(playTalksTexts);
  const words = useTexts(conversationsTexts);
  const { language } = useLanguage();
  const number = (count = 0): string => count.toLocaleString(language);
  const kept = way.flatMap(({ responseId }) => responseId ?? []);
  const until = kept.indexOf(call.previous_response_id ?? "");
  const found = useQueries({ queries: kept.slice(0, until + 1).map((id) => storedItemsOf(id)) });
  const failure = found.find(({ error }) => error !== null)?.error;
  const items = found.flatMap(({ data = [] }) => data);
  return (
    <section className="grid gap-2 text-sm">
      <h3 className="font-semibold">{texts.sentBefore}</h3>
      {report?.policy !== undefined && (
        <p>
          {words.policy(report.policy)} <span className="text-soft">({words.by(report.policyBy ?? "")})</span>
          <br />
          {words.sentTokens(number(report.tokens), number(report.budget))}{" "}
          <span className="text-soft">({words.by(report.budgetBy ?? "")})</span>
        </p>
      )}
      {report?.warnings?.map((warning) => (
        <Notice key={warning}>{warning}</Notice>
      ))}
      {report?.summary !== undefined && (
        <p>
          <WhyBadge why="summary" /> {words.summary}
        </p>
      )}
      {failure !== undefined && <Failure error={failure} />}
      <ol className="grid gap-1">
        {sentLines(items, report).map(({ id, why, who, words: said }) => (
          <li
            key={id}
            className="grid grid-cols-[auto_auto_1fr] items-center gap-2 rounded bg-sunken px-2 py-1 text-xs"
          >
            <WhyBadge why={why} />
            <span className="text-soft">{who}</span>
            <bdi className="truncate">{said}</bdi>
          </li>
        ))}
      </ol>
      <p>
        {report?.dropped === undefined || report.dropped.items === 0
          ? words.nothingLeft
          : words.leftOut(number(report.dropped.items), number(report.dropped.tokens))}
      </p>
    </section>
  );
}

/** The body of the call, as it goes out. */
export function SentNow({ call }: { readonly call: ResponseRequest }) {
  const texts = useTexts(playTalksTexts);
  return (
    <section className="grid gap-2">
      <h3 className="text-sm font-semibold">{texts.sentNow}</h3>
      <CodeBlock code={JSON.stringify(call, shortened, 2)} language="json" />
    </section>
  );
}

/** Pictures as their beginning: what is in them is no text. */
function shortened(_: string, value: unknown): unknown {
  return typeof value === "string" && value.startsWith("data:") ? `${value.slice(0, 48)}…` : value;
}
