import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ApiError } from "../../api/api-error.ts";
import { requestOf } from "../../api/requests.ts";
import { storedItemsOf } from "../../api/responses.ts";
import { conversationsTexts } from "../../texts/conversations.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { playTalksTexts } from "../../texts/play-talks.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { formatCost } from "../../ui/format.ts";
import { CodeBlock } from "../../ui/markdown/code-block.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { WhyBadge } from "../../ui/why-badge.tsx";
import { sentLines, type SentReport } from "./sent-items.ts";
import type { Turn } from "./talk.ts";

/** A call is written down a moment after its end: so often it is looked for, a while apart, in milliseconds. */
const patience = { looks: 20, apart: 500 } as const;

/** What the model was really sent for an answer: by the record of the call, and why. */
export function SentDialog({
  turn,
  way,
  requestId,
  onClose,
}: {
  readonly turn: Turn;
  readonly way: readonly Turn[];
  readonly requestId: string;
  onClose(): void;
}) {
  const texts = useTexts(playTalksTexts);
  const { language } = useLanguage();
  const record = useQuery({
    ...requestOf(requestId),
    retry: (failures, error) =>
      error instanceof ApiError && error.status === 404 && failures < patience.looks,
    retryDelay: patience.apart,
  });
  const cost = record.data?.cost_micros ?? null;
  return (
    <Dialog title={texts.sentTitle} open onClose={onClose}>
      {turn.context !== undefined && (
        <p dir="ltr" className="text-start font-mono text-xs text-soft">
          {turn.context}
        </p>
      )}
      {record.error !== null && <Failure error={record.error} />}
      {record.isPending && <Waiting rows={2} />}
      {record.data !== undefined && (
        <>
          <Before
            way={way}
            sent={turn.sent}
            report={(record.data.context ?? undefined) as SentReport | undefined}
          />
          <section className="grid gap-2">
            <h3 className="text-sm font-semibold">{texts.sentNow}</h3>
            <CodeBlock code={JSON.stringify(turn.sent, shortened, 2)} language="json" />
          </section>
          <p className="flex flex-wrap justify-between gap-2 text-sm">
            <span>{cost !== null && `${texts.realCost}: ${formatCost(cost, language)}`}</span>
            <Link to="/requests/$id" params={{ id: requestId }} className="text-accent underline">
              {texts.theCall}
            </Link>
          </p>
        </>
      )}
    </Dialog>
  );
}

/** Pictures as their beginning: what is in them is no text. */
function shortened(_: string, value: unknown): unknown {
  return typeof value === "string" && value.startsWith("data:") ? `${value.slice(0, 48)}…` : value;
}

/** What was said before, with the reasons. */
function Before({
  way,
  sent,
  report,
}: {
  readonly way: readonly Turn[];
  readonly sent: Turn["sent"];
  readonly report: SentReport | undefined;
}): ReactNode {
  const texts = useTexts(playTalksTexts);
  const words = useTexts(conversationsTexts);
  const { language } = useLanguage();
  const number = (count = 0): string => count.toLocaleString(language);
  const kept = way.flatMap(({ responseId }) => responseId ?? []);
  const until = kept.indexOf(sent.previous_response_id ?? "");
  const found = useQueries({ queries: kept.slice(0, until + 1).map((id) => storedItemsOf(id)) });
  if (sent.previous_response_id === undefined) return <p className="text-sm">{texts.sentFirst}</p>;
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
