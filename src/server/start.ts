import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { createAuthenticator } from "../admin/authenticate.ts";
import { makeFirstKey } from "../admin/first-key.ts";
import { createApp } from "../http/app.ts";
import type { Exchange } from "../http/exchange.ts";
import { createServeOnce, type ServeOnce, type ServeOnceDeps } from "../http/idempotency/serve-once.ts";
import { createRoutes } from "../http/routes.ts";
import { StreamWatch } from "../http/stream-watch.ts";
import { admitBy } from "./admit-by.ts";
import type { Secret } from "../lib/secret.ts";
import { ParleyError } from "../spec/errors.ts";
import { buildHouse, type House } from "./build.ts";
import type { Fellows } from "./cluster/worker.ts";
import { openDataFolder } from "./data-folder.ts";
import { endRevoked } from "./end-revoked.ts";
import { forgetExpiredKeys } from "./forget-expired-keys.ts";
import { deadAfter } from "./instance.ts";
import { createModelKeeper } from "./local-models/keep-models.ts";
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
  const { bodyBytes, jsonDepth, jsonValues, headerBytes } = settings.limits;
  const limits = { bytes: bodyBytes, json: { depth: jsonDepth, values: jsonValues } };
  const models = createModelKeeper({
    settings,
    env: parts.env,
    clock: house.clock,
    providers: house.catalogue.providers,
  });
  const routes = createRoutes({
    engine: house.engine,
    catalogue: house.catalogue,
    sessions: house.sessions,
    authenticator,
    usage: house.stores.usage,
    clock: house.clock,
    tokenizer: house.tokenizer,
    limits,
    mediaBytes: settings.limits.mediaBytes,
    providerKeys: house.providerKeys,
    defaultModel: settings.defaultModel,
    pull: models.pull,
    removeModel: models.remove,
    ping: () => house.stores.ping(),
    ready: () => ready,
    metrics: async () => ({ type: metrics.registry.contentType, text: await metricsText() }),
    metricsAccess: settings.metrics.access,
  });
  const observer = createHttpObserver(metrics, logger);
  const serveOnce = serveOnceWith({ ...settings.idempotency, limits, warn: parts.warn }, house);
  const watch = new StreamWatch(open);
  const { admission, stop: stopMeasuring } = admitBy(settings, metrics);
  const app = createApp(
    { authenticator, observer, open, watch, admission, ready: () => ready, serveOnce },
    routes,
    { cors: settings.cors, headerBytes, connections: mostConnections() },
  );
  watch.start();
  const unwatch = endRevoked(house.stores, open, authenticator, (error) =>
    parts.warn("revoked keys could not be read", error),
  );
  const stopForgetting = forgetExpiredKeys(house.stores.idempotency, house.clock, parts.warn);
  async function close(): Promise<void> {
    unwatch();
    stopMeasuring();
    await stopForgetting();
    await app.close();
    watch.stop();
    await authenticator.close();
  }
  let firstKey: Secret | undefined;
  try {
    await app.listen({ host: settings.host, port: settings.port, ...parts.fellows?.listening });
    firstKey = await makeFirstKey(house.keys);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: urlOf(app.server.address() as AddressInfo, settings.host),
    firstKey,
    async stop() {
      ready = false;
      const closed = close();
      await endAnswers(app.server, open, settings.shutdown.graceMs);
      await closed;
      await house.close();
    },
  };
}

function serveOnceWith(
  settings: Pick<ServeOnceDeps, "expiresAfterMs" | "limits" | "warn">,
  { stores, clock, instanceId, keys }: House,
): ServeOnce {
  const { pepper } = keys;
  return createServeOnce({
    ...settings,
    store: stores.idempotency,
    clock,
    instanceId,
    pepper,
    deadAfterMs: deadAfter,
  });
}

/** Time for error events to reach their readers at the end of a shutdown, in milliseconds. */
const lastWords = 1_000;

/** Lets the open answers finish for as long as is allowed, and then ends the rest. */
async function endAnswers(server: Server, open: ReadonlySet<Exchange>, graceMs: number): Promise<void> {
  server.closeIdleConnections();
  await drained(open, graceMs);
  for (const exchange of open) exchange.abort(new ParleyError("shutting_down"));
  await drained(open, lastWords);
  server.closeAllConnections();
}

/** Resolves when no exchange is open, or after `ms`. */
async function drained(open: ReadonlySet<Exchange>, ms: number): Promise<void> {
  const deadline = performance.now() + ms;
  while (open.size > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function urlOf(address: AddressInfo, host: string): string {
  const name = host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${address.port}`;
}
