/** A Parley under load, with settings and a Node of the scenario's choice. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { plainEnvironment } from "../../bench/lib/child.ts";
import { freePort } from "../../bench/lib/free-port.ts";
import { readMemory } from "../../bench/lib/process-meter.ts";
import { type LedgerRow, readLedger } from "../history/ledger-row.ts";
import { runCommand } from "../parley/cli.ts";
import { type ServerProcess, startServerProcess } from "../parley/server-process.ts";
import type { World } from "../scenarios/scenario.ts";

const program = fileURLToPath(new URL("../../bin/parley.js", import.meta.url));

/** Before the settings of a scenario. */
const logged = "log: { level: warn }\n";

/** All that can be written down is. */
const loudly = "log: { level: trace, requests: { content: all } }\n";

export interface LoadHouse {
  readonly server: ServerProcess;
  readonly port: number;
  readonly key: string;
  /** Resident bytes of the server. */
  memory(): number;
  /** The sum of a metric over its labels. */
  metric(name: string): Promise<number>;
  ledger(): Promise<readonly LedgerRow[]>;
  /** Runs `parley …` on the same data, with the same settings. */
  parley(...words: string[]): Promise<string>;
  /** The settings' file. */
  readonly config: string;
  /** What the server has said so far. */
  readonly log: string;
}

export interface LoadHouseOptions {
  /** The settings' text. */
  readonly settings: string;
  /** Put in front of the server's command, such as `taskset` or `prlimit`. */
  readonly prefix?: readonly string[];
  /** Options of Node. */
  readonly node?: readonly string[];
  /** Options of `parley start`. */
  readonly words?: readonly string[];
  /** Logs everything, and keeps what was asked and answered. */
  readonly loud?: boolean;
  /** More of the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export async function startLoadHouse(
  world: World,
  name: string,
  { settings, prefix = [], node = [], words = [], loud = false, env: more = {} }: LoadHouseOptions,
): Promise<LoadHouse> {
  const folder = join(world.folder, name);
  mkdirSync(folder, { recursive: true });
  const config = join(folder, "parley.yaml");
  writeFileSync(config, `${loud ? loudly : logged}${settings}`);
  const port = await freePort();
  const env = plainEnvironment({
    PARLEY_CONFIG: config,
    PARLEY_DATA: join(folder, "data"),
    PARLEY_PORT: String(port),
    ...(await world.database.fresh(`prove_${name}`)),
    ...more,
  });
  const command = [process.execPath, program];
  const start = [...prefix, process.execPath, ...node, program, "start", "--json", ...words];
  const log = join(folder, "server.log");
  const server = await startServerProcess(start, env, port, log);
  world.cleanup.add(() => server.kill());
  return {
    server,
    port,
    key: server.firstKey ?? "",
    memory: () => readMemory([server.pid]).rssBytes,
    async metric(wanted) {
      const response = await fetch(`${server.url}/metrics`, { signal: AbortSignal.timeout(10_000) });
      const lines = (await response.text()).split("\n").filter((line) => /^[\w]+/.exec(line)?.[0] === wanted);
      return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
    },
    ledger: async () => readLedger(await runCommand([...command, "ledger", "export", "--json"], env)),
    parley: (...more) => runCommand([...command, ...more], env),
    config,
    log,
  };
}
