import type { EmbedTask, GenerateTask } from "../../spec/call.ts";
import type { EventStream } from "../../spec/event.ts";
import type { Attempt, Provider, ProviderModel } from "../../spec/provider.ts";
import { embedEvents } from "./embed-events.ts";
import { findModel } from "./errors.ts";
import { generateEvents, type RehearsalDeps } from "./events.ts";
import { rehearsalModels } from "./models.ts";
import { parameters } from "./parameters.ts";
import { RehearsalStream } from "./stream.ts";

export interface RehearsalOptions {
  /** The name in the settings. */
  readonly name: string;
  /** Pace of the models that have none of their own, > 0. Absent: as fast as the reader reads. */
  readonly tokensPerSecond?: number;
  /** Milliseconds of silence of `rehearsal-times-out`. Default 5,000. */
  readonly timeoutMs?: number;
}

/**
 * The embedded provider: scripted models that need no key and no network and say so. Everything around
 * the text is real: tokens, usage, stop sequences, limits, tools, schemas, log probabilities, embeddings.
 * Models named after a fault rehearse it. The same conversation and seed give the same answer.
 *
 * @param deps The tokenizer stays its owner's: `close` does not end it.
 */
export function createRehearsal(deps: RehearsalDeps, options: RehearsalOptions): Provider {
  const pace = { tokensPerSecond: options.tokensPerSecond, timeoutMs: options.timeoutMs ?? 5_000 };
  const models: readonly ProviderModel[] = [...rehearsalModels.values()].map(({ id, contextTokens }) => ({
    id,
    ownedBy: "parley",
    contextTokens,
  }));
  return {
    name: options.name,
    within: true,
    parameters,
    models,
    generate: (attempt: Attempt<GenerateTask>): EventStream =>
      new RehearsalStream(attempt.signal, async function* generate(signal) {
        yield* generateEvents(deps, pace, findModel(attempt.model), attempt, signal);
      }),
    embed: (attempt: Attempt<EmbedTask>): EventStream =>
      new RehearsalStream(attempt.signal, async function* embed(signal) {
        yield* embedEvents(deps, pace, findModel(attempt.model), attempt, signal);
      }),
    listModels: () => Promise.resolve(models),
    close: () => Promise.resolve(),
  };
}
