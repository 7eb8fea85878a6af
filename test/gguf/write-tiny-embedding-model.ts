import { writeFileSync } from "node:fs";
import { createSeededRandom } from "../../src/lib/seeded-random.ts";
import { encodeGguf, type Tensor } from "./encode-gguf.ts";
import { randomMatrix } from "./matrix.ts";
import { wordPieces } from "./word-pieces.ts";

/** Numbers in a vector. */
export const TINY_EMBEDDING_WIDTH = 64;
/** Tokens of one input. */
export const TINY_EMBEDDING_CONTEXT = 512;

const WIDTH = TINY_EMBEDDING_WIDTH;
const MIDDLE = 4 * WIDTH;
const LAYERS = 2;
const HEADS = 4;
/** GGUF's `pooling_type`: the mean of all tokens. */
const MEAN = 1;
/** What attention and position add to the tokens' own vectors: little, so that texts with common letters are near. */
const STIR = 0.3;

/**
 * Writes a small embedding model with random weights: BERT's architecture, WordPiece, vectors of 64 numbers.
 * 0.5 MB. The same text always gets the same vector, and texts that share letters lie nearer.
 * @param options.seed another seed is another model; default 1.
 */
export function writeTinyEmbeddingModel(path: string, { seed = 1 }: { readonly seed?: number } = {}): void {
  const { tokens, types, idOf } = wordPieces;
  const facts = encodeGguf(
    {
      "general.architecture": { type: "text", value: "bert" },
      "general.name": { type: "text", value: "Tiny embeddings" },
      "general.description": { type: "text", value: "Random weights, for tests." },
      "general.license": { type: "text", value: "apache-2.0" },
      "general.file_type": { type: "u32", value: 0 },
      "bert.context_length": { type: "u32", value: TINY_EMBEDDING_CONTEXT },
      "bert.embedding_length": { type: "u32", value: WIDTH },
      "bert.block_count": { type: "u32", value: LAYERS },
      "bert.feed_forward_length": { type: "u32", value: MIDDLE },
      "bert.attention.head_count": { type: "u32", value: HEADS },
      "bert.attention.layer_norm_epsilon": { type: "f32", value: 1e-12 },
      "bert.attention.causal": { type: "bool", value: false },
      "bert.pooling_type": { type: "u32", value: MEAN },
      "tokenizer.ggml.model": { type: "text", value: "bert" },
      "tokenizer.ggml.pre": { type: "text", value: "default" },
      "tokenizer.ggml.tokens": { type: "texts", value: tokens },
      "tokenizer.ggml.token_type": { type: "i32s", value: types },
      "tokenizer.ggml.token_type_count": { type: "u32", value: 2 },
      "tokenizer.ggml.unknown_token_id": { type: "u32", value: idOf("[UNK]") },
      "tokenizer.ggml.cls_token_id": { type: "u32", value: idOf("[CLS]") },
      "tokenizer.ggml.bos_token_id": { type: "u32", value: idOf("[CLS]") },
      "tokenizer.ggml.seperator_token_id": { type: "u32", value: idOf("[SEP]") }, // so spelled in the format
      "tokenizer.ggml.padding_token_id": { type: "u32", value: idOf("[PAD]") },
      "tokenizer.ggml.mask_token_id": { type: "u32", value: idOf("[MASK]") },
    },
    bertTensors(createSeededRandom(seed).next),
  );
  writeFileSync(path, facts);
}

function bertTensors(next: () => number): Tensor[] {
  const tensors: Tensor[] = [];
  const add = (name: string, shape: readonly number[], weights: Float32Array): void => {
    tensors.push({ name, shape, weights, quantisation: "f32" });
  };
  const matrix = (name: string, rows: number, columns: number, deviation: number): void => {
    add(`${name}.weight`, [rows, columns], randomMatrix(rows, columns, deviation, next).weights);
  };
  const linear = (name: string, rows: number, columns: number, deviation: number): void => {
    matrix(name, rows, columns, deviation / Math.sqrt(columns));
    add(`${name}.bias`, [rows], new Float32Array(rows));
  };
  const norm = (name: string): void => {
    add(`${name}.weight`, [WIDTH], new Float32Array(WIDTH).fill(1));
    add(`${name}.bias`, [WIDTH], new Float32Array(WIDTH));
  };
  matrix("token_embd", wordPieces.tokens.length, WIDTH, 1);
  matrix("token_types", 2, WIDTH, STIR);
  matrix("position_embd", TINY_EMBEDDING_CONTEXT, WIDTH, STIR);
  norm("token_embd_norm");
  for (let layer = 0; layer < LAYERS; layer++) {
    const block = `blk.${layer}`;
    for (const part of ["attn_q", "attn_k", "attn_v"]) linear(`${block}.${part}`, WIDTH, WIDTH, 1);
    linear(`${block}.attn_output`, WIDTH, WIDTH, STIR);
    norm(`${block}.attn_output_norm`);
    linear(`${block}.ffn_up`, MIDDLE, WIDTH, 1);
    linear(`${block}.ffn_down`, WIDTH, MIDDLE, STIR);
    norm(`${block}.layer_output_norm`);
  }
  return tensors;
}
