import { ParleyError } from "../../spec/errors.ts";
import type {
  FunctionCallItem,
  FunctionCallOutputItem,
  Item,
  MessageItem,
  ReasoningItem,
} from "../../spec/item.ts";
import type { Json } from "../upstream/json.ts";
import type { ModelTraits } from "./model-traits.ts";
import { callPart, outputPart, partsOf } from "./parts.ts";
import type { WireContent } from "./wire.ts";

/**
 * What stands for a signature that nobody has: of calls that another model made, or whose signature the client did not
 * keep. Without one, Gemini 3 refuses the conversation. https://ai.google.dev/gemini-api/docs/thought-signatures
 */
export const noSignature = "skip_thought_signature_validator";

export interface Conversation {
  readonly system: readonly Json[];
  readonly contents: readonly WireContent[];
}

/**
 * The items as Gemini's turns: what the model thought, said and called up to an answer of a tool is one turn, and so are
 * the answers to all calls of a turn. Instructions are gathered, wherever they stood: there is one place for them.
 */
export function conversationOf(items: readonly Item[], traits: ModelTraits): Conversation {
  const builder = new TurnBuilder(traits);
  for (const item of items) builder.add(item);
  return builder.end();
}

/** A turn of the model under way. */
interface ModelTurn extends WireContent {
  said: boolean;
  called: boolean;
}

class TurnBuilder {
  readonly #traits: ModelTraits;
  readonly #system: Json[] = [];
  readonly #contents: WireContent[] = [];
  readonly #names = new Map<string, string>();
  #model: ModelTurn | undefined;
  #answers: WireContent | undefined;
  /** Waiting for what they led to. */
  #thoughts: ReasoningItem[] = [];

  constructor(traits: ModelTraits) {
    this.#traits = traits;
  }

  add(item: Item): void {
    switch (item.type) {
      case "message":
        if (item.role === "assistant") this.#said(item);
        else if (item.role === "user") this.#asked(item);
        else this.#instructed(item);
        break;
      case "reasoning":
        // Only the maker can read a sealed thought; one without a seal is nothing that Gemini takes back.
        if (item.seal?.maker === "google") this.#thoughts.push(item);
        break;
      case "function_call":
        this.#called(item);
        break;
      case "function_call_output":
        this.#answered(item);
        break;
    }
  }

  end(): Conversation {
    if (this.#thoughts.length > 0) this.#think(this.#turn());
    // Gemini answers no instructions without a question: then they are it.
    if (this.#contents.length === 0 && this.#system.length > 0) {
      return { system: [], contents: [{ role: "user", parts: this.#system }] };
    }
    if (this.#contents.length === 0) {
      throw new ParleyError("invalid_value", {
        message: "The conversation says nothing: Gemini wants a message with a text or a file in it.",
        param: "messages",
      });
    }
    return {
      system: this.#system,
      contents: this.#contents.map(({ role, parts }) => ({ role, parts })),
    };
  }

  #instructed({ content }: MessageItem): void {
    if (content.some(({ type }) => type !== "text" && type !== "refusal")) {
      throw new ParleyError("unsupported_by_provider", {
        message: "Gemini takes only text as instructions. Put images and files into a message of the user.",
        param: "messages",
      });
    }
    this.#system.push(...partsOf(content));
  }

  #asked({ content }: MessageItem): void {
    this.#close();
    const parts = partsOf(content);
    if (parts.length > 0) this.#contents.push({ role: "user", parts });
  }

  #said({ content }: MessageItem): void {
    const parts = partsOf(content);
    if (this.#model?.said === true || this.#model?.called === true) this.#model = undefined;
    if (parts.length === 0 && this.#thoughts.length === 0) return;
    const turn = this.#turn();
    const last = parts.findLastIndex((part) => part["text"] !== undefined);
    const signed = parts[last] === undefined ? undefined : this.#think(turn, true);
    turn.parts.push(
      ...parts.map((part, i) => (i === last && signed !== undefined ? { ...part, ...signed } : part)),
    );
    turn.said = true;
  }

  #called(item: FunctionCallItem): void {
    const turn = this.#turn();
    this.#think(turn);
    this.#names.set(item.callId, item.name);
    const own = item.seal?.maker === "google" ? item.seal.data : undefined;
    // Of calls made together the first alone carries a signature.
    const signature = own ?? (this.#traits.wantsSignatures && !turn.called ? noSignature : undefined);
    turn.parts.push({
      ...callPart(item),
      ...(signature !== undefined && { thoughtSignature: signature }),
    });
    turn.called = true;
  }

  #answered(item: FunctionCallOutputItem): void {
    const name = this.#names.get(item.callId);
    if (name === undefined) {
      throw new ParleyError("invalid_value", {
        message: `No call with the id \`${item.callId.slice(0, 100)}\` comes before its output.`,
        param: "messages",
      });
    }
    const answers = this.#answers;
    this.#close();
    this.#answers = answers ?? { role: "user", parts: [] };
    if (answers === undefined) this.#contents.push(this.#answers);
    this.#answers.parts.push(outputPart(item, name));
  }

  #close(): void {
    if (this.#thoughts.length > 0) this.#think(this.#turn());
    this.#model = undefined;
    this.#answers = undefined;
  }

  #turn(): ModelTurn {
    this.#answers = undefined;
    if (this.#model === undefined) {
      this.#model = { role: "model", parts: [], said: false, called: false };
      this.#contents.push(this.#model);
    }
    return this.#model;
  }

  /** Writes down the thoughts. Gives the last one's signature away where a text follows to carry it, as Gemini's own did. */
  #think(turn: ModelTurn, textFollows = false): Json | undefined {
    const thoughts = this.#thoughts;
    this.#thoughts = [];
    let carried: Json | undefined;
    for (const [i, { text, seal }] of thoughts.entries()) {
      if (text !== "") turn.parts.push({ text, thought: true });
      const signature = { thoughtSignature: seal?.data };
      if (textFollows && i === thoughts.length - 1) carried = signature;
      else turn.parts.push({ text: "", ...signature });
    }
    return carried;
  }
}
