import { generateKeyPairSync } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createPasswords, type Passwords } from "../admin/accounts/passwords.ts";
import type { Refusal } from "../admin/audit/refusals.ts";
import { createVerifyOwn } from "../admin/audit/verify-own.ts";
import { createAuthenticator } from "../admin/authenticate.ts";
import { createKey, type KeyDeps } from "../admin/keys.ts";
import type { SettingsEditor } from "../admin/settings-editor.ts";
import { defaultProject } from "../admin/projects.ts";
import { withTokens } from "../admin/tokens/authenticate-tokens.ts";
import { createOwnTokens } from "../admin/tokens/own-tokens.ts";
import type { TokenIssuer } from "../admin/tokens/token-issuer.ts";
import { type Catalogue, createCatalogue } from "../engine/catalogue.ts";
import { quietParts } from "../engine/engine-parts.fixture.ts";
import { createEngine } from "../engine/engine.ts";
import { createErrands, type Errands } from "../engine/errands.ts";
import { createRules, type Rules } from "../engine/rules.ts";
import { createSessions } from "../engine/sessions.ts";
import { createTail } from "../admin/activity/tail.ts";
import { systemClock } from "../lib/clock.ts";
import { Crowd } from "../lib/crowd.ts";
import { createTokenizer } from "../lib/tokenizer.ts";
import { operator } from "../spec/actor.ts";
import type { GenerateTask } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import type { Attempt, Provider } from "../spec/provider.ts";
import { type AccountsOfSettings, openAccounts } from "../server/identity/open-accounts.ts";
import type { SecurityFinding } from "../spec/security-finding.ts";
import { openSqlite } from "../stores/sqlite/open.ts";
import { Admission, type AdmissionSettings } from "./admission.ts";
import { createApp } from "./app.ts";
import type { RouteDeps } from "./deps.ts";
import type { Exchange } from "./exchange.ts";
import { createServeOnce } from "./idempotency/serve-once.ts";
import { createCompactions } from "./responses/compactions.ts";
import { BackgroundRuns } from "./responses/runs.ts";
import type { Route } from "./route.ts";
import { createEverydayRoutes } from "./everyday-routes.ts";
import { createRoutes } from "./routes.ts";
import { StreamWatch } from "./stream-watch.ts";
import type { WrongKeys } from "./wrong-keys.ts";

/** What the scripted provider does when it is asked for a piece: an event, an error, or a wait. */
export type Step = StreamEvent | ParleyError | Promise<unknown>;

export interface Served {
  readonly url: string;
  readonly port: number;
  readonly key: string;
  readonly keys: KeyDeps;
  /** Hashes quickly; what it does may be changed between requests. */
  readonly passwords: { -readonly [Name in keyof Passwords]: Passwords[Name] };
  /** The route table that it serves. */
  readonly routes: readonly Route[];
  /** Those of it that it begins with. */
  readonly everyday: readonly Route[];
  readonly open: Crowd<Exchange>;
  /** What each answer of the provider is made of; may be changed between requests. */
  script: (attempt: Attempt<GenerateTask>) => Iterable<Step> | AsyncIterable<Step>;
  /** What a pull of a model does; may be changed between requests. */
  pull: RouteDeps["pull"];
  /** What the removal of a model does; may be changed between requests. */
  removeModel: RouteDeps["removeModel"];
  /** Attempts that the provider was asked for, in order. */
  readonly attempts: Attempt<GenerateTask>[];
  /** Messages of errors that were logged. */
  readonly failures: ParleyError[];
  readonly answered: number[];
  /** Looks only when a test tells it to. */
  readonly watch: StreamWatch;
  readonly admission: Admission;
  readonly runs: BackgroundRuns;
  readonly errands: Errands;
  /** Whether the server says that it takes calls. */
  ready: boolean;
  /** What it says is wrong although it takes calls; may be changed between requests. */
  warnings: readonly string[];
  /** What the security audit finds; may be changed between requests. */
  findings: readonly SecurityFinding[];
  /** What was signed of its audit log by `signingKeys`; may be changed between requests. */
  checkpointLines: readonly string[];
  /** Counts wrong keys where a test sets it: others may try as many as they like. */
  wrongKeys: WrongKeys | undefined;
  /** What changes its settings: nothing, unless a test puts its own functions into it. */
  readonly settingsEditor: SettingsEditor;
  /** Whom it has told the audit log of, in order. */
  readonly refusals: Refusal[];
  close(): Promise<void>;
}

export const textAnswer = (...pieces: string[]): StreamEvent[] => [
  ...pieces.map((text): StreamEvent => ({ type: "text-delta", choice: 0, text })),
  { type: "choice-finish", choice: 0, finish: { unified: "stop" } },
  { type: "end", usage: { inputTokens: 3, outputTokens: 2 } },
];

