/** Parley itself, started as its users start it: with a settings file and an empty data folder. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { call } from "../lib/call.ts";
import { type Child, plainEnvironment, startChild } from "../lib/child.ts";
import { processTree } from "../lib/process-meter.ts";
import type { Subject, Surroundings } from "./subject.ts";

const START_LIMIT_MS = 20_000;
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;
const KEY = /sk-parley-[A-Za-z0-9_-]+/;

/** Starts `entry` (normally `bin/parley.js`) with the mock as its only provider. `flags` are Node's. */
export async function startParley(
  around: Surroundings,
  entry: string,
  flags: readonly string[] = [],
): Promise<Subject> {
  const config = join(around.folder, "parley.yaml");
  writeFileSync(config, configuration(around.mockPort));
  const child = startChild({
    command: process.execPath,
    args: [...flags, entry, "start"],
    env: parleyEnvironment(around.folder, config),
    cores: around.cores.server,
    cwd: around.folder,
  });
  const stop = around.cleanup.add(() => child.stop());
  const { port, apiKey } = await introduction(child);
  await assertComplete(port, join(around.folder, "data"));
  return {
    name: "parley",
    port,
    apiKey,
    serverPids: () => processTree(child.pid),
    epitaph: child.epitaph,
    stop,
  };
}

/**
 * The environment of a first start: any free port, an empty data folder, no provider's key, and a temporary
 * folder of its own, where Node's compile cache lies.
 */
export function parleyEnvironment(folder: string, config: string): Record<string, string> {
  const own = { PARLEY_DATA: join(folder, "data"), PARLEY_CONFIG: config, TMPDIR: folder };
  return plainEnvironment({ PARLEY_PORT: "0", ...own });
}

/** Waits for what Parley says at its first start: its address and the first key. */
export async function introduction(
  child: Child,
): Promise<{ readonly port: number; readonly apiKey: string }> {
  const [address = "", apiKey = ""] = await child.find([ADDRESS, KEY], START_LIMIT_MS);
  return { port: Number(new URL(address).port), apiKey };
}

/** The targets hold with keys, ledger and metrics on; a server without them would only look fast. */
async function assertComplete(port: number, dataFolder: string): Promise<void> {
  const question = { model: "chat", messages: [{ role: "user", content: "Hello" }] };
  const keyless = await call(port, "/v1/chat/completions", undefined, question);
  if (keyless.status !== 401) throw new Error(`a call without a key got ${keyless.status}: keys are not on`);
  const metrics = await call(port, "/metrics");
  if (!metrics.text.includes("# TYPE"))
    throw new Error(`/metrics answered ${metrics.status}: metrics are not on`);
  if (readdirSync(dataFolder).length === 0) throw new Error("the data folder is empty: there is no ledger");
}

function configuration(mockPort: number): string {
  return `providers:
  mock: { type: openai-compatible, baseUrl: "http://127.0.0.1:${mockPort}/v1", apiKey: x }
models:
  chat: { targets: [{ provider: mock, model: mock-model }] }
`;
}
