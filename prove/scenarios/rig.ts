/** The apparatus of a scenario: an upstream with books, a Parley that may die, clients who write down what they saw. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { plainEnvironment } from "../../bench/lib/child.ts";
import { freePort } from "../../bench/lib/free-port.ts";
import { check } from "../checker/check.ts";
import type { Case, Terms } from "../checker/case.ts";
import type { Violation } from "../checker/violation.ts";
import { ask, type Door } from "../clients/ask.ts";
import { type ClientHistory, openHistory } from "../clients/history.ts";
import type { Question } from "../clients/question.ts";
import type { ClientRecord } from "../history/client-record.ts";
import { type LedgerRow, readLedger } from "../history/ledger-row.ts";
import { waitUntil } from "../lib/wait-until.ts";
import { runCommand } from "../parley/cli.ts";
import { type ServerProcess, startServerProcess } from "../parley/server-process.ts";
import { prices, settingsText, type Upstreams } from "../parley/settings-text.ts";
import { startUpstream, type Upstream } from "../upstream/start-upstream.ts";
import type { World } from "./scenario.ts";

const program = fileURLToPath(new URL("../../bin/parley.js", import.meta.url));

/** How long the rows of a dead process may stay open, in milliseconds. */
const reconcileLimitMs = 60_000;

/** Each look costs a start of the command line. */
const lookEveryMs = 3_000;

export interface StartOptions {
  /** Which of the replicas; 0 without it. */
  readonly replica?: number;
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Rig {
  readonly upstream: Upstream;
  readonly history: ClientHistory;
  /** The data folder. */
  readonly data: string;
  /** Starts Parley on the replica's own port, the same at every start. */
  start(options?: StartOptions): Promise<ServerProcess>;
  /** The address of a replica, and the installation's first key unless another is given. */
  door(replica?: number, key?: string): Door;
  ask(question: Question, door?: Door): Promise<ClientRecord>;
  /** Runs `parley …` on the same database. */
  parley(...words: string[]): Promise<string>;
  /** The books as they are now. */
  ledger(): Promise<readonly LedgerRow[]>;
  /** Waits until no row is open any more, for at most a minute. Gives the milliseconds that took. */
  settled(): Promise<number>;
  /** Compares the histories. The upstream's books are closed for it, the server should still run. */
  judge(terms?: Partial<Terms>): Promise<Judgement>;
}

export interface Judgement {
  readonly clients: readonly ClientRecord[];
  readonly ledger: readonly LedgerRow[];
  readonly violations: readonly Violation[];
}

export interface RigOptions {
  /** Put in front of every command of Parley. */
  readonly prefix?: readonly string[];
  /** Another folder for the data than the rig's own. */
  readonly data?: string;
  /** Instead of those of the world's database. */
  readonly database?: Readonly<Record<string, string>>;
  /** Stands between Parley and the upstream: gets the upstream's port, gives what the settings shall say. */
  readonly between?: (port: number) => Promise<Upstreams>;
}

/** Sets everything up; nothing of Parley runs yet. `name` is made of letters, digits and underscores. */
export async function createRig(world: World, name: string, options: RigOptions = {}): Promise<Rig> {
  const folder = join(world.folder, name);
  const data = options.data ?? join(folder, "data");
  mkdirSync(folder, { recursive: true });
  const upstream = await startUpstream(folder, world.cleanup);
  const history = openHistory(join(folder, "clients.jsonl"));
  const ports = [await freePort(), await freePort()];
  const upstreams = (await options.between?.(upstream.port)) ?? { port: upstream.port };
  const database = options.database ?? (await world.database.fresh(`prove_${name}`));
  const env = environmentOf(folder, data, upstreams, database);
  const command = [...(options.prefix ?? []), process.execPath, program];
  let firstKey = "";

  const parley = (...words: string[]): Promise<string> => runCommand([...command, ...words], env);
  const ledger = async (): Promise<LedgerRow[]> => {
    const text = await parley("ledger", "export", "--json");
    writeFileSync(join(folder, "ledger.jsonl"), text);
    return readLedger(text);
  };
  const door = (replica = 0, key = firstKey): Door => ({
    url: `http://127.0.0.1:${ports[replica] ?? 0}`,
    key,
  });

  return {
    upstream,
    history,
    data,
    door,
    parley,
    ledger,
    async start({ replica = 0, words = [], env: more = {} } = {}) {
      const port = ports[replica] ?? 0;
      const own = { ...env, ...more, PARLEY_PORT: String(port) };
      const server = await startServerProcess(
        [...command, "start", "--json", ...words],
        own,
        port,
        join(folder, "server.log"),
      );
      world.cleanup.add(() => server.kill());
      firstKey = server.firstKey ?? firstKey;
      return server;
    },
    ask: (question, at = door()) => ask(at, history, question),
    async settled() {
      const begun = performance.now();
      await waitUntil(reconcileLimitMs, lookEveryMs, async () =>
        (await ledger()).every(({ state }) => state !== "dispatched" && state !== "streaming"),
      );
      return performance.now() - begun;
    },
    async judge(terms = {}) {
      const books = await upstream.closedBooks();
      return judge({
        clients: history.read(),
        upstream: books,
        ledger: await ledger(),
        terms: { exact: ["asked"], prices, ...terms },
      });
    },
  };
}

function environmentOf(
  folder: string,
  data: string,
  upstreams: Upstreams,
  database: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const config = join(folder, "parley.yaml");
  writeFileSync(config, settingsText(upstreams));
  return plainEnvironment({ PARLEY_CONFIG: config, PARLEY_DATA: data, ...database });
}

function judge(histories: Case): Judgement {
  return { clients: histories.clients, ledger: histories.ledger, violations: check(histories) };
}
