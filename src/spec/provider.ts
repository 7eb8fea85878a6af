import type { EmbedTask, GenerateTask, Source } from "./call.ts";
import type { EventStream } from "./event.ts";

/** What one attempt asks of a provider. */
export interface Attempt<T = GenerateTask | EmbedTask> {
  /** The call's id, for the provider's own logs where it takes one. */
  readonly callId: string;
  /** The upstream's name of the model. */
  readonly model: string;
  readonly task: T;
  readonly stream: boolean;
  readonly source?: Source;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** A model as a provider lists it. */
export interface ProviderModel {
  readonly id: string;
  /** Unix seconds; absent when unknown. */
  readonly created?: number;
  readonly ownedBy?: string;
  /** Tokens of input and output together; absent when unknown. */
  readonly contextTokens?: number;
}

/**
 * A way out to models: a translator. It does not retry, meter, log, cache or read settings.
 *
 * `generate` and `embed` do nothing before the first `next()`; failures are thrown by `next()`
 * as `ParleyError`.
 */
export interface Provider {
  /** The name in the settings. */
  readonly name: string;
  generate(attempt: Attempt<GenerateTask>): EventStream;
  embed(attempt: Attempt<EmbedTask>): EventStream;
  /**
   * The models known without asking anybody; the empty list when only the upstream knows. Read anew each time: a
   * model that was added is in it.
   */
  readonly models: readonly ProviderModel[];
  /** Asks the upstream for its models. Used by `doctor`; fails with a `ParleyError`. */
  listModels(signal: AbortSignal): Promise<readonly ProviderModel[]>;
  close(): Promise<void>;
}
