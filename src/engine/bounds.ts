import type { Task, Source } from "../spec/call.ts";
import type { ContentPart, Item } from "../spec/item.ts";

/**
 * The most tokens that an image, a sound or a file at an address may be counted as. A large picture is about
 * 37,000 with the hungriest of the common models; what is sent along is bounded by its bytes.
 */
const mediaTokens = 40_000;

/** What the protocol adds to a message beside its text is less than this many tokens. */
const frameTokens = 16;

/** Bytes of a token, as a rule: for estimates, never for bounds. */
const bytesPerToken = 4;

/**
 * The most tokens that the input of a call can have. A token has one byte at least, so bytes are a bound that costs
 * nothing; tokenising would cost a thousand times more.
 */
export function inputBound(task: Task, source: Source | undefined): number {
  if (source !== undefined) return source.bytes.length + mediaTokens * addresses(source);
  if (task.kind === "embed") {
    let sum = 0;
    for (const input of task.inputs)
      sum += typeof input === "string" ? Buffer.byteLength(input) : input.length;
    return sum;
  }
  let sum = 0;
  for (const item of task.items) sum += frameTokens + itemBytes(item);
  const { tools, format } = task.options;
  if (tools !== undefined || format !== undefined) sum += Buffer.byteLength(JSON.stringify([tools, format]));
  return sum;
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
  // Options are made when somebody asks for them; the body is at hand.
  const bound =
    source === undefined
      ? task.options.maxOutputTokens
      : (figure(source.body["max_completion_tokens"]) ?? figure(source.body["max_tokens"]));
  return bound === undefined ? undefined : bound * choices(task, source);
}

/** How many answers are asked for. */
export function choices(task: Task, source: Source | undefined): number {
  if (task.kind === "embed") return 1;
  if (source === undefined) return task.options.choices ?? 1;
  const prompts = source.body["prompt"];
  const each = Math.max(figure(source.body["n"]) ?? 1, figure(source.body["best_of"]) ?? 1);
  return each * (Array.isArray(prompts) && typeof prompts[0] !== "number" ? Math.max(1, prompts.length) : 1);
}

function figure(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

const mediaWords = ['"image_url"', '"file_id"'].map((word) => Buffer.from(word));

/** How often the body may point to something that is not in it. */
function addresses(source: Source): number {
  if (source.dialect !== "chat") return 0;
  let count = 0;
  for (const word of mediaWords) {
    for (let at = source.bytes.indexOf(word); at !== -1; at = source.bytes.indexOf(word, at + word.length))
      count++;
  }
  return count;
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
    else sum += mediaTokens + (part.type === "file" ? (part.data?.length ?? 0) : part.url.length);
  }
  return sum;
}
