import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ApiError } from "../../api/api-error.ts";
import { requestOf } from "../../api/requests.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { playTalksTexts } from "../../texts/play-talks.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { formatCost } from "../../ui/format.ts";
import { Failure } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import type { SentReport } from "./sent-items.ts";
import { SentBefore, SentNow } from "./sent-parts.tsx";
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
      {turn.sent.previous_response_id === undefined && <p className="text-sm">{texts.sentFirst}</p>}
      {turn.sent.previous_response_id !== undefined && record.isPending && <Waiting rows={2} />}
      {turn.sent.previous_response_id !== undefined && record.data !== undefined && (
        <SentBefore
          way={way}
          call={turn.sent}
          report={(record.data.context ?? undefined) as SentReport | undefined}
        />
      )}
      <SentNow call={turn.sent} />
      {record.data !== undefined && (
        <p className="flex flex-wrap justify-between gap-2 text-sm">
          <span>{cost !== null && `${texts.realCost}: ${formatCost(cost, language)}`}</span>
          <Link to="/requests/$id" params={{ id: requestId }} className="text-accent underline">
            {texts.theCall}
          </Link>
        </p>
      )}
    </Dialog>
  );
}
