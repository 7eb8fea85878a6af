import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { Logger } from "pino";
import { createRefusals } from "../admin/audit/refusals.ts";
import { createVerifyOwn } from "../admin/audit/verify-own.ts";
import { createAuthenticator } from "../admin/authenticate.ts";
import { makeFirstKey } from "../admin/first-key.ts";
import { createApp, type TlsOptions } from "../http/app.ts";
import type { Exchange } from "../http/exchange.ts";
import { createServeOnce, type ServeOnce, type ServeOnceDeps } from "../http/idempotency/serve-once.ts";
import { createCompactions } from "../http/responses/compactions.ts";
import { BackgroundRuns } from "../http/responses/runs.ts";
import { StreamWatch } from "../http/stream-watch.ts";
import { WrongKeys } from "../http/wrong-keys.ts";
import { admitBy } from "./admit-by.ts";
import type { CallReport } from "../engine/observer.ts";
import { Crowd } from "../lib/crowd.ts";
import type { Secret } from "../lib/secret.ts";
import { openActivity } from "./activity/open-activity.ts";
import { checkpointPlaces, keepAudit } from "./audit/keep-audit.ts";
import { loadOtherKeys, loadSigningKey, publicHalf } from "./audit/signing-key.ts";
import { noteSettings, noteStart } from "./audit/note-settings.ts";
import { readSigned } from "./audit/read-signed.ts";
import { buildHouse, type House } from "./build.ts";
import type { Fellows } from "./cluster/worker.ts";
import { openDataFolder } from "./data-folder.ts";
import { createConsoleFiles } from "./console-files.ts";
import { connectionsOf, endAnswers, letGo } from "./end-answers.ts";
import { openAccounts } from "./identity/open-accounts.ts";
import { openTokens } from "./identity/open-tokens.ts";
import { endRevoked } from "./end-revoked.ts";
import { bodyLimits, createFloor, type FloorParts } from "./floor.ts";
import { forgetExpired } from "./forget-expired.ts";
import { deadAfter } from "./instance.ts";
import { type Doors, listen, urlOf } from "./listen.ts";
import { Metrics } from "./metrics.ts";
import { mostConnections } from "./most-connections.ts";
import { createCallObserver, createHttpObserver } from "./observers.ts";
import { openSettingsEditor } from "./settings-editor/open-settings-editor.ts";
import { rehearsalName } from "./settings/provider-checks.ts";
import type { Settings } from "./settings/settings.ts";
import type { Environment } from "./settings/substitution.ts";
import { keepTls } from "./tls/keep-tls.ts";
import { loadTls } from "./tls/load-tls.ts";

/** A server that takes calls. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:4242`. */
  readonly url: string;
  /** The first key, at the first start only. */
  readonly firstKey: Secret | undefined;
  /**
   * Puts other settings into force, whole: for calls that come from now on. What a running server cannot change must be
   * as it was. Fails with `storage_unavailable`, and then nothing has changed.
   */
  reload(settings: Settings): Promise<void>;
  /** What it listens on, for a process that takes over; see `Doors`. */
  readonly sockets: readonly object[];
  /** Leaves to a process that has taken over: nobody who is connected is refused. Then as `stop`, within the same time. */
  leave(): Promise<void>;
  /** Takes no new calls, lets the open ones finish for as long as the settings allow, ends the rest, and closes. */
  stop(): Promise<void>;
}

/**
 * Opens the house and its HTTP door. Fails before anything is served, with everything closed again.
 * `env` says where models are pulled from. `fellows` is given where this process is one of several.
 */
export async function startServer(
  settings: Settings,
  logger: Logger,
  env: Environment,
  fellows?: Fellows,
): Promise<RunningServer> {
  const open = new Crowd<Exchange>();
  const metrics = new Metrics(() => open.size);
  const warn = (message: string, error?: unknown): void => logger.warn({ error }, message);
  const listeners: ((report: CallReport) => void)[] = [];
  const house = await buildHouse(settings, {
    ...(await openDataFolder(settings.data, settings)),
    observer: createCallObserver(metrics, logger, listeners),
    warn,
  });
  // It counts real tokens: its thread starts beside the rest of the house, and a newcomer's first answer waits less.
  if (settings.defaultModel === rehearsalName) house.tokenizer.count([rehearsalName]).catch(() => undefined);
  try {
    return await openDoor(settings, logger, { house, metrics, open, warn, env, fellows, listeners });
  } catch (error) {
    await house.close();
    throw error;
  }
}

