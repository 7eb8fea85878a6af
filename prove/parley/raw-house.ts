/** A Parley in front of upstreams that are up to no good: each is a provider of its own, and a model of that name. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { plainEnvironment } from "../../bench/lib/child.ts";
import { freePort } from "../../bench/lib/free-port.ts";
import type { Door } from "../clients/ask.ts";
import type { World } from "../scenarios/scenario.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";

const program = fileURLToPath(new URL("../../bin/parley.js", import.meta.url));

export interface RawProvider {
  readonly name: string;
  readonly port: number;
  /** As in the settings: `{ connect: 2s, … }`. */
  readonly timeouts: string;
}

export interface RawHouse {
  readonly server: ServerProcess;
  readonly door: Door;
  /** All that the server has logged, every word of it. */
  readonly log: string;
}

/** Starts it, on the world's database. */
export async function startRawHouse(
  world: World,
  name: string,
  providers: readonly RawProvider[],
): Promise<RawHouse> {
  const folder = join(world.folder, name);
  mkdirSync(folder, { recursive: true });
  const config = join(folder, "parley.yaml");
  writeFileSync(config, settings(providers));
  const database = await world.database.fresh(`prove_${name}`);
  const port = await freePort();
  const env = plainEnvironment({
    PARLEY_CONFIG: config,
    PARLEY_DATA: join(folder, "data"),
    PARLEY_PORT: String(port),
    ...database,
  });
  const log = join(folder, "server.log");
  const server = await startServerProcess([process.execPath, program, "start", "--json"], env, port, log);
  world.cleanup.add(() => server.kill());
  return { server, log, door: { url: server.url, key: server.firstKey ?? "" } };
}

/** Each in its own line: an upstream that others have given up is no reason to refuse this one. */
function settings(providers: readonly RawProvider[]): string {
  const provider = ({ name, port, timeouts }: RawProvider): string =>
    `  ${name}: { type: openai-compatible, baseUrl: "http://127.0.0.1:${port}/${name}/v1", apiKey: x, timeouts: ${timeouts} }\n`;
  const model = ({ name }: RawProvider): string =>
    `  ${name}: { targets: [{ provider: ${name}, model: mock }] }\n`;
  return [
    "log: { level: debug }\nproviders:\n",
    ...providers.map(provider),
    "models:\n",
    ...providers.map(model),
  ].join("");
}
