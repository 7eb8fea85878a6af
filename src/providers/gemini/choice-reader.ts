import { exactText } from "../../lib/exact-json.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent, TokenLogprob } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import { isObject, type Json, words } from "../upstream/json.ts";
import { annotationsOf } from "./annotations.ts";
import { finishOf } from "./finishes.ts";
import { readLogprobs } from "./logprobs.ts";
import { inputMember } from "./parts.ts";
import type { WireCandidate, WirePart } from "./wire.ts";

/** Characters of text that are kept for finding what sources speak of; a longer answer goes without. */
const longestText = 512 * 1024;

export interface CallNaming {
  /** The tools that take free text, by name. */
  readonly custom: ReadonlySet<string>;
  /** Of the answer, different for each: the upstream's, or where it did not say, ours. */
  readonly answerId: string;
}

/** Turns the pieces of one candidate into events. */
export class ChoiceReader {
  readonly #choice: number;
  #texts: string[] = [];
  #textLength = 0;
  #calls = 0;
  #grounding: unknown;
  #citations: unknown;
  #finish: Finish | undefined;
  #logprobs: readonly TokenLogprob[] | undefined;

  constructor(choice: number) {
    this.#choice = choice;
  }

  get finished(): boolean {
    return this.#finish !== undefined;
  }

  read(candidate: WireCandidate, naming: CallNaming, out: StreamEvent[]): void {
    const { content, finishReason } = candidate;
    this.#logprobs = readLogprobs(candidate.logprobsResult);
    const parts = isObject(content) ? (content["parts"] ?? []) : [];
    if (!Array.isArray(parts)) throw new ParleyError("upstream_invalid");
    for (const part of parts as readonly unknown[]) {
      if (!isObject(part)) throw new ParleyError("upstream_invalid");
      this.#part(part, naming, out);
    }
    // Of tokens that make no text, such as the last one.
    if (this.#logprobs !== undefined && this.#logprobs.length > 0) this.#text("", out);
    if (isObject(candidate.groundingMetadata)) this.#grounding = candidate.groundingMetadata;
    if (isObject(candidate.citationMetadata)) this.#citations = candidate.citationMetadata;
    const reason = words(finishReason);
    if (reason !== undefined && reason !== "FINISH_REASON_UNSPECIFIED") {
      this.#finish = finishOf(reason, this.#calls > 0);
    }
  }

  /** What is known only at the end of the whole answer: sources and the finish come once, also where they were repeated. */
  end(out: StreamEvent[]): void {
    const choice = this.#choice;
    if (this.#grounding !== undefined || this.#citations !== undefined) {
      const text = this.#textLength > longestText ? "" : this.#texts.join("");
      for (const annotation of annotationsOf(text, this.#grounding, this.#citations)) {
        out.push({ type: "annotation", choice, annotation });
      }
    }
    if (this.#finish === undefined) return;
    const finish =
      this.#finish.unified === "stop" && this.#calls > 0
        ? ({ ...this.#finish, unified: "tool-calls" } as const)
        : this.#finish;
    out.push({ type: "choice-finish", choice, finish });
  }

  #part(part: WirePart, naming: CallNaming, out: StreamEvent[]): void {
    const choice = this.#choice;
    const signature = words(part.thoughtSignature);
    if (part.functionCall !== undefined && part.functionCall !== null) {
      if (!isObject(part.functionCall)) throw new ParleyError("upstream_invalid");
      this.#call(part.functionCall, signature, naming, out);
      return;
    }
    const text = words(part.text);
    if (text !== undefined && part.thought === true) out.push({ type: "reasoning-delta", choice, text });
    else if (text !== undefined) this.#text(text, out);
    if (isObject(part.inlineData) && part.thought !== true) this.#text(imageOf(part.inlineData), out);
    if (signature !== undefined) {
      // The thought itself is in there; its text is a summary.
      const seal = { maker: "google", data: signature, hidden: true } as const;
      out.push({ type: "reasoning-seal", choice, seal });
    }
  }

  #text(text: string, out: StreamEvent[]): void {
    if (this.#textLength <= longestText) {
      this.#texts.push(text);
      this.#textLength += text.length;
      if (this.#textLength > longestText) this.#texts = [];
    }
    const logprobs = this.#logprobs;
    this.#logprobs = undefined;
    out.push({
      type: "text-delta",
      choice: this.#choice,
      text,
      ...(logprobs !== undefined && { logprobs }),
    });
  }

  /** A call comes whole. One without an id gets one from where it stands, the same each time the answer is read. */
  #call(call: Json, signature: string | undefined, naming: CallNaming, out: StreamEvent[]): void {
    const choice = this.#choice;
    const name = words(call["name"]);
    const args = call["args"] ?? {};
    if (name === undefined || !isObject(args)) throw new ParleyError("upstream_invalid");
    const index = this.#calls++;
    const made = ["call", naming.answerId, choice === 0 ? undefined : choice, index];
    const callId = words(call["id"]) ?? made.filter((word) => word !== undefined).join("_");
    const custom = naming.custom.has(name);
    out.push({
      type: "tool-call-start",
      choice,
      index,
      callId,
      name,
      kind: custom ? "custom" : "function",
      ...(signature !== undefined && { seal: { maker: "google", data: signature } }),
    });
    const input = args[inputMember];
    const text = custom && typeof input === "string" ? input : exactText(args);
    out.push({ type: "tool-call-delta", choice, index, text });
  }
}

/** A model that draws gives its picture out as Markdown: there is no event for pictures in an answer. */
function imageOf(inline: Json): string {
  const [type, data] = [words(inline["mimeType"]), words(inline["data"])];
  if (type === undefined || data === undefined) throw new ParleyError("upstream_invalid");
  return `![](data:${type};base64,${data})`;
}