interface Parts {
  readonly house: House;
  readonly metrics: Metrics;
  readonly open: Crowd<Exchange>;
  readonly warn: (message: string, error?: unknown) => void;
  readonly env: Environment;
  readonly fellows: Fellows | undefined;
  /** Told of every call that has ended. */
  readonly listeners: ((report: CallReport) => void)[];
}

async function openDoor(settings: Settings, logger: Logger, parts: Parts): Promise<RunningServer> {
  const { house, metrics, open } = parts;
  const { own: tokens, authenticator } = openTokens(
    createAuthenticator({
      ...house.keys,
      warn: (error) => parts.warn("the times of last use of keys could not be written", error),
    }),
    {
      ...house.keys,
      issuer: () => addressOf(floor.settings, () => urlOf(server, settings)),
      issuers: () => floor.settings.tokens.issuers,
      warn: parts.warn,
    },
  );
  const { audit } = house.stores;
  const noting = { audit, pepper: house.keys.pepper, instanceId: house.instanceId };
  const refusals = createRefusals({ audit, clock: house.clock, warn: parts.warn });
  const privateKey = await loadSigningKey(settings.audit.signingKey);
  const otherKeys = await loadOtherKeys(settings.audit.otherKeys);
  const auditKeeper = keepAudit({
    audit,
    settings: settings.audit,
    privateKey,
    places: checkpointPlaces(settings.audit, house.clock),
    clock: house.clock,
    failed: (message, error) => logger.error({ error }, message),
  });
  metrics.showAudit(auditKeeper);
  const metricsText = parts.fellows?.shareMetrics(metrics.registry) ?? (() => metrics.registry.metrics());
  let ready = true;
  let leaving = false;
  let stopping: Promise<void> | undefined;
  const runs = new BackgroundRuns({
    responses: house.stores.responses,
    clock: house.clock,
    deadAfterMs: deadAfter,
    warn: parts.warn,
  });
  const accounts = openAccounts({
    ...house.keys,
    refusals,
    settings: () => floor.settings,
    warn: (error) => parts.warn("the times of last use of sessions could not be written", error),
  });
  const activity = openActivity({
    stores: house.stores,
    clock: house.clock,
    instanceId: house.instanceId,
    settings: () => floor.settings,
    warn: parts.warn,
    note: (anomaly, message) => logger.warn({ anomaly }, message),
  });
  parts.listeners.push(activity.log.callEnded);
  metrics.showRequestLog(activity.log);
  const fixtures = floorParts(
    house,
    { env: parts.env, accounts },
    {
      authenticator,
      tokens,
      activity: { stores: house.stores, tail: activity.tail },
      settingsEditor: openSettingsEditor(house, parts.env, () => floor.settings),
      verifyAudit: createVerifyOwn({
        audit,
        publicKeys: [publicHalf(privateKey), ...otherKeys],
        readSigned: () => readSigned(settings.audit),
        pause: () => turn(),
      }),
      runs,
      ready: () => ready,
      warnings: () => auditWarnings(auditKeeper.failingSince),
      metrics: async () => ({ type: metrics.registry.contentType, text: await metricsText() }),
    },
  );
  let floor = createFloor(settings, house.interior, fixtures);
  const observer = createHttpObserver(metrics, logger, activity.log);
  const serveOnce = serveOnceWith(() => floor.settings, house, parts.warn);
  const watch = new StreamWatch(open);
  const { admission, stop: stopMeasuring } = admitBy(settings, metrics);
  const tls = settings.tls === undefined ? undefined : await loadTls(settings.tls);
  const server = createApp(
    {
      authenticator,
      resource: tokens.issuer,
      browsers: { sessions: accounts.sessions, origin: () => floor.settings.accounts.origin },
      observer,
      refusals,
      wrongKeys: new WrongKeys(house.clock),
      open,
      watch,
      admission,
      ready: () => ready,
      leaving: () => leaving,
      table: () => floor,
      serveOnce,
    },
    floor.routes,
    {
      get cors() {
        return floor.settings.cors;
      },
      get trustedProxies() {
        return floor.trustedProxies;
      },
      tls,
      headerBytes: settings.limits.headerBytes,
      connections: mostConnections(),
    },
  );
  const connections = connectionsOf(server);
  const unwatchTls = keepTlsOf(server, settings, logger);
  watch.start();
  const atWork = { [Symbol.iterator]: () => [...open, ...runs.running].values() };
  const unwatch = endRevoked(house.stores, atWork, { authenticator, sessions: accounts.sessions }, (error) =>
    parts.warn("revoked keys could not be read", error),
  );
  const stopForgetting = forgetExpired(house.stores, house.clock, parts.warn);
  let doors: Doors | undefined;
  async function close(): Promise<void> {
    unwatch();
    unwatchTls();
    stopMeasuring();
    // A slow database does not keep the doors open.
    await Promise.all([doors?.close(), stopForgetting()]);
    watch.stop();
    await authenticator.close();
    await accounts.close();
  }
  /** When nothing changes any more: what was noted last, and the last checkpoint. */
  async function closeAudit(): Promise<void> {
    await activity.close();
    await refusals.close();
    await auditKeeper.stop();
  }
  let firstKey: Secret | undefined;
  try {
    await noteStart(noting, settings);
    doors = await listen(server, settings, parts.fellows, parts.warn);
    firstKey = await makeFirstKey(house.keys);
  } catch (error) {
    await close();
    await closeAudit();
    throw error;
  }
  return {
    url: urlOf(server, settings),
    firstKey,
    get sockets() {
      return doors?.sockets ?? [];
    },
    async reload(other) {
      const interior = await house.furnish(other);
      const next = createFloor(other, interior, fixtures);
      try {
        await noteSettings(noting, floor.settings, other);
      } catch (error) {
        interior.retire();
        throw error;
      }
      // In one go: no request sees one of the two alone.
      house.use(interior);
      floor = next;
      logger.level = other.log.level;
    },
    async leave() {
      leaving = true;
      const { graceMs } = floor.settings.shutdown;
      const begun = performance.now();
      doors?.stopListening();
      await letGo(server, connections, open, graceMs);
      await stop(Math.max(0, graceMs - (performance.now() - begun)));
    },
    stop: () => stop(floor.settings.shutdown.graceMs),
  };
  function stop(graceMs: number): Promise<void> {
    return (stopping ??= stopNow(graceMs));
  }
  async function stopNow(graceMs: number): Promise<void> {
    ready = false;
    const closed = close();
    await Promise.all([endAnswers(server, open, graceMs), runs.close(graceMs)]);
    await closed;
    await closeAudit();
    await house.close();
  }
}

