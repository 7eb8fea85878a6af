import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { wholeConversationOf } from "../../api/conversations.ts";
import { requestOf } from "../../api/requests.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { playTalksTexts } from "../../texts/play-talks.ts";
import { playgroundTexts } from "../../texts/playground.ts";
import { Failure, Notice } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { Play } from "./play.tsx";
import { replayOf } from "./replay-of.ts";
import { emptyStart } from "./start.ts";

/** Chat with any model, or with two side by side: from nothing, from a call of before, or from a conversation. */
export function PlaygroundScreen() {
  const texts = useTexts(playgroundTexts);
  const { request = "", conversation = "" } = useSearch({ from: "/inside/playground" });
  const call = useQuery({ ...requestOf(request), enabled: request !== "" });
  const said = useQuery({
    ...wholeConversationOf(conversation),
    enabled: conversation !== "" && request === "",
  });
  const error = call.error ?? said.error;
  return (
    <div className="mx-auto grid max-w-6xl gap-4">
      <h1 className="text-2xl font-semibold">{texts.title}</h1>
      {error !== null && <Failure error={error} />}
      {request !== "" && call.data !== undefined && <Replayed of={call.data} />}
      {request === "" && said.data !== undefined && (
        <Play key={conversation} start={{ ...emptyStart, before: said.data }} />
      )}
      {request === "" && conversation === "" && <Play key="" start={emptyStart} />}
      {(call.isLoading || said.isLoading) && <Waiting />}
    </div>
  );
}

function Replayed({ of: call }: { readonly of: Parameters<typeof replayOf>[0] & { readonly id: string } }) {
  const texts = useTexts(playTalksTexts);
  const start = replayOf(call);
  return (
    <>
      <Notice>{start === undefined ? texts.notReplayable : texts.replayed}</Notice>
      <Play key={call.id} start={start ?? emptyStart} />
    </>
  );
}
