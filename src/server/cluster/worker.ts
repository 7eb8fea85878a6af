import cluster from "node:cluster";
import type { Server } from "node:net";
import type { Registry } from "prom-client";
import type { FromWorker, Orders, StartFailure, ToWorker } from "./messages.ts";
import { metricsPart, sumMetrics } from "./sum-metrics.ts";

/** What a server that is one of several has to do differently. */
export interface Fellows {
  /** How to listen where others do. */
  readonly listening: { readonly exclusive?: true; readonly reusePort?: true };
  /** The sockets to listen on instead, where this process follows another one. */
  inherit(): Promise<readonly object[] | undefined>;
  /** Gives this worker's metrics to the others; what it returns tells the metrics of all as text. */
  shareMetrics(registry: Registry): () => Promise<string>;
}

/** A worker's line to the first process. When that dies, Node ends the worker at once. */
export interface Channel extends Fellows {
  readonly orders: Promise<Orders>;
  /** Resolves when the worker is to stop. */
  readonly stopped: Promise<void>;
  /** Resolves when another one has taken over. */
  readonly left: Promise<void>;
  /** Calls back with each newer content of the settings' files; also with what came before there was somebody to call. */
  onReload(changed: (files: Orders["files"]) => void): void;
  /** Gives the sockets away when another one is to take over. */
  onHandOver(sockets: () => readonly object[]): void;
  /** Says that it serves. */
  ready(url: string, firstKey: string | undefined): void;
  /** Says why it cannot. Resolves when that has left the process. */
  failed(failure: StartFailure): Promise<void>;
}

/** Whether this process was started by `startWorkers`. */
export function isWorker(): boolean {
  return cluster.isWorker;
}

/**
 * Linux shares new connections out among the workers (`SO_REUSEPORT`), and resets those of one that dies. Elsewhere
 * the first process hands them round, as node:cluster does; there a connection that is on its way to a worker which
 * dies hangs until its client gives up (seen in Node 26).
 */
const listening: Fellows["listening"] =
  process.platform === "linux" ? { exclusive: true, reusePort: true } : {};

/** Opens the line. To be called once. */
export function openChannel(): Channel {
  const orders = Promise.withResolvers<Orders>();
  const stopped = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  const inherited = Promise.withResolvers<readonly object[] | undefined>();
  const taken: object[] = [];
  let newest: Orders["files"] | undefined;
  let reloaded: ((files: Orders["files"]) => void) | undefined;
  let socketsNow: () => readonly object[] = () => [];
  const wishes = new Map<number, (registry: Registry) => void>();
  const own = Promise.withResolvers<Registry>();
  let lastWish = 0;
  process.on("message", (message: ToWorker, socket?: object) => {
    if (message.say === "begin") orders.resolve(message.orders);
    else if (message.say === "stop") stopped.resolve();
    else if (message.say === "leave") left.resolve();
    else if (message.say === "take") {
      if (socket !== undefined) taken.push(socket);
      if (taken.length === message.of) inherited.resolve(taken);
    } else if (message.say === "listen") inherited.resolve(taken.length === 0 ? undefined : taken);
    else if (message.say === "hand_over") {
      const sockets = socketsNow();
      if (sockets.length === 0) void say({ say: "socket", of: 0 });
      for (const one of sockets) void say({ say: "socket", of: sockets.length }, one);
    } else if (message.say === "reload") {
      newest = message.files;
      reloaded?.(newest);
    } else if (message.say === "give_metrics") {
      const { round } = message;
      void own.promise.then(metricsPart).then((part) => say({ say: "metrics", round, part }));
    } else if (message.say === "all_metrics") {
      void sumMetrics(message.parts).then((registry) => wishes.get(message.wish)?.(registry));
    }
  });
  void say({ say: "hello" });
  return {
    listening,
    orders: orders.promise,
    stopped: stopped.promise,
    left: left.promise,
    onReload(changed) {
      reloaded = changed;
      if (newest !== undefined) changed(newest);
    },
    onHandOver: (sockets) => void (socketsNow = sockets),
    async inherit() {
      if ((await orders.promise).follows !== true) return undefined;
      await say({ say: "prepared" });
      return inherited.promise;
    },
    ready: (url, firstKey) => void say({ say: "ready", url, ...(firstKey !== undefined && { firstKey }) }),
    failed: (failure) => say({ say: "failed", failure }),
    shareMetrics(registry) {
      own.resolve(registry);
      return async () => {
        const wish = ++lastWish;
        const all = Promise.withResolvers<Registry>();
        wishes.set(wish, all.resolve);
        await say({ say: "want_metrics", wish });
        const sum = await all.promise;
        wishes.delete(wish);
        return sum.metrics();
      };
    },
  };
}

/** Resolves when it has left the process, and also when nobody can hear it any more. */
function say(message: FromWorker, socket?: object): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) resolve();
    // Node's types know handles by their wrappers alone.
    else process.send(message, socket as unknown as Server | undefined, undefined, () => resolve());
  });
}
