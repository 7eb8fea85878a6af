import type { GgufHeader } from "../../lib/gguf-header.ts";

/** How a model will be used, from what its file says. */
export interface ModelPlan {
  readonly embedding: boolean;
  /** Tokens of input and output together, of each sequence. */
  readonly contextTokens: number;
  /** Bytes that it takes in memory, about: weights, the sequences' states, and the process around them. */
  readonly memoryBytes: number;
}

export interface PlanOptions {
  readonly sequences: number;
  readonly budgetBytes: number;
  /** Wanted by the operator; then nothing else is tried. */
  readonly contextTokens?: number;
}

/** Architectures that only make embeddings (llama.cpp's encoders). Others say so by their pooling. */
const encoders = /^(bert|modern-bert|nomic-bert|nomic-bert-moe|neo-bert|jina-bert-v2|jina-bert-v3|eurobert)$/;

/** A longer context by default would take more memory than most conversations need. */
const defaultContext = 8_192;
const leastContext = 1_024;
/** Of files that do not say for how many tokens they are made. */
const unknownContext = 4_096;

/** Node, llama.cpp and the buffers of a batch. Measured: 110 MB for a model of 0.1 MB. */
const processBytes = 160 * 1024 ** 2;
/** Numbers of the state are stored in 16 bits. */
const stateBytes = 2;

export function isEmbeddingModel({ architecture = "", values }: GgufHeader): boolean {
  const pooling = values.get(`${architecture}.pooling_type`);
  return encoders.test(architecture) || (typeof pooling === "number" && pooling >= 1 && pooling <= 3);
}

/** Shortens the context, where the operator has not set it, until the model fits into the budget, if it can. */
export function planModel(header: GgufHeader, fileBytes: number, options: PlanOptions): ModelPlan {
  const embedding = isEmbeddingModel(header);
  const sequences = embedding ? 1 : options.sequences;
  const trained = header.contextTokens ?? unknownContext;
  const plan = (contextTokens: number): ModelPlan => ({
    embedding,
    contextTokens,
    memoryBytes: processBytes + fileBytes + contextTokens * sequences * bytesPerToken(header),
  });
  if (options.contextTokens !== undefined) return plan(Math.min(options.contextTokens, trained));
  let contextTokens = Math.min(trained, defaultContext);
  while (plan(contextTokens).memoryBytes > options.budgetBytes && contextTokens / 2 >= leastContext) {
    contextTokens = Math.floor(contextTokens / 2);
  }
  return plan(contextTokens);
}

/** What one token takes in the state: a key and a value in each layer. */
function bytesPerToken({ architecture = "", values }: GgufHeader): number {
  const number = (name: string): number | undefined => {
    const value = values.get(`${architecture}.${name}`);
    return typeof value === "number" && value > 0 ? value : undefined;
  };
  const layers = number("block_count") ?? 0;
  const width = number("embedding_length") ?? 0;
  const heads = number("attention.head_count") ?? 1;
  const shared = number("attention.head_count_kv") ?? heads;
  const key = number("attention.key_length") ?? width / heads;
  const value = number("attention.value_length") ?? width / heads;
  return layers * shared * (key + value) * stateBytes;
}
