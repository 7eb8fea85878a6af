import type { AccountPolicy } from "../../admin/accounts/deps.ts";
import type { SignOnProvider } from "../../admin/accounts/sign-on-provider.ts";
import type { ConversationPolicy } from "../../engine/conversation.ts";
import type { Hedge, Plan, Retries } from "../../engine/route/plan.ts";
import type { TargetTraits } from "../../engine/route/target.ts";
import type { Secret } from "../../lib/secret.ts";
import type { Price } from "../../spec/price.ts";
import type { RequestLogSettings } from "../activity/settings.ts";
import type { AnomalySettings } from "./activity-settings.ts";
import type { AuditSettings } from "./audit-settings.ts";
import type { KindOptions, UpstreamType } from "./upstream-kinds.ts";
import type { Preset } from "./presets.ts";
import type { TokensSettings } from "./tokens-settings.ts";
import type { logLevels } from "./schema.ts";

/** Everything that the server is told from outside, normalised and frozen. Made by `loadSettings` alone. */
export interface Settings {
  /** Absolute path of the file that was read; absent when there was none. */
  readonly file?: string;
  /** Name or IP address, IPv6 without brackets. */
  readonly host: string;
  /** 0 to 65535; 0 means any free port. */
  readonly port: number;
  /** With what TLS is spoken; absent where it is not. */
  readonly tls?: TlsSettings;
  /** IP addresses and ranges in CIDR form. */
  readonly trustedProxies: readonly string[];
  /** Whether other machines may reach this one without TLS. */
  readonly allowInsecure: boolean;
  /** Absolute path of the folder where everything is kept. It need not exist yet. */
  readonly data: string;
  /** The address of a PostgreSQL database; absent for SQLite in the data folder. */
  readonly database?: Secret;
  /** What acknowledged rows survive in SQLite: the end of the process, or also a power cut. */
  readonly durability: "process" | "power";
  /** What keys are hashed under, see `secretBytes`; absent: the file in the data folder. */
  readonly secret?: Secret;
  /** Processes that answer calls, 1 to 64; `auto` is one for each core. */
  readonly workers: number | "auto";
  /** In the file's order; there is always one of type `rehearsal`, and one of type `llama` unless its name is taken. Names are unique. */
  readonly providers: readonly ProviderSettings[];
  /** The aliases in the file's order, without `*`. */
  readonly models: readonly ModelSettings[];
  /** Where every other name goes (`"*"` in the file); absent when unknown names are refused. */
  readonly otherModels?: AliasSettings;
  /** What is used when the caller names no model: an alias, `provider/model`, or a name that a provider lists. */
  readonly defaultModel: string;
  /** By `provider/model`; `provider/*` for the provider's other models. Each stands for the table's whole row. */
  readonly prices: Readonly<Record<string, Price>>;
  /** For models that say nothing else. */
  readonly retries: Retries;
  readonly conversations: ConversationPolicy;
  readonly limits: LimitSettings;
  /** Origins of web pages; `["*"]` for all, empty for none. */
  readonly cors: { readonly origins: readonly string[] };
  readonly idempotency: { readonly expiresAfterMs: number };
  readonly tokens: TokensSettings;
  readonly accounts: AccountPolicy;
  readonly sso: readonly SignOnProvider[];
  readonly audit: AuditSettings;
  readonly editing: EditingSettings;
  readonly overload: OverloadSettings;
  readonly metrics: { readonly access: "open" | "key" };
  readonly log: { readonly level: LogLevel; readonly requests: RequestLogSettings };
  readonly anomalies: AnomalySettings;
  readonly shutdown: { readonly graceMs: number };
  /** Sentences for the operator about what is probably a mistake, yet no reason not to start. */
  readonly warnings: readonly string[];
}

export type LogLevel = (typeof logLevels)[number];

export type ProviderSettings =
  | OpenAiCompatibleSettings
  | UpstreamSettings
  | LlamaSettings
  | RehearsalSettings;

export interface TlsSettings {
  /** Absolute paths of PEM files. */
  readonly cert: string;
  readonly key: string;
  readonly minVersion: "1.2" | "1.3";
}

/** What of the settings can be changed over HTTP. */
export interface EditingSettings {
  readonly enabled: boolean;
  /** Whether what is added there may be in this network. */
  readonly privateAddresses: boolean;
}

/** One of several addresses or keys of a provider. */
export interface EndpointSettings<Options> {
  /** Unique among the provider's. */
  readonly label: string;
  /** ≥ 1. */
  readonly weight: number;
  readonly region?: string;
  /** All that it is made from, what it has from the provider included. */
  readonly options: Options;
}

