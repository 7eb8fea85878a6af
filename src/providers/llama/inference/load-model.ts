import { Template } from "@huggingface/jinja";
import {
  getLlama,
  type Llama,
  type LlamaContext,
  type LlamaEmbeddingContext,
  LlamaLogLevel,
  type LlamaModel,
} from "node-llama-cpp";
import { ParleyError } from "../../../spec/errors.ts";
import { createRender, type Render } from "./chat-template.ts";
import { createGuard, type Guard } from "./guard.ts";
import { keptPrefix } from "./kept-prefix.ts";
import type { LoadOrder } from "./protocol.ts";
import { Rounds } from "./rounds.ts";
import { type Keep, Slots } from "./slots.ts";
import { findSkills, type TemplateSkills } from "./template-skills.ts";
import { createTokenTable, type TokenTable } from "./token-table.ts";

/** How a model holds a conversation. */
export interface Chat {
  readonly render: Render;
  readonly skills: TemplateSkills;
  readonly guard: Guard;
}

interface Loaded {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly tokens: TokenTable;
  /** The file's name as errors may show it. */
  readonly shownName: string;
  readonly contextTokens: number;
}

/** A model that writes. */
export interface Writer extends Loaded {
  readonly kind: "writer";
  readonly slots: Slots;
  readonly rounds: Rounds;
  /** Or why it cannot hold a conversation, in words that follow the file's name. */
  readonly chat: Chat | { readonly fault: string };
}

/** A model that makes embeddings. */
export interface Embedder extends Loaded {
  readonly kind: "embedder";
  readonly context: LlamaEmbeddingContext;
}

export type LoadedModel = Writer | Embedder;

/** Tokens of a prompt that are evaluated at once; between them others get their turn, and an abort is heard. */
export const batchTokens = 512;

/** Loads the file, and finds out how its conversations are written. Throws a `ParleyError` that names the file. */
export async function loadModel(order: LoadOrder): Promise<LoadedModel> {
  const { shownName, contextTokens } = order;
  const llama = await startLlama(order);
  const threads = Math.max(1, Math.min(order.threads, llama.cpuMathCores));
  let model: LlamaModel;
  try {
    const { gpuLayers } = order;
    model = await llama.loadModel({ modelPath: order.path, ...(gpuLayers !== undefined && { gpuLayers }) });
  } catch (cause) {
    throw new ParleyError("upstream_failed", {
      message: `The model file ${shownName} cannot be loaded: ${reasonOf(cause)}.`,
      cause,
    });
  }
  const ggml = model.fileInfo.metadata.tokenizer?.ggml;
  const tokens = createTokenTable(ggml?.model, ggml?.tokens ?? [], ggml?.token_type ?? []);
  const loaded: Loaded = { llama, model, tokens, shownName, contextTokens };
  try {
    if (order.embedding) {
      // A text is evaluated as one piece: encoders see all of it at once.
      const context = await model.createEmbeddingContext({
        contextSize: contextTokens,
        batchSize: contextTokens,
        threads,
      });
      return { kind: "embedder", ...loaded, context };
    }
    const { sequences } = order;
    const rounds = new Rounds();
    const context = await model.createContext({
      contextSize: contextTokens,
      sequences,
      threads,
      batchSize: batchTokens + sequences, // a piece of a prompt, and a token of each answer beside it
      batching: { itemPrioritizationStrategy: rounds.choose },
    });
    return {
      kind: "writer",
      ...loaded,
      slots: new Slots(sequencesOf(context, sequences), keepOf(llama, model)),
      rounds,
      chat: findChat(model, tokens),
    };
  } catch (cause) {
    throw new ParleyError("upstream_failed", {
      message: `The model file ${shownName} was read, but there is no room for a context of ${contextTokens} tokens: ${reasonOf(cause)}.`,
      cause,
    });
  }
}

/** Fails when llama.cpp does not run here. */
export async function tryLlama(): Promise<void> {
  await startLlama({ gpu: "off", threads: 1 });
}

async function startLlama({ gpu, threads }: Pick<LoadOrder, "gpu" | "threads">): Promise<Llama> {
  try {
    return await getLlama({
      gpu: gpu === "off" ? false : "auto",
      build: "never",
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.error,
      maxThreads: threads,
    });
  } catch (cause) {
    throw new ParleyError("upstream_failed", {
      message: "llama.cpp does not run on this machine. `parley doctor` says why.",
      cause,
    });
  }
}

function sequencesOf(context: LlamaContext, count: number) {
  return Array.from({ length: count }, () => context.getSequence());
}

/** On a processor alone: a GPU has other tiles, and hardly feels 64 tokens. */
function keepOf({ gpu }: Llama, { gpuLayers, embeddingVectorSize }: LlamaModel): Keep | undefined {
  if (gpu !== false && gpuLayers > 0) return undefined;
  return (known, length) => keptPrefix(known, length, embeddingVectorSize);
}

/** The template of the file, and never another in its stead: a model must see what it was made for. */
function findChat(model: LlamaModel, { marks }: TokenTable): Writer["chat"] {
  const template = model.fileInfo.metadata.tokenizer?.chat_template;
  if (typeof template !== "string" || template.trim() === "") {
    return { fault: "has no chat template; POST /v1/completions continues a text with it" };
  }
  const special = { bos: model.tokens.bosString ?? "", eos: model.tokens.eosString ?? "" };
  try {
    const parsed = new Template(template);
    const render = createRender(parsed, special);
    return {
      render,
      skills: findSkills(render, template),
      guard: createGuard(marks.filter((mark) => /^[<[|]/.test(mark))),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      fault: `cannot hold a conversation: ${why.startsWith("its ") ? why : `its chat template cannot be read (${firstLine(why)})`}`,
    };
  }
}

function reasonOf(error: unknown): string {
  return firstLine(error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, "");
}

/** Never a path of this machine: some of the library's sentences end with one. */
function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").replace(/["']?\/\S*/g, "…").slice(0, 200);
}
