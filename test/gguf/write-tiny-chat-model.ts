import { writeFileSync } from "node:fs";
import { ggufParts } from "../../src/lib/gguf-parts.ts";
import { answerHabits } from "./answer-habits.ts";
import { chatTemplate } from "./chat-template.ts";
import { chatVocabulary } from "./chat-vocabulary.ts";
import { encodeGguf, type Fact } from "./encode-gguf.ts";
import { encodeGgufParts } from "./encode-gguf-parts.ts";
import type { Quantisation } from "./encode-tensor.ts";
import { tinyLlama } from "./tiny-llama.ts";
import { ROPE_BASE } from "./watch-head.ts";

export interface TinyChatModelOptions {
  /** Another seed is another model. 32 bits; default 1. */
  readonly seed?: number;
  /** Default 4. */
  readonly layers?: number;
  /** A multiple of 64; default 64. With 12 layers, 512 makes 40 MB in `q8_0`. */
  readonly width?: number;
  /** Tokens of prompt and answer; default 4,096. */
  readonly contextLength?: number;
  /** Jinja; `""` for a file without one. */
  readonly template?: string;
  /** `general.name` in the file. */
  readonly name?: string;
  /** Default `f32`. */
  readonly quantisation?: Quantisation;
  /** Tokens after which an answer wants to end: most end within a quarter of it. Default 120; `Infinity` for never. */
  readonly answerLength?: number;
  /** `words`, in whole UTF-8 characters (the default); or `bytes`, any bytes in any order. */
  readonly text?: "words" | "bytes";
  /** Whether each answer begins with a thought between `<think>` and `</think>`; default no. */
  readonly thinks?: boolean;
  /** Whether each answer begins with `<tool_call>`, except soon after another call; default no. */
  readonly callsTools?: boolean;
  /** Files that the model comes in; default 1. With more, `path` is the first, `…-00001-of-00002.gguf`. */
  readonly parts?: number;
}

/** The numbers of llama.cpp's `llama_ftype`. */
const fileTypes: Readonly<Record<Quantisation, number>> = { f32: 0, q8_0: 7 };

/**
 * Writes a small chat model with random weights: llama's architecture, a tokenizer and a chat template of its own.
 * 1 MB with the defaults. It writes pronounceable nonsense, and ends its answers by itself, also at temperature 0.
 * The same options give the same bytes.
 */
export function writeTinyChatModel(path: string, options: TinyChatModelOptions = {}): void {
  const { seed = 1, layers = 4, width = 64, quantisation = "f32", answerLength = 120 } = options;
  const { text = "words", thinks = false, callsTools = false } = options;
  if (width % 64 !== 0) throw new TypeError("width is a multiple of 64");
  const size = { layers, width, middle: 3 * width, heads: width / (width < 256 ? 16 : 64) };
  const tensors = tinyLlama({
    ...size,
    seed,
    quantisation,
    habits: answerHabits({ text, length: answerLength, thinks, callsTools }),
  });
  const { contextLength = 4096, template = chatTemplate, name = "Tiny chat", parts = 1 } = options;
  const facts: Record<string, Fact> = {
    "general.architecture": { type: "text", value: "llama" },
    "general.name": { type: "text", value: name },
    "general.description": { type: "text", value: "Random weights, for tests. It writes nonsense." },
    "general.license": { type: "text", value: "apache-2.0" },
    "general.file_type": { type: "u32", value: fileTypes[quantisation] },
    "general.quantization_version": { type: "u32", value: 2 },
    "llama.context_length": { type: "u32", value: contextLength },
    "llama.embedding_length": { type: "u32", value: width },
    "llama.block_count": { type: "u32", value: layers },
    "llama.feed_forward_length": { type: "u32", value: size.middle },
    "llama.attention.head_count": { type: "u32", value: size.heads },
    "llama.attention.head_count_kv": { type: "u32", value: size.heads },
    "llama.attention.layer_norm_rms_epsilon": { type: "f32", value: 1e-5 },
    "llama.rope.freq_base": { type: "f32", value: ROPE_BASE },
    "llama.rope.dimension_count": { type: "u32", value: width / size.heads },
    "llama.vocab_size": { type: "u32", value: chatVocabulary.tokens.length },
    ...tokenizerFacts(),
    ...(template === "" ? {} : { "tokenizer.chat_template": { type: "text", value: template } as const }),
  };
  const paths = ggufParts(path);
  if (paths.length !== parts) throw new TypeError(`${path} is no name for one of ${parts} files`);
  if (parts === 1) writeFileSync(path, encodeGguf(facts, tensors));
  else
    for (const [index, part] of encodeGgufParts(facts, tensors, parts).entries())
      writeFileSync(paths[index] ?? "", part);
}

function tokenizerFacts(): Record<string, Fact> {
  const { tokens, types, merges, idOf } = chatVocabulary;
  return {
    "tokenizer.ggml.model": { type: "text", value: "gpt2" },
    "tokenizer.ggml.pre": { type: "text", value: "gpt-2" },
    "tokenizer.ggml.tokens": { type: "texts", value: tokens },
    "tokenizer.ggml.token_type": { type: "i32s", value: types },
    "tokenizer.ggml.merges": { type: "texts", value: merges },
    "tokenizer.ggml.bos_token_id": { type: "u32", value: idOf("<|endoftext|>") },
    "tokenizer.ggml.eos_token_id": { type: "u32", value: idOf("<|im_end|>") },
    "tokenizer.ggml.padding_token_id": { type: "u32", value: idOf("<|endoftext|>") },
    "tokenizer.ggml.add_bos_token": { type: "bool", value: true },
    "tokenizer.ggml.add_eos_token": { type: "bool", value: false },
  };
}
