import cluster from "node:cluster";
import type { Server } from "node:net";
import type { Logger } from "pino";
import { Secret } from "../../lib/secret.ts";
import { freePort } from "../free-port.ts";
import type { Settings } from "../settings/settings.ts";
import type { RunningServer } from "../start.ts";
import type { FromWorker } from "./messages.ts";
import { MetricsRounds } from "./metrics-rounds.ts";
import { Supervisor } from "./supervisor.ts";
import type { WorkerError } from "./worker-error.ts";
import type { ListeningSocket, WorkerEvents, WorkerProcess } from "./worker-process.ts";

export interface WorkersOptions {
  /** Workers to keep running, ≥ 1. */
  readonly count: number;
  /** The settings' files as they were read, by their paths. */
  readonly files: ReadonlyMap<string, string>;
  readonly logger: Logger;
  /** Told that no worker is left and none can start. */
  readonly gaveUp: (error: WorkerError) => void;
}

/** A server of several processes. */
export interface RunningWorkers extends Pick<RunningServer, "url" | "firstKey" | "stop"> {
  /** Has all workers put the settings of these files into force: those that run, and those that come. They are sound. */
  reload(settings: Settings, files: ReadonlyMap<string, string>): Promise<void>;
  /** Replaces all workers by new ones, one after the other, without refusing or cutting anything. Says whether it has. */
  roll(): Promise<boolean>;
}

/** What a worker may need beyond `shutdown.grace`, in milliseconds: its last words, its providers, its database. */
const slack = 10_000;

/**
 * Starts this same command line once for each worker. The first process opens no data and answers nobody. Resolves
 * when all workers serve; otherwise throws a `WorkerError` with what the first that failed said, or, where nobody
 * can listen at the address, what Node says of that.
 */
export async function startWorkers(settings: Settings, options: WorkersOptions): Promise<RunningWorkers> {
  const { count, files, logger, gaveUp } = options;
  let { graceMs } = settings.shutdown;
  // Structured clone: JSON knows neither maps nor what is not a number.
  cluster.setupPrimary({ serialization: "advanced" });
  const rounds = new MetricsRounds({ serving: () => supervisor.serving, later });
  const supervisor: Supervisor = new Supervisor({
    fork,
    later,
    count,
    orders: { files, port: await freePort(settings) },
    now: () => performance.now(),
    warn: (message) => logger.warn(message),
    heard: (worker, message) => rounds.heard(worker, message),
    lost: (worker) => rounds.lost(worker),
    gaveUp,
  });
  const { url, firstKey } = await supervisor.start();
  return {
    url,
    firstKey: firstKey === undefined ? undefined : new Secret(firstKey),
    reload({ shutdown, log }, read) {
      graceMs = shutdown.graceMs;
      logger.level = log.level;
      supervisor.reload(read);
      return Promise.resolve();
    },
    roll: () => supervisor.roll(() => graceMs + slack),
    async stop() {
      if (!(await supervisor.stop(graceMs + slack))) throw new Error("a worker process did not end in order");
    },
  };
}

function fork(events: WorkerEvents): WorkerProcess {
  const worker = cluster.fork();
  worker.on("message", (message: FromWorker, socket?: ListeningSocket) => events.said(message, socket));
  // It died before it could hear something; that it died is told by `exit`.
  worker.on("error", () => undefined);
  worker.on("exit", (code: number | null, signal: string | null) => {
    const how = signal === null ? `exit code ${code}` : signal;
    events.ended(how, code === 0);
  });
  return {
    pid: worker.process.pid,
    send(message, socket) {
      const close = (): void => socket?.close();
      if (!worker.isConnected()) close();
      // Node's types know handles by their wrappers alone.
      else worker.send(message, socket as unknown as Server | undefined, undefined, close);
    },
    kill: () => void worker.process.kill("SIGKILL"),
  };
}

function later(ms: number, what: () => void): () => void {
  const timer = setTimeout(what, ms);
  return () => clearTimeout(timer);
}
