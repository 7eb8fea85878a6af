import type { EmbedTask, GenerateTask, Source } from "./call.ts";
import type { EventStream } from "./event.ts";
import type { ParameterTable } from "./parameters.ts";
import type { Usage } from "./usage.ts";

/** What one attempt asks of a provider. */
export interface Attempt<T = GenerateTask | EmbedTask> {
  /** The call's id. */
  readonly callId: string;
  /** `<call id>-<attempt>`: goes upstream with the request, where it can be asked about afterwards. */
  readonly requestId?: string;
  /** The upstream's name of the model. */
  readonly model: string;
  readonly task: T;
  readonly stream: boolean;
  readonly source?: Source;
  /** A bound of the answer's tokens that the upstream must be told, because the caller gave none; already in `task`. */
  readonly outputTokens?: number;
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
  /** The most tokens of one answer; absent when unknown. */
  readonly outputTokens?: number;
  /** What the upstream says it can do; absent when it does not say. */
  readonly abilities?: readonly Ability[];
}

/** What not every model can do. */
export type Ability = "images" | "audio" | "files" | "tools" | "json-schema" | "reasoning" | "embeddings";

/**
 * A way out to models: a translator. It does not retry, meter, log, cache or read settings.
 *
 * `generate` and `embed` do nothing before the first `next()`; failures are thrown by `next()`
 * as `ParleyError`.
 */
export interface Provider {
  /** The name in the settings. */
  readonly name: string;
  /** What becomes of each parameter; absent where requests are handed on as they come, or judged by the model. */
  readonly parameters?: ParameterTable;
  generate(attempt: Attempt<GenerateTask>): EventStream;
  embed(attempt: Attempt<EmbedTask>): EventStream;
  /**
   * The models known without asking anybody; the empty list when only the upstream knows. Read anew each time: a
   * model that was added is in it.
   */
  readonly models: readonly ProviderModel[];
  /** Asks the upstream for its models. Used by `doctor`; fails with a `ParleyError`. */
  listModels(signal: AbortSignal): Promise<readonly ProviderModel[]>;
  /**
   * Asks the upstream about an attempt afterwards; absent where it cannot be asked. `undefined` while it does not know
   * yet. Fails with a `ParleyError` when it cannot be asked now.
   */
  lookUp?(requestId: string, signal: AbortSignal): Promise<LookedUp | undefined>;
  close(): Promise<void>;
}

/** What an upstream says of an attempt afterwards. */
export type LookedUp = { readonly known: false } | { readonly known: true; readonly usage: Usage };
