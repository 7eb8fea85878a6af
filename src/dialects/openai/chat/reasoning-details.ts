import { words } from "../../../lib/json-values.ts";
import type { Choice } from "../../../spec/answer.ts";
import type { ReasoningItem, Seal } from "../../../spec/item.ts";

/**
 * Thoughts that their maker wants back, as members of a chat message: `reasoning_details`, in the form that
 * OpenRouter has made common. The protocol itself has nothing for them.
 */
interface WireDetail {
  readonly type: "reasoning.text" | "reasoning.encrypted";
  readonly text?: string;
  readonly data?: string;
  readonly signature?: string;
  readonly format: string;
  /** Of the thought; or of the tool call that `data` belongs to. */
  readonly id?: string;
  readonly index: number;
}

const formats: Readonly<Record<Seal["maker"], string>> = {
  anthropic: "anthropic-claude-v1",
  google: "google-gemini-v1",
  openai: "openai-responses-v1",
  bedrock: "bedrock-converse-v1",
};

const makers = new Map(Object.entries(formats).map(([maker, format]) => [format, maker as Seal["maker"]]));

/** One thought with its seal. */
export function presentThought(text: string, seal: Seal, index: number): WireDetail {
  const format = formats[seal.maker];
  const id = seal.id === undefined ? {} : { id: seal.id };
  if (seal.hidden === true) {
    const readable = text === "" ? {} : { text };
    return { type: "reasoning.encrypted", ...readable, data: seal.data, format, ...id, index };
  }
  return { type: "reasoning.text", text, signature: seal.data, format, ...id, index };
}

/** What the maker of a tool call wants back with it. */
export function presentCallSeal(callId: string, seal: Seal, index: number): WireDetail {
  return { type: "reasoning.encrypted", data: seal.data, format: formats[seal.maker], id: callId, index };
}

/** All of a choice that must come back; empty when nothing must. */
export function presentThoughts(choice: Choice): readonly WireDetail[] {
  const details: WireDetail[] = [];
  for (const { text, seal } of choice.thoughts) {
    if (seal !== undefined) details.push(presentThought(text, seal, details.length));
  }
  for (const { callId, seal } of choice.toolCalls) {
    if (seal !== undefined) details.push(presentCallSeal(callId, seal, details.length));
  }
  return details;
}

/** What came back with an assistant's message. */
export interface ReturnedThoughts {
  readonly thoughts: readonly ReasoningItem[];
  /** By the tool call's id. */
  readonly callSeals: ReadonlyMap<string, Seal>;
}

/** Reads `reasoning_details`, or the plain text beside it. What makes no sense is left out: thoughts are no orders. */
export function readThoughts(
  message: Readonly<Record<string, unknown>>,
  callIds: readonly string[],
): ReturnedThoughts {
  const thoughts: ReasoningItem[] = [];
  const callSeals = new Map<string, Seal>();
  const details: unknown = message["reasoning_details"];
  for (const detail of Array.isArray(details) ? (details as readonly unknown[]) : []) {
    if (typeof detail !== "object" || detail === null) continue;
    const wire = detail as Readonly<Record<string, unknown>>;
    const [text, data, signature, id] = ["text", "data", "signature", "id"].map((name) => words(wire[name]));
    const maker = makers.get(words(wire["format"]) ?? "");
    if (id !== undefined && maker !== undefined && data !== undefined && callIds.includes(id)) {
      callSeals.set(id, { maker, data });
      continue;
    }
    const own = id === undefined ? {} : { id };
    const hidden = data === undefined ? {} : ({ hidden: true } as const);
    const sealed = data ?? signature;
    const seal: Seal | undefined =
      maker === undefined || sealed === undefined ? undefined : { maker, data: sealed, ...hidden, ...own };
    if (seal === undefined && text === undefined) continue;
    thoughts.push({ type: "reasoning", text: text ?? "", ...(seal !== undefined && { seal }) });
  }
  if (thoughts.length === 0) {
    const plain = words(message["reasoning_content"]) ?? words(message["reasoning"]);
    if (plain !== undefined) thoughts.push({ type: "reasoning", text: plain });
  }
  return { thoughts, callSeals };
}