export const usualAccounts: AccountsOfSettings["accounts"] = {
  registration: "invitation",
  sessionIdleMs: 3_600_000,
  sessionMostMs: 7_200_000,
};

/** A thousandth of the usual work. */
const quickly = { memory: 64, passes: 1, parallelism: 1 };

/** With which checkpoints are signed. */
export const signingKeys = generateKeyPairSync("ed25519");

const noIssuers: readonly TokenIssuer[] = [];

const roomy: AdmissionSettings = {
  calls: 1_000,
  queue: 10,
  waitMs: 100,
  turnMs: 10,
  heapShare: 0.75,
  bodyBytes: 100_000_000,
};

/** The HTTP floor on a free port, over a scripted provider with the model `m` and a database in memory. */
export async function serveScripted(
  catalogueOf = (scripted: Provider): Catalogue => createCatalogue([scripted], []),
  overload: Partial<AdmissionSettings> = {},
  people: Partial<AccountsOfSettings> = {},
): Promise<Served> {
  const clock = systemClock;
  const stores = await openSqlite({ path: ":memory:", now: clock.now });
  const keys: KeyDeps = { stores, clock, pepper: Buffer.alloc(32, 7) };
  const project = await defaultProject(keys);
  const { secret } = await createKey(keys, operator, { projectId: project.id, name: "test" });
  await stores.instances.beat("inst_1");
  const tokens = createOwnTokens({ ...keys, issuer: () => "https://parley.example" });
  const authenticator = withTokens(createAuthenticator({ ...keys, warn: () => undefined }), {
    ...keys,
    own: tokens,
    issuers: () => noIssuers,
    loadKeys: () => Promise.reject(new Error("there are no others")),
    introspect: () => Promise.reject(new Error("there are no others")),
    warn: () => undefined,
  });
  const open = new Crowd<Exchange>();
  const settings: AccountsOfSettings = { accounts: usualAccounts, sso: [], ...people };
  const passwords = { ...createPasswords(keys.pepper, quickly) };
  const accounts = openAccounts({
    ...keys,
    refusals: { note: (refusal) => void served.refusals.push(refusal) },
    settings: () => settings,
    warn: () => undefined,
    passwords,
  });
  const attempts: Attempt<GenerateTask>[] = [];
  const failures: ParleyError[] = [];
  const answered: number[] = [];
  const script = (): Step[] => textAnswer("Hello", " there");
  const served: Omit<Served, "url" | "port" | "routes" | "everyday"> = {
    key: secret.reveal(),
    keys,
    passwords,
    open,
    script,
    pull: () => Promise.reject(new ParleyError("not_found")),
    removeModel: () => Promise.reject(new ParleyError("not_found")),
    attempts,
    failures,
    answered,
    ready: true,
    warnings: [],
    checkpointLines: [],
    findings: [],
    wrongKeys: undefined,
    settingsEditor: closedEditor(),
    refusals: [],
    get watch() {
      return watch;
    },
    get admission() {
      return admission;
    },
    get runs() {
      return runs;
    },
    get errands() {
      return errands;
    },
    async close() {
      server.closeAllConnections();
      await runs.close(0);
      await new Promise((resolve) => server.close(resolve));
      await authenticator.close();
      await accounts.close();
      await tokenizer.close();
      await errands.close();
      unwatch();
      await stores.close();
    },
  };
  const tokenizer = createTokenizer();
  const catalogue = catalogueOf(scripted(served));
  const { ledger, conversations, responses, memory } = stores;
  const observer = {
    attemptEnded: () => undefined,
    callEnded: () => undefined,
    shadowExceeded: () => undefined,
  };
  const runs = new BackgroundRuns({
    responses,
    clock,
    deadAfterMs: 30_000,
    warn: (_message, error) => {
      if (error instanceof ParleyError) failures.push(error);
    },
  });
  const errands = createErrands((_message, error) => {
    if (error instanceof ParleyError) failures.push(error);
  });
  const rules = createRules(stores);
  const unwatch = await keepRules(rules, stores);
  const limits = { bytes: 100_000, json: { depth: 64, values: 10_000 } };
  const routeDeps: RouteDeps = {
    engine: createEngine({
      ...quietParts(ledger),
      clock,
      ledger,
      conversations,
      responses,
      memory,
      contexts: stores.contexts,
      vectors: stores.vectors,
      errands,
      rules,
      catalogue,
      observer,
      instanceId: "inst_1",
      contextTokens: 1000,
    }),
    catalogue,
    sessions: createSessions({ clock, conversations, pepper: keys.pepper }),
    authenticator,
    accounts: accounts.parts(settings),
    keys,
    conversations,
    memory,
    contexts: stores.contexts,
    projectMemory: { stores },
    responses,
    responsesExpireAfterMs: 60_000,
    runs,
    compactions: createCompactions(keys.pepper),
    consoleFiles: () => undefined,
    instanceId: "inst_1",
    deadAfterMs: 30_000,
    usage: stores.usage,
    clock,
    tokenizer,
    limits,
    mediaBytes: 200_000,
    providerKeys: {
      keys,
      places: [
        { name: "up", type: "openai-compatible", origin: "https://up.example", keyFrom: "stored" },
        { name: "fixed", type: "openai-compatible", origin: "https://fixed.example", keyFrom: "settings" },
      ],
    },
    defaultModel: "m",
    pull: (reference, options, actor) => served.pull(reference, options, actor),
    removeModel: (name, signal, actor) => served.removeModel(name, signal, actor),
    ping: () => stores.ping(),
    ready: () => served.ready,
    warnings: () => served.warnings,
    audit: stores.audit,
    verifyAudit: createVerifyOwn({
      audit: stores.audit,
      publicKeys: [signingKeys.publicKey],
      readSigned: async () => ({ lines: served.checkpointLines, unread: ["the syslog at unix:/log"] }),
      pause: async () => undefined,
    }),
    lookForFindings: async () => served.findings,
    settingsEditor: served.settingsEditor,
    activity: { stores, tail: createTail({ store: stores.requests, warn: () => undefined }) },
    metrics: () => Promise.resolve({ type: "text/plain", text: "up 1\n" }),
    metricsAccess: "open",
    tokens,
    tokenIssuers: [],
  };
  const routes = createRoutes(routeDeps);
  const everyday = createEverydayRoutes(routeDeps);
  const watcher = {
    answered: (exchange: Exchange) => answered.push(exchange.response.statusCode),
    failed: (_exchange: Exchange, error: ParleyError) => failures.push(error),
  };
  const serveOnce = createServeOnce({
    store: stores.idempotency,
    clock,
    instanceId: "inst_1",
    deadAfterMs: 30_000,
    expiresAfterMs: 60_000,
    limits,
    pepper: keys.pepper,
    warn: (_message, error) => {
      if (error instanceof ParleyError) failures.push(error);
    },
  });
  const watch = new StreamWatch(open);
  const admission = new Admission({ ...roomy, ...overload });
  const server = createApp(
    {
      authenticator,
      browsers: { sessions: accounts.sessions, origin: () => settings.accounts.origin },
      observer: watcher,
      refusals: { note: (refusal) => void served.refusals.push(refusal) },
      get wrongKeys() {
        return served.wrongKeys;
      },
      open,
      watch,
      admission,
      ready: () => served.ready,
      serveOnce,
      table: () => ({
        routes: everyday,
        all: () => routes,
        borrow: () => undefined,
        giveBack: () => undefined,
      }),
    },
    everyday,
    {
      cors: { origins: ["https://page.example"] },
      headerBytes: 16_384,
    },
  );
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(served, { url: `http://127.0.0.1:${port}`, port, routes, everyday });
}

