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
  /** Whose protocol it speaks; OpenAI's where it is absent. */
  readonly type?: "openai-compatible" | "anthropic" | undefined;
  /** Calls that may be made of it: after some that fail, a model is left alone, and so there are several of them. */
  readonly calls?: number;
}

/** Fewer than those after which a model that fails is not asked any more. */
const callsOfOne = 3;

/** The model to ask for call number `call`, from 0, of a provider. */
export function modelFor(provider: string, call: number): string {
  return `${provider}--${Math.floor(call / callsOfOne)}`;
}

export interface RawHouse {
  readonly server: ServerProcess;
  readonly door: Door;
  /** All that the server has logged, every word of it. */
  readonly log: string;
}

/** Lines of YAML. */
export interface MoreSettings {
  /** Names of models beside those of the providers, each line indented by two spaces. */
  readonly models?: string;
  /** Whole sections. */
  readonly sections?: string;
}

/** Starts it, on the world's database. */
export async function startRawHouse(
  world: World,
  name: string,
  providers: readonly RawProvider[],
  more: MoreSettings = {},
): Promise<RawHouse> {
  const folder = join(world.folder, name);
  mkdirSync(folder, { recursive: true });
  const config = join(folder, "parley.yaml");
  writeFileSync(config, settings(providers, more));
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
function settings(providers: readonly RawProvider[], { models = "", sections = "" }: MoreSettings): string {
  const provider = ({ name, port, timeouts, type = "openai-compatible" }: RawProvider): string =>
    `  ${name}: { type: ${type}, baseUrl: "http://127.0.0.1:${port}/${name}/v1", apiKey: x, timeouts: ${timeouts} }\n`;
  const one = (model: string, { name }: RawProvider): string =>
    `  ${model}: { targets: [{ provider: ${name}, model: ${model} }] }\n`;
  const modelsOf = (provider: RawProvider): string => {
    const many = Array.from({ length: provider.calls ?? 0 }, (_, call) => modelFor(provider.name, call));
    return [provider.name, ...new Set(many)].map((model) => one(model, provider)).join("");
  };
  return [
    "log: { level: debug }\nproviders:\n",
    ...providers.map(provider),
    "models:\n",
    ...providers.map(modelsOf),
    models,
    sections,
  ].join("");
}