interface AnswerSettings {
  /** What is done about answers that must have a form; absent: as the provider's own abilities want it. */
  readonly jsonSchema?: "trust" | "refuse" | "repair";
  /** What becomes of answers whose callers leave; absent: they are ended. */
  readonly onDisconnect?: "cancel" | "drain";
}

/** What a provider of one of the `upstreamKinds` is made from. */
export interface UpstreamSettings extends KindOptions, AnswerSettings {
  readonly type: UpstreamType;
  /** Instead of the provider itself; absent where it has one alone. */
  readonly endpoints?: readonly EndpointSettings<KindOptions>[];
}

export interface OpenAiCompatibleSettings extends OpenAiCompatibleEndpoint, AnswerSettings {
  readonly type: "openai-compatible";
  /** Instead of the provider itself; absent where it has one alone. */
  readonly endpoints?: readonly EndpointSettings<OpenAiCompatibleEndpoint>[];
}

/** Exactly what the provider `openai-compatible` is made from. */
export interface OpenAiCompatibleEndpoint {
  readonly name: string;
  /** http or https, without a slash at the end. */
  readonly baseUrl: string;
  /** The server's habits, resolved: by the name in the file, by the address, or the generic ones. */
  readonly preset: Preset;
  readonly apiKey?: Secret;
  /** The key is in the database. */
  readonly storedKey?: true;
  /** To be sent in addition. Names in lower case. */
  readonly headers: Readonly<Record<string, Secret>>;
  /** Milliseconds, ≥ 1. */
  readonly clocks: {
    readonly connect: number;
    readonly firstByte: number;
    readonly idle: number;
    readonly total: number;
  };
  /** Models to list without asking the upstream. */
  readonly models: readonly string[];
  readonly contextTokens?: number;
  /** Path after the base address, with `{id}` in it, at which the provider tells what a request used. */
  readonly lookup?: string;
  /** Azure's older addresses, with the version of the API in each. */
  readonly apiVersion?: string;
}

/** What the provider `llama` is made from. */
export interface LlamaSettings {
  readonly type: "llama";
  readonly name: string;
  /** Absolute path of the folder with the model files. It need not exist. */
  readonly folder: string;
  /** Absent: a share of the machine's memory. */
  readonly memoryBytes?: number;
  readonly idleMs: number;
  readonly parallel: number;
  readonly queue: number;
  readonly threads?: number;
  readonly gpu: "auto" | "off";
  readonly contextTokens?: number;
  /** What is different for single models, by their ids; absent when nothing is. */
  readonly models?: Readonly<Record<string, LocalModelSettings>>;
}

export interface LocalModelSettings {
  /** Absolute path of a file that is not in the folder; absent: the file of that name there. */
  readonly file?: string;
  readonly contextTokens?: number;
  readonly parallel?: number;
  readonly threads?: number;
  readonly gpuLayers?: number;
}

export interface RehearsalSettings {
  readonly type: "rehearsal";
  readonly name: string;
  /** Pace of streams, ≥ 1; absent: as fast as it can. */
  readonly tokensPerSecond?: number;
}

/** A target that takes the name which the caller asked for, unless it has one of its own. */
export interface OpenTargetSettings extends TargetTraits {
  /** The name of one of `Settings.providers`. */
  readonly provider: string;
  readonly model?: string;
}

export interface TargetSettings extends OpenTargetSettings {
  readonly model: string;
}

/** What a model's name stands for. */
export interface AliasSettings<Target = OpenTargetSettings> extends Pick<
  Plan,
  "strategy" | "sticky" | "maxPrice"
> {
  /** What is different from `Settings.retries`. */
  readonly retries?: Partial<Retries>;
  readonly hedge?: Hedge;
  readonly coalesce?: true;
  /** At least one, in the file's order. */
  readonly targets: readonly Target[];
}

export interface ModelSettings extends AliasSettings<TargetSettings> {
  readonly name: string;
}

/** Of one process. */
export interface OverloadSettings {
  /** Calls at a time, ≥ 1. */
  readonly calls: number;
  /** Calls that may wait beyond those. */
  readonly queue: number;
  readonly waitMs: number;
  /** Most bearable work of a turn of the event loop. */
  readonly turnMs: number;
  /** 0 to 1. */
  readonly heapShare: number;
}

/** Bounds of a request. */
export interface LimitSettings {
  readonly bodyBytes: number;
  readonly mediaBytes: number;
  readonly headerBytes: number;
  readonly jsonDepth: number;
  readonly jsonValues: number;
}
