import { exactObject } from "../../lib/exact-json.ts";
import type { Answer, Choice, Thought, ToolCall } from "../../spec/answer.ts";
import { presentCitation } from "./citations.ts";
import { invalidInput } from "./read-items.ts";
import { signatureText } from "./seals.ts";
import { stopReason } from "./stop-reason.ts";
import { presentUsage } from "./usage.ts";

/** A whole answer, as Converse gives it. How long it took is not known here, and is not told. */
export function presentAnswer({ choices, usage }: Answer): object {
  const [choice] = choices;
  const figures = presentUsage(usage);
  const content = choice === undefined ? [] : presentContent(choice);
  return {
    output: { message: { role: "assistant", content } },
    stopReason: stopReason(choice?.finish),
    ...(figures !== undefined && { usage: figures }),
  };
}

function presentContent(choice: Choice): object[] {
  const refusal = choice.refusal === "" ? [] : [{ text: choice.refusal }];
  return [
    ...choice.thoughts.map(presentThought),
    ...presentText(choice),
    ...refusal,
    ...choice.toolCalls.map(presentCall),
  ];
}

function presentThought({ text, seal }: Thought): object {
  if (seal?.maker === "bedrock" && seal.hidden === true && text === "") {
    return { reasoningContent: { redactedContent: seal.data } };
  }
  const signature = seal === undefined ? {} : { signature: signatureText(seal) };
  return { reasoningContent: { reasoningText: { text, ...signature } } };
}

/** Text with sources stands in blocks of its own. Where spans overlap, the text goes with the first of them. */
function presentText({ text, annotations }: Choice): object[] {
  const out: object[] = [];
  let at = 0;
  const plain = (until: number) => {
    if (until > at) out.push({ text: text.slice(at, until) });
    at = Math.max(at, until);
  };
  const spans = Map.groupBy(annotations, ({ start, end }) => `${start}-${end}`);
  for (const group of [...spans.values()].toSorted(
    (one, other) => (one[0]?.start ?? 0) - (other[0]?.start ?? 0),
  )) {
    const [{ start, end } = { start: at, end: at }] = group;
    plain(Math.min(start, text.length));
    const citations = group.map(presentCitation);
    out.push({ citationsContent: { content: [{ text: text.slice(at, end) }], citations } });
    at = Math.max(at, Math.min(end, text.length));
  }
  plain(text.length);
  return out;
}

function presentCall({ callId, name, text }: ToolCall): object {
  return { toolUse: { toolUseId: callId, name, input: inputOf(text) } };
}

/** What is no JSON object is kept as a text: the reader sees what the model wrote. */
function inputOf(text: string): object {
  return exactObject(text === "" ? "{}" : text) ?? { [invalidInput]: text };
}
