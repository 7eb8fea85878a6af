import type { Tail } from "../admin/activity/tail.ts";
import type { VerifyOwn } from "../admin/audit/verify-own.ts";
import type { Authenticator } from "../admin/authenticate.ts";
import type { KeyDeps } from "../admin/keys.ts";
import type { PulledModel, PullOptions } from "../admin/local-models/pull.ts";
import type { RemovedModel } from "../admin/local-models/remove.ts";
import type { ProjectMemoryDeps } from "../admin/project-memory.ts";
import type { KeyPlace, ProviderKeyDeps } from "../admin/provider-keys.ts";
import type { LookForFindings } from "../admin/list-findings.ts";
import type { SettingsEditor } from "../admin/settings-editor.ts";
import type { OwnTokens } from "../admin/tokens/own-tokens.ts";
import type { TokenIssuer } from "../admin/tokens/token-issuer.ts";
import type { Catalogue } from "../engine/catalogue.ts";
import type { Engine } from "../engine/engine.ts";
import type { Sessions } from "../engine/sessions.ts";
import type { Clock } from "../lib/clock.ts";
import type { ConsoleFiles } from "./console/console-file.ts";
import type { Tokenizer } from "../lib/tokenizer.ts";
import type { Actor } from "../spec/actor.ts";
import type { AuditStore } from "../spec/audit.ts";
import type { ContextStore } from "../spec/context-store.ts";
import type { ConversationStore } from "../spec/conversation.ts";
import type { MemoryStore } from "../spec/memory.ts";
import type { ResponseStore } from "../spec/response.ts";
import type { Stores } from "../spec/stores.ts";
import type { UsageStore } from "../spec/usage-report.ts";
import type { AccountParts } from "./accounts/deps.ts";
import type { BodyLimits } from "./body.ts";
import type { Compactions } from "./responses/compactions.ts";
import type { BackgroundRuns } from "./responses/runs.ts";

/** What the routes need of the house. */
export interface RouteDeps {
  readonly engine: Engine;
  readonly catalogue: Catalogue;
  readonly sessions: Sessions;
  readonly authenticator: Authenticator;
  readonly consoleFiles: ConsoleFiles;
  readonly accounts: AccountParts;
  /** With what projects and keys are kept. */
  readonly keys: KeyDeps;
  readonly conversations: ConversationStore;
  readonly memory: MemoryStore;
  readonly contexts: ContextStore;
  /** With what projects' wishes of memory are kept. */
  readonly projectMemory: ProjectMemoryDeps;
  readonly responses: ResponseStore;
  /** How long a response is kept, in milliseconds. */
  readonly responsesExpireAfterMs: number;
  /** Responses that are made without anybody waiting for them. */
  readonly runs: BackgroundRuns;
  readonly compactions: Compactions;
  /** This process, see `InstanceStore`; and after how many milliseconds of silence one counts as dead. */
  readonly instanceId: string;
  readonly deadAfterMs: number;
  readonly usage: UsageStore;
  readonly clock: Clock;
  readonly tokenizer: Pick<Tokenizer, "count">;
  readonly limits: BodyLimits;
  /** Largest body with sounds or pictures, in bytes. */
  readonly mediaBytes: number;
  /** The model of `POST /v1/chat` when the caller names none. */
  readonly defaultModel: string;
  /** The providers of the settings, and what their stored keys are kept with. */
  readonly providerKeys: { readonly keys: ProviderKeyDeps; readonly places: readonly KeyPlace[] };
  /** What reads and changes the settings file. */
  readonly settingsEditor: SettingsEditor;
  /** Fetches a model, see `pullModel`; `provider/model` into the own store of a provider. */
  pull(reference: string, options: PullOptions, actor: Actor): Promise<PulledModel>;
  /** Removes a model, see `removeModel`; `provider/model` from the own store of a provider. */
  removeModel(name: string, signal: AbortSignal, actor: Actor): Promise<RemovedModel>;
  /** Resolves when the storage works; fails with `storage_unavailable`. */
  ping(): Promise<void>;
  /** Whether the server takes new calls: false from the moment it is told to stop. */
  ready(): boolean;
  /** What is wrong although calls are taken, in sentences for everybody. */
  warnings(): readonly string[];
  readonly audit: AuditStore;
  readonly verifyAudit: VerifyOwn;
  readonly lookForFindings: LookForFindings;
  /** What was asked lately, as it was kept and as it comes. */
  readonly activity: { readonly stores: Pick<Stores, "requests" | "anomalies">; readonly tail: Tail };
  /** Tokens of our own. */
  readonly tokens: OwnTokens;
  /** Others whose tokens are taken, too. */
  readonly tokenIssuers: readonly TokenIssuer[];
  /** The metrics in Prometheus' text format, and its media type. */
  metrics(): Promise<{ readonly type: string; readonly text: string }>;
  /** Whether metrics are for everybody who reaches the port, or for holders of a key. */
  readonly metricsAccess: "open" | "key";
}