/** Where programs reach Parley. */
function addressOf({ tokens, accounts }: Settings, listening: () => string): string {
  return tokens.address ?? accounts.origin ?? listening();
}

/** Where the console is built to, in the project as in the package. */
const consoleFolder = join(import.meta.dirname, "..", "..", "console", "dist");

/** What all floors have in common. */
function floorParts(
  house: House,
  { env, accounts }: Pick<FloorParts, "env" | "accounts">,
  own: Pick<
    FloorParts["routes"],
    | "authenticator"
    | "tokens"
    | "runs"
    | "ready"
    | "warnings"
    | "metrics"
    | "activity"
    | "settingsEditor"
    | "verifyAudit"
  >,
): FloorParts {
  const { stores, clock, tokenizer, sessions, instanceId, keys } = house;
  const { conversations, memory, contexts, responses, usage, audit } = stores;
  return {
    routes: {
      ...own,
      keys,
      sessions,
      conversations,
      memory,
      contexts,
      projectMemory: { stores },
      responses,
      compactions: createCompactions(keys.pepper),
      consoleFiles: createConsoleFiles(consoleFolder),
      instanceId,
      deadAfterMs: deadAfter,
      usage,
      audit,
      clock,
      tokenizer,
      ping: () => stores.ping(),
    },
    providerKeys: house.providerKeys,
    accounts,
    env,
  };
}

/** For whoever looks whether the server is ready: everybody may. */
function auditWarnings(failingSince: number | undefined): readonly string[] {
  if (failingSince === undefined) return [];
  const since = new Date(failingSince).toISOString();
  return [`Checkpoints of the audit log could not be written since ${since}; the log says why.`];
}

/** Has changed certificates used, where the server speaks TLS; returns what ends that. */
function keepTlsOf(server: object, { tls }: Settings, logger: Logger): () => void {
  if (tls === undefined) return () => undefined;
  const speaker = server as { setSecureContext(options: TlsOptions): void };
  return keepTls(tls, (options) => speaker.setSecureContext(options), logger);
}

function serveOnceWith(
  settings: () => Settings,
  { stores, clock, instanceId, keys }: House,
  warn: ServeOnceDeps["warn"],
): ServeOnce {
  const { pepper } = keys;
  return createServeOnce({
    get expiresAfterMs() {
      return settings().idempotency.expiresAfterMs;
    },
    get limits() {
      return bodyLimits(settings());
    },
    store: stores.idempotency,
    clock,
    instanceId,
    pepper,
    deadAfterMs: deadAfter,
    warn,
  });
}
