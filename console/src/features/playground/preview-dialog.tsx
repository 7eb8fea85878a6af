import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { contextOfResponse, type ResponseRequest } from "../../api/responses.ts";
import { conversationsTexts } from "../../texts/conversations.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { playTalksTexts } from "../../texts/play-talks.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Select } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { reportOf } from "./sent-items.ts";
import { SentBefore, SentNow } from "./sent-parts.tsx";
import type { Turn } from "./talk.ts";

/** A call that would be made. */
export interface Intended {
  readonly model: string;
  readonly call: ResponseRequest;
  /** The turns before it. */
  readonly way: readonly Turn[];
}

/** What the model would be sent if what is written were sent now, and why: asked of the server, which chooses it. */
export function PreviewDialog({ of, onClose }: { readonly of: readonly Intended[]; onClose(): void }) {
  const texts = useTexts(playTalksTexts);
  const ui = useTexts(uiTexts);
  const [place, setPlace] = useState(0);
  const intended = of[place] ?? of[0];
  return (
    <Dialog title={texts.previewTitle} open onClose={onClose}>
      <p className="text-sm text-soft">{texts.previewHint}</p>
      {of.length > 1 && (
        <Select
          label={texts.shareWhich}
          value={place}
          onChange={({ target }) => setPlace(Number(target.value))}
        >
          {of.map(({ model }, at) => (
            <option key={at} value={at}>
              {model}
            </option>
          ))}
        </Select>
      )}
      {intended !== undefined && <Preview key={place} of={intended} />}
      <div className="flex justify-end">
        <Button onClick={onClose}>{ui.close}</Button>
      </div>
    </Dialog>
  );
}

function Preview({ of: { call, way } }: { readonly of: Intended }) {
  const texts = useTexts(playTalksTexts);
  const words = useTexts(conversationsTexts);
  const { language } = useLanguage();
  const { data, error, isPending } = useQuery(contextOfResponse(call));
  return (
    <>
      {error !== null && <Failure error={error} />}
      {isPending && <Waiting rows={2} />}
      {data !== undefined &&
        (call.previous_response_id === undefined ? (
          <p className="text-sm">
            {texts.previewFirst} {words.inputTokens(data.input_tokens.toLocaleString(language))}
          </p>
        ) : (
          <SentBefore way={way} call={call} report={reportOf(data)} />
        ))}
      <SentNow call={call} />
    </>
  );
}
