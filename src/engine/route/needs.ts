import type { Call, GenerateTask, Source, Task } from "../../spec/call.ts";
import type { ContentPart, Item } from "../../spec/item.ts";
import { choices, outputBound } from "../bounds.ts";

/** What a call asks of whoever takes it. */
export interface Needs {
  readonly images: boolean;
  readonly audio: boolean;
  readonly files: boolean;
  readonly tools: boolean;
  readonly jsonSchema: boolean;
  readonly reasoning: boolean;
  /** Tokens of the input, as an estimate: never used as a bound. */
  readonly inputTokens: number;
  /** Tokens that one answer may have by the caller's own word; `undefined` without one. */
  readonly outputTokens: number | undefined;
}

/** An image, a sound or a file, in tokens: what the common models take for a picture of usual size. */
const mediaTokens = 1_000;

/** Bytes of a token, as a rule. */
const bytesPerToken = 4;

/**
 * Reads what a call needs. A chat request is read as it came: making items of it costs more, and may fail at a part
 * that only an upstream of the same dialect knows.
 */
export function needsOf({ task, source }: Pick<Call, "task" | "source">): Needs {
  const seen = new Seen();
  if (task.kind === "relay") return seen.relay(task);
  if (task.kind === "embed") seen.embed(task);
  else if (source?.dialect === "chat") seen.chat(source.body);
  else if (source?.dialect === "messages") seen.messages(source.body);
  else seen.task(task);
  return seen.needs(outputOf(task, source));
}

function outputOf(task: Task, source: Source | undefined): number | undefined {
  const bound = outputBound(task, source);
  return bound === undefined ? undefined : Math.ceil(bound / choices(task, source));
}

export type MediaKind = "images" | "audio" | "files";
type Json = Readonly<Record<string, unknown>>;

/** Parts of content that are no text, by their types in the dialects that are read here. */
export const partKinds: Readonly<Record<string, MediaKind>> = {
  image: "images",
  image_url: "images",
  audio: "audio",
  input_audio: "audio",
  file: "files",
};

class Seen {
  readonly #kinds = new Set<MediaKind>();
  #tools = false;
  #jsonSchema = false;
  #reasoning = false;
  #bytes = 0;
  #media = 0;

  needs(outputTokens: number | undefined): Needs {
    return {
      images: this.#kinds.has("images"),
      audio: this.#kinds.has("audio"),
      files: this.#kinds.has("files"),
      tools: this.#tools,
      jsonSchema: this.#jsonSchema,
      reasoning: this.#reasoning,
      inputTokens: Math.ceil(this.#bytes / bytesPerToken) + this.#media * mediaTokens,
      outputTokens,
    };
  }

  /** What such a task is about is said by its path, and no condition speaks of that. */
  relay({ textBytes }: Extract<Task, { kind: "relay" }>): Needs {
    this.#bytes = textBytes;
    return this.needs(undefined);
  }

  embed({ inputs }: Extract<Task, { kind: "embed" }>): void {
    for (const input of inputs) {
      this.#bytes += typeof input === "string" ? Buffer.byteLength(input) : input.length * bytesPerToken;
    }
  }

  chat(body: Json): void {
    for (const message of listOf(body["messages"])) {
      const { content, tool_calls: calls } = message;
      if (typeof content === "string") this.#bytes += Buffer.byteLength(content);
      else for (const part of listOf(content)) this.#part(part);
      if (calls !== undefined && calls !== null) this.#bytes += Buffer.byteLength(JSON.stringify(calls));
    }
    this.#ask(
      body["tools"] ?? body["functions"],
      formOf(body["response_format"]),
      body["reasoning_effort"],
      body["response_format"],
    );
  }

  /** A request of Anthropic's protocol. */
  messages(body: Json): void {
    this.#blocks(body["system"]);
    for (const message of listOf(body["messages"])) this.#blocks(message["content"]);
    const config = objectOf(body["output_config"]);
    const format = config["format"] ?? body["output_format"];
    const thinking = objectOf(body["thinking"])["type"];
    const thinks = thinking === undefined ? undefined : thinking !== "disabled" || undefined;
    this.#ask(body["tools"], formOf(format), thinks ?? config["effort"], format);
  }

  #blocks(content: unknown): void {
    if (typeof content === "string") this.#bytes += Buffer.byteLength(content);
    else for (const block of listOf(content)) this.#block(block);
  }

  #block(block: Json): void {
    const source = objectOf(block["source"]);
    switch (block["type"]) {
      case "image":
      case "document":
        // Documents that are texts are written into the message where they cannot be sent.
        if (source["type"] === "text") this.#blocks(source["data"]);
        else if (source["type"] === "content") this.#blocks(source["content"]);
        else this.#part({ type: block["type"] === "image" ? "image" : "file" });
        break;
      case "tool_use":
        this.#bytes += Buffer.byteLength(JSON.stringify(block["input"] ?? {}));
        break;
      default:
        this.#blocks(block["text"] ?? block["thinking"] ?? block["content"]);
    }
  }

  #part(part: Json): void {
    const kind = partKinds[String(part["type"])];
    if (kind === undefined) {
      const text = part["text"] ?? part["refusal"];
      if (typeof text === "string") this.#bytes += Buffer.byteLength(text);
    } else {
      this.#kinds.add(kind);
      this.#media++;
    }
  }

  task({ items, options }: GenerateTask): void {
    for (const item of items) this.#item(item);
    const { tools, format, reasoningEffort, reasoningTokens } = options;
    this.#ask(tools, format?.type, reasoningEffort ?? reasoningTokens, format);
  }

  #item(item: Item): void {
    if (item.type === "reasoning") this.#bytes += Buffer.byteLength(item.text);
    else if (item.type === "function_call")
      this.#bytes += Buffer.byteLength(item.name) + Buffer.byteLength(item.arguments);
    else for (const part of item.type === "message" ? item.content : item.output) this.#itemPart(part);
  }

  #itemPart(part: ContentPart): void {
    this.#part(part as unknown as Json);
  }

  #ask(tools: unknown, form: unknown, effort: unknown, format: unknown): void {
    this.#tools = Array.isArray(tools) && tools.length > 0;
    this.#jsonSchema = form === "json_schema";
    this.#reasoning = effort !== undefined && effort !== null && effort !== "none" && effort !== 0;
    if (this.#tools) this.#bytes += Buffer.byteLength(JSON.stringify(tools));
    if (this.#jsonSchema) this.#bytes += Buffer.byteLength(JSON.stringify(format));
  }
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

function formOf(format: unknown): unknown {
  return typeof format === "object" && format !== null && "type" in format ? format.type : undefined;
}
