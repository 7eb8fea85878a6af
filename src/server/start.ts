import type { Logger } from "pino";
import { createAuthenticator } from "../admin/authenticate.ts";
import { makeFirstKey } from "../admin/first-key.ts";
import { createApp } from "../http/app.ts";
import type { Exchange } from "../http/exchange.ts";
import { createServeOnce, type ServeOnce, type ServeOnceDeps } from "../http/idempotency/serve-once.ts";
import { createCompactions } from "../http/responses/compactions.ts";
import { BackgroundRuns } from "../http/responses/runs.ts";
import { StreamWatch } from "../http/stream-watch.ts";
import { admitBy } from "./admit-by.ts";
import type { Secret } from "../lib/secret.ts";
import { buildHouse, type House } from "./build.ts";
import type { Fellows } from "./cluster/worker.ts";
import { openDataFolder } from "./data-folder.ts";
import { connectionsOf, endAnswers, letGo } from "./end-answers.ts";
import { endRevoked } from "./end-revoked.ts";
import { bodyLimits, createFloor, type FloorParts } from "./floor.ts";
import { forgetExpired } from "./forget-expired.ts";
import { deadAfter } from "./instance.ts";
import { type Doors, listen, urlOf } from "./listen.ts";
import { Metrics } from "./metrics.ts";
import { mostConnections } from "./most-connections.ts";
import { createCallObserver, createHttpObserver } from "./observers.ts";
import type { Settings } from "./settings/settings.ts";
import type { Environment } from "./settings/substitution.ts";

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
  const open = new Set<Exchange>();
  const metrics = new Metrics(() => open.size);
  const warn = (message: string, error?: unknown): void => logger.warn({ error }, message);
  const house = await buildHouse(settings, {
    ...(await openDataFolder(settings.data, settings)),
    observer: createCallObserver(metrics, logger),
    warn,
  });
  try {
    return await openDoor(settings, logger, { house, metrics, open, warn, env, fellows });
  } catch (error) {
    await house.close();
    throw error;
  }
}

interface Parts {
  readonly house: House;
  readonly metrics: Metrics;
  readonly open: Set<Exchange>;
  readonly warn: (message: string, error?: unknown) => void;
  readonly env: Environment;
  readonly fellows: Fellows | undefined;
}

async function openDoor(settings: Settings, logger: Logger, parts: Parts): Promise<RunningServer> {
  const { house, metrics, open } = parts;
  const authenticator = createAuthenticator({
    ...house.keys,
    warn: (error) => parts.warn("the times of last use of keys could not be written", error),
  });
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
  const fixtures = floorParts(house, parts.env, {
    authenticator,
    runs,
    ready: () => ready,
    metrics: async () => ({ type: metrics.registry.contentType, text: await metricsText() }),
  });
  let floor = createFloor(settings, house.interior, fixtures);
  const observer = createHttpObserver(metrics, logger);
  const serveOnce = serveOnceWith(() => floor.settings, house, parts.warn);
  const watch = new StreamWatch(open);
  const { admission, stop: stopMeasuring } = admitBy(settings, metrics);
  const app = createApp(
    {
      authenticator,
      observer,
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
      headerBytes: settings.limits.headerBytes,
      connections: mostConnections(),
    },
  );
  const connections = connectionsOf(app.server);
  watch.start();
  const atWork = { [Symbol.iterator]: () => [...open, ...runs.running].values() };
  const unwatch = endRevoked(house.stores, atWork, authenticator, (error) =>
    parts.warn("revoked keys could not be read", error),
  );
  const stopForgetting = forgetExpired(house.stores, house.clock, parts.warn);
  let doors: Doors | undefined;
  async function close(): Promise<void> {
    unwatch();
    stopMeasuring();
    await stopForgetting();
    await doors?.close();
    watch.stop();
    await authenticator.close();
  }
  let firstKey: Secret | undefined;
  try {
    doors = await listen(app, settings, parts.fellows);
    firstKey = await makeFirstKey(house.keys);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: urlOf(app, settings.host),
    firstKey,
    get sockets() {
      return doors?.sockets ?? [];
    },
    async reload(other) {
      const interior = await house.furnish(other);
      const next = createFloor(other, interior, fixtures);
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
      await letGo(app.server, connections, open, graceMs);
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
    await Promise.all([endAnswers(app.server, open, graceMs), runs.close(graceMs)]);
    await closed;
    await house.close();
  }
}

/** What all floors have in common. */
function floorParts(
  house: House,
  env: Environment,
  own: Pick<FloorParts["routes"], "authenticator" | "runs" | "ready" | "metrics">,
): FloorParts {
  const { stores, clock, tokenizer, sessions, instanceId, keys } = house;
  const { conversations, memory, responses, usage } = stores;
  return {
    routes: {
      ...own,
      sessions,
      conversations,
      memory,
      responses,
      compactions: createCompactions(keys.pepper),
      instanceId,
      deadAfterMs: deadAfter,
      usage,
      clock,
      tokenizer,
      ping: () => stores.ping(),
    },
    providerKeys: house.providerKeys,
    env,
  };
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
