/**
 * The thread behind `createTokenizer`: it holds the table of tokens and answers batches of jobs.
 * Only the raw table and the split pattern of gpt-tokenizer are loaded: its own encoding module
 * starts in 180 to 400 ms and takes 75 MB, this in about 75 ms and 30 MB.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { O200K_TOKEN_SPLIT_REGEX } from "gpt-tokenizer/encodingParams/constants";
import { createO200KSpecialTokenMap } from "gpt-tokenizer/encodingParams/o200k_base";
import { BytePairEncoder } from "./byte-pair-encoder.ts";
import { TokenTable } from "./token-table.ts";

/** A piece of work. */
export type TokenizerJob =
  | ({ readonly kind: "count"; readonly texts: readonly string[] } & CountLimits)
  | { readonly kind: "split"; readonly text: string }
  | { readonly kind: "decode"; readonly lists: readonly (readonly number[])[] };

/** Tokens above which a count need not go on. */
export interface CountLimits {
  /** Of all texts together. */
  readonly limit?: number;
  /** Of any one text. */
  readonly limitEach?: number;
}

/** What the thread is sent: jobs with a number each, or the number of a job that nobody waits for any more. */
export type TokenizerMessage =
  | { readonly kind: "work"; readonly jobs: readonly { readonly id: number; readonly job: TokenizerJob }[] }
  | { readonly kind: "drop"; readonly id: number };

/** What it sends back, in batches. */
export interface TokenizerReply {
  readonly id: number;
  readonly answer: TokenizerAnswer;
}

/** The answer to each kind of job. */
export interface TokenizerAnswers {
  /** Ends with the text at which a limit was exceeded, as far as that was counted. */
  readonly count: readonly number[];
  /** The ids, and for each token the byte of the text at which it ends. */
  readonly split: { readonly ids: Uint32Array; readonly ends: Uint32Array };
  /** `undefined` for a list with an id that no token has. */
  readonly decode: readonly (string | undefined)[];
}

export type TokenizerAnswer = TokenizerAnswers[keyof TokenizerAnswers];

const file = fileURLToPath(import.meta.resolve("gpt-tokenizer/data/o200k_base.tiktoken"));
const table = new TokenTable(readFileSync(file));
const encoder = new BytePairEncoder(table, O200K_TOKEN_SPLIT_REGEX);
const special = new Map([...createO200KSpecialTokenMap()].map(([text, id]) => [id, Buffer.from(text)]));

/** A job under way. It yields after every slice of its work. */
type Steps = Generator<undefined, TokenizerAnswer>;

/** UTF-16 units or ids after which other jobs get their turn. */
const SLICE = 32_768;

function* count(texts: readonly string[], { limit = Infinity, limitEach = Infinity }: CountLimits): Steps {
  const counts: number[] = [];
  let sum = 0;
  let units = 0;
  for (const text of texts) {
    let own = 0;
    for (let start = 0; start < text.length;) {
      const { ids, end } = encoder.encodeSlice(text, start);
      own += ids.length;
      units += end - start;
      start = end;
      if (sum + own > limit || own > limitEach) return [...counts, own];
      if (units < SLICE) continue;
      units = 0;
      yield;
    }
    counts.push(own);
    sum += own;
  }
  return counts;
}

function* split(text: string): Steps {
  const slices: Uint32Array[] = [];
  let total = 0;
  for (let start = 0; start < text.length;) {
    const { ids, end } = encoder.encodeSlice(text, start);
    slices.push(Uint32Array.from(ids));
    total += ids.length;
    start = end;
    if (start < text.length) yield;
  }
  const ids = new Uint32Array(total);
  const ends = new Uint32Array(total);
  let index = 0;
  let end = 0;
  for (const slice of slices) {
    ids.set(slice, index);
    for (const id of slice) ends[index++] = end += table.bytes(id)!.length;
    yield;
  }
  return { ids, ends };
}

function* decode(lists: readonly (readonly number[])[]): Steps {
  const texts: (string | undefined)[] = [];
  let units = 0;
  for (const ids of lists) {
    texts.push(decodeOne(ids));
    units += ids.length;
    if (units < SLICE) continue;
    units = 0;
    yield;
  }
  return texts;
}

function decodeOne(ids: readonly number[]): string | undefined {
  const parts: Uint8Array[] = [];
  for (const id of ids) {
    const bytes = table.bytes(id) ?? special.get(id);
    if (bytes === undefined) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString("utf8");
}

function begin(job: TokenizerJob): Steps {
  if (job.kind === "count") return count(job.texts, job);
  if (job.kind === "split") return split(job.text);
  return decode(job.lists);
}

/** Jobs under way by their numbers. */
const open = new Map<number, Steps>();
let scheduled = false;

/** One slice of each open job; then the port's messages are read, before the next round. */
function round(): void {
  scheduled = false;
  const replies: TokenizerReply[] = [];
  for (const [id, steps] of open) {
    const step = steps.next();
    if (step.done !== true) continue;
    open.delete(id);
    replies.push({ id, answer: step.value });
  }
  if (replies.length > 0) parentPort?.postMessage(replies);
  schedule();
}

function schedule(): void {
  if (scheduled || open.size === 0) return;
  scheduled = true;
  setImmediate(round);
}

parentPort?.on("message", (message: TokenizerMessage) => {
  if (message.kind === "drop") {
    open.delete(message.id);
    return;
  }
  for (const { id, job } of message.jobs) open.set(id, begin(job));
  schedule();
});
