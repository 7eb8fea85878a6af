import type { Answer, Choice } from "../../spec/answer.ts";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";

type ContentEvent = Exclude<StreamEvent, StreamEnd>;

/** A whole answer as the events that would make it: thoughts, text, calls. */
export function answerEvents(answer: Answer): readonly ContentEvent[] {
  const [first] = answer.choices;
  if (first === undefined) return [];
  return [...thoughts(first), ...message(first), ...calls(first), ...finish(first)];
}

const choice = 0;

function thoughts({ thoughts: all }: Choice): readonly ContentEvent[] {
  return all.flatMap(({ text, seal }) => {
    const events: ContentEvent[] = [];
    // Nothing but its seal is left of a thought that only its maker can read.
    if (text !== "") events.push({ type: "reasoning-delta", choice, text });
    if (seal !== undefined) events.push({ type: "reasoning-seal", choice, seal });
    return events;
  });
}

function message({ text, logprobs, annotations, refusal }: Choice): readonly ContentEvent[] {
  const events: ContentEvent[] = [];
  if (text !== "" || logprobs !== undefined) {
    events.push({ type: "text-delta", choice, text, ...(logprobs !== undefined && { logprobs }) });
  }
  for (const annotation of annotations) events.push({ type: "annotation", choice, annotation });
  if (refusal !== "") events.push({ type: "refusal-delta", choice, text: refusal });
  return events;
}

function calls({ toolCalls }: Choice): readonly ContentEvent[] {
  return toolCalls.flatMap(({ callId, name, kind, text, seal }, index) => [
    {
      type: "tool-call-start",
      choice,
      index,
      callId,
      name,
      kind,
      ...(seal !== undefined && { seal }),
    },
    { type: "tool-call-delta", choice, index, text },
  ]);
}

function finish({ finish: how }: Choice): readonly ContentEvent[] {
  return how === undefined ? [] : [{ type: "choice-finish", choice, finish: how }];
}
