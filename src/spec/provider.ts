import type { Dialect, EmbedTask, GenerateTask, RelayTask, Source } from "./call.ts";
import type { EventStream } from "./event.ts";
import type { ParameterTable, Warning } from "./parameters.ts";
import type { Usage } from "./usage.ts";

/** What one attempt asks of a provider. */
export interface Attempt<T = GenerateTask | EmbedTask | RelayTask> {
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
  /** It answers from within this program, and mends itself: no breaker keeps calls from it. */
  readonly within?: true;
  /** What becomes of each parameter; absent where requests are handed on as they come, or judged by the model. */
  readonly parameters?: ParameterTable;
  /** Dialects whose requests it hands on untouched: its table says nothing about those. */
  readonly forwards?: readonly Dialect[];
  /** Members of requests that it takes although no option stands for them: `GenerateOptions.others` by name. */
  readonly takes?: readonly string[];
  /**
   * What becomes of this very task otherwise than was asked, where that depends on a value or on the model, and the
   * table cannot say it. Fails with `unsupported_by_provider` for what the model cannot do. Paths are the chat dialect's.
   */
  remarks?(task: GenerateTask, model: string): readonly Warning[];
  generate(attempt: Attempt<GenerateTask>): EventStream;
  embed(attempt: Attempt<EmbedTask>): EventStream;
  /** Absent where the upstream has none of the endpoints. */
  relay?(attempt: Attempt<RelayTask>): EventStream;
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
  /** Absent where models cannot be fetched and removed. */
  readonly modelStore?: ModelStore;
  close(): Promise<void>;
}

/** What an upstream says of an attempt afterwards. */
export type LookedUp = { readonly known: false } | { readonly known: true; readonly usage: Usage };

/** An upstream's own store of models: what it has, and what it can fetch. */
export interface ModelStore {
  /**
   * Fetches a model. What came of it before `signal` ended it may be kept there. Fails with a `ParleyError`:
   * `model_not_found` for one that cannot be had.
   */
  pull(model: string, options: StorePullOptions): Promise<PulledToStore>;
  /** Fails with a `ParleyError`: `model_not_found` for one that is not there. */
  remove(model: string, signal: AbortSignal): Promise<StoredModel>;
}

export interface StorePullOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: StoreProgress) => void;
}

/** How far an upstream is with fetching a model. */
export interface StoreProgress {
  readonly phase: "downloading" | "verifying";
  /** Bytes that are there. */
  readonly bytes: number;
  /** Of what is known to be fetched so far; absent when nothing is. */
  readonly totalBytes?: number;
}

/** A model as its store has it. */
export interface StoredModel {
  /** As the store writes it. */
  readonly name: string;
  /** On its disk; absent when it does not say. */
  readonly bytes?: number;
  /** The SHA-256 that names its content, in hexadecimal digits; absent when it does not say. */
  readonly sha256?: string;
}

export interface PulledToStore extends StoredModel {
  /** It was there before, and nothing has changed. */
  readonly wasThere: boolean;
}
