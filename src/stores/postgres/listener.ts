import { Client } from "pg";

import { clientOptions } from "./client-options.ts";

/** The channel on which processes tell each other that keys, budgets or limits changed. */
export const channel = "parley_changed";

/** Milliseconds between a broken connection and the next try. */
const pause = 500;

/**
 * Milliseconds between looks whether the connection still stands: one that fell silent says nothing by itself. With the
 * two seconds of a deadline it is found out within the five in which a key that another machine revokes must be refused.
 */
const heartbeat = 2_000;

export interface Listener {
  watch(changed: () => void): () => void;
  /** Tells all watchers of a change of our own. */
  announce(): void;
  stop(): Promise<void>;
}

export interface ListenerOptions {
  readonly url: string;
  readonly deadline: number;
  /** Names this process in what it tells others; its own messages are not for itself. */
  readonly self: string;
}

/**
 * Hears of other processes' changes on a connection of its own (`LISTEN`). Whatever was said while it was broken is
 * lost, so that its loss counts as a change, so does a new connection, and so do every two seconds without one. Fails
 * when the first connection does.
 */
export async function createListener({ url, deadline, self }: ListenerOptions): Promise<Listener> {
  const watchers = new Map<symbol, () => void>();
  let timer: NodeJS.Timeout | undefined;
  let current: Client | undefined;
  let stopped = false;
  const announce = (): void => {
    for (const changed of watchers.values()) changed();
  };
  // The database may answer others, and this process as well, while it has no connection left to listen on.
  const announceDeaf = atMostEvery(heartbeat, announce);

  async function connect(): Promise<void> {
    const client = new Client({ ...clientOptions(url, deadline), query_timeout: deadline });
    let lost = false;
    const lose = (): void => {
      if (lost) return;
      lost = true;
      clearInterval(timer);
      void client.end().catch(() => {});
      if (current !== client || stopped) return;
      // Nobody tells us of a key that is revoked meanwhile: who remembers one must ask, and hears that he cannot.
      announce();
      reconnectLater();
    };
    client.on("error", lose);
    client.on("end", lose);
    client.on("notification", ({ payload }) => {
      if (payload !== self) announce();
    });
    try {
      await listen(client);
    } catch (cause) {
      lose();
      throw cause;
    }
    if (stopped) return lose();
    current = client;
    if (lost) reconnectLater();
    else timer = keepChecking(client, lose);
  }

  function reconnectLater(): void {
    timer = setTimeout(() => {
      connect().then(announce, () => {
        if (stopped) return;
        announceDeaf();
        reconnectLater();
      });
    }, pause).unref();
  }

  await connect();
  return {
    watch(changed) {
      const watcher = Symbol("watcher");
      watchers.set(watcher, changed);
      return () => void watchers.delete(watcher);
    },
    announce,
    async stop() {
      stopped = true;
      watchers.clear();
      clearTimeout(timer);
      if (current !== undefined) await close(current);
    },
  };
}

/** It has these methods; its types do not. */
type Refable = Client & { ref(): void; unref(): void };

async function listen(client: Client): Promise<void> {
  await client.connect();
  await client.query(`listen ${channel}`);
  // Listening alone keeps no process alive.
  (client as Refable).unref();
}

async function close(client: Client): Promise<void> {
  // Closing is work that the process must stay alive for.
  (client as Refable).ref();
  await client.end().catch(() => {});
}

/** Asks from time to time, until the connection is lost. */
function keepChecking(client: Client, lose: () => void): NodeJS.Timeout {
  return setInterval(() => void client.query("select 1").catch(lose), heartbeat).unref();
}

/** Does it, unless it was done less than `ms` ago. */
function atMostEvery(ms: number, work: () => void): () => void {
  let isRecent = false;
  return () => {
    if (isRecent) return;
    isRecent = true;
    setTimeout(() => (isRecent = false), ms).unref();
    work();
  };
}
