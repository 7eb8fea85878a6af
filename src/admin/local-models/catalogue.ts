/** A model under a short name. */
export interface CatalogueEntry {
  /** What follows `parley pull`. */
  readonly name: string;
  readonly user: string;
  readonly repo: string;
  /** Which of the repository's files is taken. */
  readonly quantisation: string;
  /** SPDX's name where there is one. */
  readonly licence: string;
  /** Of the file, about; for people who choose. The hub says what it is exactly. */
  readonly bytes: number;
  /** With a context of 8,192 tokens and one conversation at a time, about. */
  readonly memoryBytes: number;
  readonly kind: "chat" | "embedding";
}

const mb = 1_000_000;

function entry(
  name: string,
  place: `${string}/${string}`,
  quantisation: string,
  licence: string,
  megabytes: { readonly file: number; readonly memory: number },
  kind: CatalogueEntry["kind"] = "chat",
): CatalogueEntry {
  const [user = "", repo = ""] = place.split("/");
  return {
    name,
    user,
    repo,
    quantisation,
    licence,
    bytes: megabytes.file * mb,
    memoryBytes: megabytes.memory * mb,
    kind,
  };
}

/**
 * Open models of 0.3 to 8 billion weights, as of November 2026, small first. Sizes are rounded.
 * All but Gemma's and Llama's may be used for anything; those two have terms of their own.
 */
export const catalogue: readonly CatalogueEntry[] = [
  entry("smollm2-360m", "HuggingFaceTB/SmolLM2-360M-Instruct-GGUF", "Q8_0", "Apache-2.0", {
    file: 386,
    memory: 900,
  }),
  entry("qwen3-0.6b", "Qwen/Qwen3-0.6B-GGUF", "Q8_0", "Apache-2.0", { file: 639, memory: 1_800 }),
  entry("gemma-3-1b", "ggml-org/gemma-3-1b-it-GGUF", "Q4_K_M", "Gemma", { file: 806, memory: 1_300 }),
  entry("llama-3.2-1b", "bartowski/Llama-3.2-1B-Instruct-GGUF", "Q4_K_M", "Llama-3.2", {
    file: 808,
    memory: 1_400,
  }),
  entry("smollm2-1.7b", "HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF", "Q4_K_M", "Apache-2.0", {
    file: 1_060,
    memory: 2_900,
  }),
  entry("qwen3-1.7b", "Qwen/Qwen3-1.7B-GGUF", "Q8_0", "Apache-2.0", { file: 1_830, memory: 3_100 }),
  entry("llama-3.2-3b", "bartowski/Llama-3.2-3B-Instruct-GGUF", "Q4_K_M", "Llama-3.2", {
    file: 2_020,
    memory: 3_200,
  }),
  entry("gemma-3-4b", "ggml-org/gemma-3-4b-it-GGUF", "Q4_K_M", "Gemma", { file: 2_490, memory: 4_000 }),
  entry("qwen3-4b", "Qwen/Qwen3-4B-GGUF", "Q4_K_M", "Apache-2.0", { file: 2_500, memory: 4_100 }),
  entry("qwen3-8b", "Qwen/Qwen3-8B-GGUF", "Q4_K_M", "Apache-2.0", { file: 5_030, memory: 6_700 }),
  entry(
    "nomic-embed-text",
    "nomic-ai/nomic-embed-text-v1.5-GGUF",
    "Q8_0",
    "Apache-2.0",
    { file: 146, memory: 500 },
    "embedding",
  ),
];
