/** Node alone as a hop: the floor under everything that is built on it. */
import { fileURLToPath } from "node:url";
import { plainEnvironment, startChild } from "../lib/child.ts";
import { freePort } from "../lib/free-port.ts";
import { processTree } from "../lib/process-meter.ts";
import { UNCHECKED_KEY } from "./nginx.ts";
import type { Subject, Surroundings } from "./subject.ts";

const START_LIMIT_MS = 5_000;
const PROGRAM = fileURLToPath(new URL("bare-hop.ts", import.meta.url));

export async function startBare(around: Surroundings): Promise<Subject> {
  const port = await freePort();
  const child = startChild({
    command: process.execPath,
    args: [PROGRAM],
    env: plainEnvironment({ BARE_PORT: String(port), BARE_UPSTREAM: String(around.mockPort) }),
    cwd: around.folder,
    cores: around.cores.server,
  });
  const stop = around.cleanup.add(() => child.stop());
  await child.find([/ready/], START_LIMIT_MS);
  return {
    name: "bare",
    port,
    apiKey: UNCHECKED_KEY,
    serverPids: () => processTree(child.pid),
    epitaph: child.epitaph,
    stop,
  };
}
