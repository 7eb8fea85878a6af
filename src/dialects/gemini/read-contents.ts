import { exactText } from "../../lib/exact-json.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { ContentPart, Item, ReasoningItem, Seal } from "../../spec/item.ts";
import { OpenCalls } from "./open-calls.ts";
import { partOf } from "./read-parts.ts";
import type { GenerateRequest, WireContent, WirePart } from "./schema.ts";
import { sealOf } from "./seals.ts";

type FunctionCall = NonNullable<WirePart["functionCall"]>;
type FunctionResponse = NonNullable<WirePart["functionResponse"]>;

/** The conversation of a request as items. */
export function itemsOf(request: GenerateRequest): readonly Item[] {
  const resolution = request.generationConfig?.mediaResolution;
  const reader = new ContentsReader(resolutions[resolution ?? ""]);
  if (request.systemInstruction) reader.instruct(request.systemInstruction.parts);
  for (const [i, content] of request.contents.entries()) reader.turn(content, i);
  return reader.items;
}

/** In OpenAI's words. */
const resolutions: Readonly<Record<string, string>> = {
  MEDIA_RESOLUTION_LOW: "low",
  MEDIA_RESOLUTION_HIGH: "high",
};

class ContentsReader {
  readonly items: Item[] = [];
  readonly #detail: string | undefined;
  readonly #calls = new OpenCalls();
  #message: ContentPart[] = [];
  /** The thoughts that led to the message under way; only the last can be without its seal yet. */
  #thoughts: { text: string; seal: Seal | undefined }[] = [];

  constructor(detail: string | undefined) {
    this.#detail = detail;
  }

  instruct(parts: readonly WirePart[]): void {
    const content = parts.map((part, j) => partOf(part, `systemInstruction.parts[${j}]`, undefined));
    if (content.length > 0) this.items.push({ type: "message", role: "system", content });
  }

  turn({ role, parts }: WireContent, i: number): void {
    const speaker = role === "model" ? "assistant" : "user";
    for (const [j, part] of parts.entries()) {
      const path = `contents[${i}].parts[${j}]`;
      if (part.functionCall) {
        this.#flush(speaker);
        this.#call(part.functionCall, part.thoughtSignature, `call_${i}_${j}`);
      } else if (part.functionResponse) {
        this.#flush(speaker);
        this.#response(part.functionResponse, path);
      } else this.#piece(part, path, speaker);
    }
    this.#flush(speaker);
  }

  /** A signature beside a text, or behind it, is that of the thought that led to the text. */
  #piece(part: WirePart, path: string, speaker: "assistant" | "user"): void {
    const seal = sealOf(part.thoughtSignature, true);
    if (part.thought === true) {
      if (this.#message.length > 0) this.#flush(speaker);
      this.#think(part.text ?? "", seal);
    } else {
      if (seal !== undefined) this.#think("", seal);
      // An empty text is where a signature or a finish was told.
      if (part.text !== "") this.#message.push(partOf(part, path, this.#detail));
    }
  }

  /** A seal ends a thought: what comes behind it is another one. */
  #think(text: string, seal: Seal | undefined): void {
    const last = this.#thoughts.at(-1);
    if (last === undefined || last.seal !== undefined) this.#thoughts.push({ text, seal });
    else {
      last.text += text;
      last.seal = seal;
    }
  }

  #flush(role: "assistant" | "user"): void {
    for (const { text, seal } of this.#thoughts) {
      if (text === "" && seal === undefined) continue;
      const thought: ReasoningItem = { type: "reasoning", text, ...(seal !== undefined && { seal }) };
      this.items.push(thought);
    }
    this.#thoughts = [];
    if (this.#message.length > 0) this.items.push({ type: "message", role, content: this.#message });
    this.#message = [];
  }

  /** A call without an id gets one from its place. */
  #call({ id, name, args }: FunctionCall, signature: string | null | undefined, made: string): void {
    const callId = id || made;
    this.#calls.open(callId, name);
    const seal = sealOf(signature, false);
    this.items.push({
      type: "function_call",
      callId,
      name,
      arguments: exactText(args ?? {}),
      ...(seal !== undefined && { seal }),
    });
  }

  #response(response: FunctionResponse, path: string): void {
    const { id, name } = response;
    const callId = this.#calls.close(id, name);
    if (callId === undefined) {
      throw new ParleyError("invalid_value", {
        message: `No call of \`${name.slice(0, 100)}\` is open that this could be the response to.`,
        param: `${path}.functionResponse`,
      });
    }
    const { text, failed } = outputOf(response.response ?? {});
    const media = (response.parts ?? []).map((part, k) =>
      partOf(part as WirePart, `${path}.functionResponse.parts[${k}]`, this.#detail),
    );
    this.items.push({
      type: "function_call_output",
      callId,
      output: [{ type: "text", text }, ...media],
      ...(failed && { failed: true }),
    });
  }
}

/** `output` or `error` alone is what the tool said; any other object is it as a whole. */
function outputOf(response: Readonly<Record<string, unknown>>): { text: string; failed: boolean } {
  const [name, ...more] = Object.keys(response);
  const alone = more.length === 0 && (name === "output" || name === "error");
  const value = alone ? response[name] : response;
  const written = typeof value === "object" && value !== null ? exactText(value) : JSON.stringify(value);
  const text = typeof value === "string" ? value : written;
  return { text, failed: alone && name === "error" };
}
