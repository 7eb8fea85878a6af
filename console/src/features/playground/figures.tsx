import { useState } from "react";
import type { Model } from "../../api/models.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { playTalksTexts } from "../../texts/play-talks.ts";
import { playgroundTexts } from "../../texts/playground.ts";
import { Button } from "../../ui/button.tsx";
import { formatDuration } from "../../ui/format.ts";
import { costOf } from "./cost.ts";
import { SentDialog } from "./sent-dialog.tsx";
import type { Turn } from "./talk.ts";

/** What the answer took, which way it went, and what the model was sent for it. */
export function Figures({
  turn,
  way,
  model,
}: {
  readonly turn: Turn;
  /** The turns before it. */
  readonly way: readonly Turn[];
  readonly model: Model | undefined;
}) {
  const texts = useTexts(playgroundTexts);
  const { language } = useLanguage();
  const talks = useTexts(playTalksTexts);
  const [open, setOpen] = useState(false);
  const { usage, route, firstMs, wholeMs, requestId, state } = turn;
  const cost = usage === undefined ? undefined : costOf(usage, model?.pricing);
  const number = (count: number): string => count.toLocaleString(language);
  return (
    <div className="flex flex-wrap items-center gap-x-3 text-xs text-soft">
      <span className="[overflow-wrap:anywhere]">{turn.model}</span>
      {usage !== undefined && (
        <span>{texts.tokensInOut(number(usage.input_tokens), number(usage.output_tokens))}</span>
      )}
      {cost !== undefined && <span>{texts.cost(cost)}</span>}
      {firstMs !== undefined && wholeMs !== undefined && (
        <span>{texts.took(formatDuration(firstMs, language), formatDuration(wholeMs, language))}</span>
      )}
      {route !== undefined && (
        <span className="[overflow-wrap:anywhere]">
          {texts.route}: {route}
        </span>
      )}
      {requestId !== undefined && state !== "asking" && (
        <>
          <Button look="quiet" className="min-h-7 px-2 text-xs" onClick={() => setOpen(true)}>
            {talks.sent}
          </Button>
          {open && <SentDialog turn={turn} way={way} requestId={requestId} onClose={() => setOpen(false)} />}
        </>
      )}
    </div>
  );
}
