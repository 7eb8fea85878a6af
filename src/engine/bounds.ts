import type { Source, Task } from "../spec/call.ts";
import type { ContentPart, Item } from "../spec/item.ts";

/**
 * The most tokens that an image, a sound or a file may be counted as beside its bytes. A large picture is about
 * 37,000 with the hungriest of the common models.
 */
const mediaTokens = 40_000;

/**
 * The most tokens of a picture that is made, of a speech, or of a transcript: the common models have bounds of their own
 * below it (a large picture of the best quality is about 6,300, a transcript 16,000 at the most).
 */
const relayedTokens = 20_000;

/** A file's text may be packed into so many times fewer bytes. */
const filePacking = 16;

/** What the protocol adds to a message beside its text is less than this many tokens. */
const frameTokens = 16;

/** What the legacy dialect answers at the most where nobody says. */
const legacyOutput = 16;

/** Bytes of a token, as a rule: for estimates, never for bounds. */
const bytesPerToken = 4;

/** Larger figures would not be exact, in no row and in no sum. */
export function saturated(tokens: number): number {
  return Math.min(tokens, Number.MAX_SAFE_INTEGER);
}

/**
 * The most tokens that the input of a call can have. A token has one byte at least, so bytes are a bound that costs
 * nothing; tokenising would cost a thousand times more.
 */
export function inputBound(task: Task, source: Source | undefined): number {
  if (source !== undefined) return saturated(source.bytes.length + mediaBound(source));
  if (task.kind === "embed") {
    let sum = 0;
    for (const input of task.inputs)
      sum += typeof input === "string" ? Buffer.byteLength(input) : input.length;
    return sum;
  }
  if (task.kind === "relay") {
    return saturated(task.textBytes + (task.mediaBytes === 0 ? 0 : task.mediaBytes + mediaTokens));
  }
  let sum = 0;
  for (const item of task.items) sum += frameTokens + itemBytes(item);
  const { tools, format } = task.options;
  if (tools !== undefined || format !== undefined) sum += Buffer.byteLength(JSON.stringify([tools, format]));
  return saturated(sum);
}

/** About how many tokens an input of so many bytes is. */
export function estimateInput(bound: number): number {
  return Math.ceil(bound / bytesPerToken);
}

/** About how many tokens so many bytes of a whole answer are. */
export function estimateDocument(bytes: number): number {
  return Math.ceil(bytes / bytesPerToken);
}

/** The most tokens that the answer can have by the caller's own word; `undefined` when the caller set no bound. */
export function outputBound(task: Task, source: Source | undefined): number | undefined {
  if (task.kind === "embed") return 0;
  if (task.kind === "relay") return saturated(relayedTokens * (task.images ?? 1));
  // Options are made when somebody asks for them; the body is at hand.
  const bound = source === undefined ? task.options.maxOutputTokens : sourceBound(source);
  return bound === undefined ? undefined : saturated(bound * choices(task, source));
}

/** Which of both names an upstream obeys is its own affair: the larger one counts. */
function sourceBound({ dialect, body }: Source): number | undefined {
  const older = figure(body["max_tokens"]);
  if (dialect === "completions") return older ?? legacyOutput;
  if (dialect === "messages") return older;
  const newer = figure(body["max_completion_tokens"]);
  return older === undefined || newer === undefined ? (newer ?? older) : Math.max(older, newer);
}

/** How many answers are asked for. */
export function choices(task: Task, source: Source | undefined): number {
  if (task.kind !== "generate") return 1;
  if (source === undefined) return task.options.choices ?? 1;
  if (source.dialect === "messages") return 1;
  const prompts = source.body["prompt"];
  const each = Math.max(figure(source.body["n"]) ?? 1, figure(source.body["best_of"]) ?? 1);
  return each * (Array.isArray(prompts) && typeof prompts[0] !== "number" ? Math.max(1, prompts.length) : 1);
}

function figure(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** What the media of a request may come to beyond the bytes of the body. */
function mediaBound({ dialect, body }: Source): number {
  const messages = body["messages"];
  if (dialect === "messages") return blocksBound(messages);
  if (dialect !== "chat" || !Array.isArray(messages)) return 0;
  let sum = 0;
  for (const message of messages as readonly { readonly content?: unknown }[]) {
    const { content } = message;
    if (!Array.isArray(content)) continue;
    for (const part of content as readonly Readonly<Record<string, unknown>>[]) {
      if (part["type"] !== "text" && part["type"] !== "refusal")
        sum += mediaTokens + packedBytes(part["file"]);
    }
  }
  return sum;
}

/** Blocks of Anthropic's protocol that are texts, whatever is in them; all others may be pictures or documents. */
const textBlocks: ReadonlySet<unknown> = new Set(["text", "thinking", "redacted_thinking", "tool_use"]);

/**
 * What the media in messages, or in blocks, of Anthropic's protocol may come to beyond their bytes. Tools' results and
 * documents have blocks of their own. The body's depth is bounded.
 */
function blocksBound(blocks: unknown): number {
  if (!Array.isArray(blocks)) return 0;
  let sum = 0;
  for (const block of blocks as readonly Readonly<Record<string, unknown>>[]) {
    const { type, content, source } = block;
    sum += blocksBound(content);
    if (type === undefined || type === "tool_result" || textBlocks.has(type)) continue;
    sum += mediaTokens;
    if (typeof source !== "object" || source === null) continue;
    if ("data" in source && typeof source.data === "string") sum += source.data.length * filePacking;
    if ("content" in source) sum += blocksBound(source.content);
  }
  return sum;
}

function packedBytes(file: unknown): number {
  const data = typeof file === "object" && file !== null && "file_data" in file ? file.file_data : undefined;
  return typeof data === "string" ? data.length * filePacking : 0;
}

function itemBytes(item: Item): number {
  switch (item.type) {
    case "message":
      return partsBytes(item.content) + (item.name === undefined ? 0 : Buffer.byteLength(item.name));
    case "function_call":
      return Buffer.byteLength(item.name) + Buffer.byteLength(item.arguments) + frameTokens;
    case "function_call_output":
      return partsBytes(item.output) + frameTokens;
    case "reasoning":
      return Buffer.byteLength(item.text);
  }
}

function partsBytes(parts: readonly ContentPart[]): number {
  let sum = 0;
  for (const part of parts) {
    if (part.type === "text") sum += Buffer.byteLength(part.text);
    else if (part.type === "refusal") sum += Buffer.byteLength(part.refusal);
    else if (part.type === "audio") sum += mediaTokens + part.data.length;
    else if (part.type === "file") sum += mediaTokens + (part.data?.length ?? 0) * filePacking;
    else sum += mediaTokens + part.url.length;
  }
  return sum;
}
