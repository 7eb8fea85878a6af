import { encodeGguf, type Fact, type Tensor } from "../../test/gguf/encode-gguf.ts";
import { chatTemplate } from "../format/chat-template.ts";
import { marks, markList } from "../format/marks.ts";
import type { Vocabulary } from "../tokenizer/tokenizer.ts";
import { type Checkpoint, weightKinds, weightsOf } from "./read-checkpoint.ts";

/** Tokens for which the file says that it was made. Conversations of the training are shorter: see the model card. */
const contextTokens = 2_048;
/** llama.cpp's `LLAMA_FTYPE_MOSTLY_Q8_0`. */
const fileType = 7;
/** GGUF's kinds of tokens: a normal one, a mark, and one that nobody uses. */
const types = { normal: 1, control: 3, userDefined: 4, unused: 5 } as const;

/** The model's file: GGUF version 3 with weights in `q8_0`, the tokenizer and the chat template. */
export function encodeModel(checkpoint: Checkpoint, vocabulary: Vocabulary): Buffer {
  const { facts } = checkpoint;
  const tensors: Tensor[] = [];
  const add = (name: string, shape: readonly number[], values: Float32Array): void => {
    tensors.push({
      name: `${name}.weight`,
      shape,
      weights: values,
      quantisation: shape.length === 1 ? "f32" : "q8_0",
    });
  };
  for (const { name, count, shape, size } of weightKinds(facts)) {
    const values = weightsOf(checkpoint, name);
    for (let layer = 0; layer < count; layer++)
      add(nameInFile(name, layer), shape, values.subarray(layer * size, (layer + 1) * size));
  }
  return encodeGguf({ ...modelFacts(facts), ...tokenizerFacts(vocabulary) }, tensors);
}

const layerNames: Readonly<Record<string, string>> = {
  attention_norm: "attn_norm",
  middle_norm: "ffn_norm",
  query: "attn_q",
  key: "attn_k",
  value: "attn_v",
  attention_output: "attn_output",
  gate: "ffn_gate",
  up: "ffn_up",
  down: "ffn_down",
};

/**
 * A tensor's name in the file, without its ending. There is no `output`: llama.cpp then takes the embeddings, to which
 * training ties it.
 */
export function nameInFile(name: string, layer: number): string {
  if (name === "embedding") return "token_embd";
  return name === "output_norm" ? name : `blk.${layer}.${layerNames[name] ?? name}`;
}

function modelFacts({
  vocabulary,
  width,
  layers,
  heads,
  middle,
  steps,
  tokens,
}: Checkpoint["facts"]): Record<string, Fact> {
  const number = (value: number) => ({ type: "u32", value }) as const;
  const text = (value: string) => ({ type: "text", value }) as const;
  return {
    "general.architecture": text("llama"),
    "general.name": text("Parley demo"),
    "general.description": text(
      `A small demo model, trained by the project from nothing on conversations that a program made up: ${steps} steps, ${(tokens / 1e6).toFixed(1)} M tokens. It knows next to nothing of the world.`,
    ),
    "general.license": text("apache-2.0"),
    "general.file_type": number(fileType),
    "general.quantization_version": number(2),
    "llama.context_length": number(contextTokens),
    "llama.embedding_length": number(width),
    "llama.block_count": number(layers),
    "llama.feed_forward_length": number(middle),
    "llama.attention.head_count": number(heads),
    "llama.attention.head_count_kv": number(heads),
    "llama.attention.layer_norm_rms_epsilon": { type: "f32", value: 1e-5 },
    "llama.rope.freq_base": { type: "f32", value: 10_000 },
    "llama.rope.dimension_count": number(width / heads),
    "llama.vocab_size": number(vocabulary),
  };
}

function tokenizerFacts({ tokens, merges }: Vocabulary): Record<string, Fact> {
  const idOf = (mark: string): Fact => {
    const value = tokens.indexOf(mark);
    if (value < 0) throw new TypeError(`the vocabulary has no ${mark}`);
    return { type: "u32", value };
  };
  return {
    "tokenizer.ggml.model": { type: "text", value: "gpt2" },
    "tokenizer.ggml.pre": { type: "text", value: "qwen2" },
    "tokenizer.ggml.tokens": { type: "texts", value: tokens },
    "tokenizer.ggml.token_type": { type: "i32s", value: tokens.map(typeOf) },
    "tokenizer.ggml.merges": { type: "texts", value: merges },
    "tokenizer.ggml.bos_token_id": idOf(marks.text),
    "tokenizer.ggml.eos_token_id": idOf(marks.end),
    "tokenizer.ggml.padding_token_id": idOf(marks.text),
    "tokenizer.ggml.add_bos_token": { type: "bool", value: false },
    "tokenizer.ggml.add_eos_token": { type: "bool", value: false },
    "tokenizer.chat_template": { type: "text", value: chatTemplate },
  };
}

/** Marks of calls are shown as text, because whoever reads an answer looks for them there. */
function typeOf(token: string): number {
  if (!markList.includes(token)) return types.normal;
  if (token.includes("reserved")) return types.unused;
  return token === marks.call || token === marks.callEnd ? types.userDefined : types.control;
}