function closedEditor(): SettingsEditor {
  const closed = (): Promise<never> =>
    Promise.reject(new ParleyError("conflict", { message: "This server has no settings file." }));
  return { read: closed, check: closed, apply: closed, addProvider: closed };
}

function scripted(served: Pick<Served, "attempts" | "script">): Provider {
  return {
    name: "scripted",
    models: [{ id: "m", contextTokens: 1000 }, { id: "vendor/with/slashes" }],
    generate(attempt) {
      served.attempts.push(attempt);
      return play(() => served.script(attempt), attempt.signal);
    },
    embed: (attempt) =>
      play(
        () => [
          ...attempt.task.inputs.map((_input, index): StreamEvent => ({
            type: "embedding",
            index,
            vector: Float32Array.of(0.5, -1),
          })),
          { type: "end", usage: { inputTokens: 4 } },
        ],
        attempt.signal,
      ),
    listModels: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
}

function play(script: () => Iterable<Step> | AsyncIterable<Step>, signal: AbortSignal): EventStream {
  let steps: AsyncIterator<Step> | Iterator<Step> | undefined;
  const left = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new ParleyError("cancelled")), { once: true });
  });
  left.catch(() => undefined);
  const stream: EventStream = {
    async next() {
      const made = script();
      steps ??= Symbol.asyncIterator in made ? made[Symbol.asyncIterator]() : made[Symbol.iterator]();
      for (;;) {
        const { value, done } = await Promise.race([steps.next(), left]);
        if (done === true) return { done: true, value: undefined };
        if (value instanceof ParleyError) throw value;
        if (value instanceof Promise) await Promise.race([value, left]);
        else return { done: false, value };
      }
    },
    return: () => Promise.resolve({ done: true, value: undefined }),
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}

/** What is set holds at once. */
async function keepRules(rules: Rules, stores: KeyDeps["stores"]): Promise<() => void> {
  await rules.refresh();
  return stores.watch(() => void rules.refresh());
}
