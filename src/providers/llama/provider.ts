import { availableParallelism, totalmem } from "node:os";
import { nearest } from "../../lib/nearest.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { EmbedTask, GenerateTask } from "../../spec/call.ts";
import type { Attempt, Provider, ProviderModel } from "../../spec/provider.ts";
import type { Order } from "./inference/protocol.ts";
import { ModelCards } from "./model-cards.ts";
import { type ModelFile, ModelFolder } from "./model-folder.ts";
import type { LlamaDeps, LlamaOptions } from "./options.ts";
import { embedOrder, generateOrder } from "./orders.ts";
import { LocalStream } from "./local-stream.ts";
import { extraMembers, parameters } from "./parameters.ts";
import type { ModelPool, ModelWish } from "./model-pool.ts";

/** A provider that also says which processes it runs. */
export interface LlamaProvider extends Provider {
  /** Process ids of the loaded models, by their ids. */
  readonly processes: ReadonlyMap<string, number | undefined>;
}

const defaults = { idleMs: 600_000, parallel: 4, queue: 64 } as const;
/** Of the machine's memory, for all loaded models together. */
const memoryShare = 0.75;

/**
 * Open models on this machine: the GGUF files of a folder, run by llama.cpp (node-llama-cpp) in processes of their
 * own. Nothing is loaded, and nothing started, before the first call.
 */
export function createLlama(deps: LlamaDeps, options: LlamaOptions): LlamaProvider {
  const folder = new ModelFolder(options.folder, deps.clock, namedFiles(options));
  const budgetBytes = options.memoryBytes ?? Math.floor(totalmem() * memoryShare);
  const parallel = options.parallel ?? defaults.parallel;
  const wishOf = (id: string): ModelWish => {
    const { file: _, ...wish } = options.models?.[id] ?? {};
    return { ...(options.contextTokens !== undefined && { contextTokens: options.contextTokens }), ...wish };
  };
  const cards = new ModelCards((id) => {
    const wish = wishOf(id);
    return { sequences: wish.parallel ?? parallel, budgetBytes, ...wish };
  });
  let pool: Promise<ModelPool> | undefined;
  let opened: ModelPool | undefined;
  const openPool = async (): Promise<ModelPool> => {
    warnOfStrangers(options, [...folder.files.keys()], deps.warn);
    return (opened = await createPool(deps, { ...options, memoryBytes: budgetBytes, parallel }));
  };
  const stream = <T extends GenerateTask | EmbedTask>(
    attempt: Attempt<T>,
    answers: number,
    order: (id: number) => Order,
  ) =>
    new LocalStream(attempt.signal, async (sink) => {
      const file = folder.find(attempt.model) ?? unknownModel(attempt.model);
      const place = await (await (pool ??= openPool())).take(file, wishOf(file.id), answers);
      try {
        const end = place.process.begin(order, (event) => {
          if (event.type === "end" || event.type === "error") place.release();
          sink(event.type === "end" ? { ...event, model: file.id } : event);
        });
        return () => {
          end();
          place.release();
        };
      } catch (error) {
        place.release();
        throw error;
      }
    });
  const list = (): readonly ProviderModel[] => [...folder.files.values()].map((file) => cards.of(file));
  return {
    name: options.name,
    within: true,
    parameters,
    takes: extraMembers,
    get models() {
      return list();
    },
    get processes() {
      return opened?.processes ?? new Map();
    },
    generate: (attempt) => stream(attempt, attempt.task.options.choices ?? 1, generateOrder(attempt)),
    embed: (attempt) => stream(attempt, 1, embedOrder(attempt)),
    async listModels() {
      await cards.read([...folder.files.values()]);
      return list();
    },
    close: async () => (await pool)?.close(),
  };
}

/** The pool, and what starts processes, is loaded with the first call. */
async function createPool(
  deps: LlamaDeps,
  options: LlamaOptions & { readonly memoryBytes: number; readonly parallel: number },
): Promise<ModelPool> {
  const { ModelPool: Pool } = await import("./model-pool.ts");
  return new Pool(deps.clock, deps.env, deps.warn ?? (() => undefined), {
    memoryBytes: options.memoryBytes,
    parallel: options.parallel,
    idleMs: options.idleMs ?? defaults.idleMs,
    queue: options.queue ?? defaults.queue,
    threads: options.threads ?? Math.max(1, availableParallelism() - 1),
    gpu: options.gpu ?? "auto",
  });
}

function namedFiles(options: LlamaOptions): ReadonlyMap<string, string> {
  const named = Object.entries(options.models ?? {});
  return new Map(named.flatMap(([id, { file }]) => (file === undefined ? [] : [[id, file] as const])));
}

/** Files come and go while the server runs, so a name in the settings that none has is no reason not to start. */
function warnOfStrangers(options: LlamaOptions, ids: readonly string[], warn: LlamaDeps["warn"]): void {
  for (const name of Object.keys(options.models ?? {})) {
    if (ids.includes(name)) continue;
    const meant = nearest(name, ids);
    const hint = meant === undefined ? "" : ` Did you mean ${JSON.stringify(meant)}?`;
    warn?.(
      `providers.${options.name}.models has settings for ${JSON.stringify(name)}, and there is no such model.${hint}`,
    );
  }
}

function unknownModel(name: string): ModelFile {
  const shown = name.length > 100 ? `${name.slice(0, 100).toWellFormed()}…` : name;
  throw new ParleyError("model_not_found", {
    message: `The model \`${shown}\` does not exist or you do not have access to it.`,
  });
}
