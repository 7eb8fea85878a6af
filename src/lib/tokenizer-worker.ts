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

/** A piece of work; the answer to job `n` of a batch is `answers[n]`. */
export type TokenizerJob =
  | { readonly kind: "count"; readonly texts: readonly string[] }
  | { readonly kind: "split"; readonly text: string }
  | { readonly kind: "decode"; readonly lists: readonly (readonly number[])[] };

/** What the thread sends back for each kind of job, in the order of the batch. */
export interface TokenizerAnswers {
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

function split(text: string): TokenizerAnswers["split"] {
  const ids = Uint32Array.from(encoder.encode(text));
  const ends = new Uint32Array(ids.length);
  let end = 0;
  for (const [index, id] of ids.entries()) {
    end += table.bytes(id)!.length;
    ends[index] = end;
  }
  return { ids, ends };
}

function decode(ids: readonly number[]): string | undefined {
  const parts: Uint8Array[] = [];
  for (const id of ids) {
    const bytes = table.bytes(id) ?? special.get(id);
    if (bytes === undefined) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString("utf8");
}

function answer(job: TokenizerJob): TokenizerAnswer {
  if (job.kind === "count") return job.texts.map((text) => encoder.count(text));
  if (job.kind === "split") return split(job.text);
  return job.lists.map(decode);
}

parentPort?.on("message", (jobs: readonly TokenizerJob[]) => {
  parentPort?.postMessage(jobs.map(answer));
});
