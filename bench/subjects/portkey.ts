/** Portkey's open gateway, where somebody has installed it: a hop with neither keys nor books. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { plainEnvironment, startChild } from "../lib/child.ts";
import { freePort } from "../lib/free-port.ts";
import { processTree } from "../lib/process-meter.ts";
import { UNCHECKED_KEY } from "./nginx.ts";
import type { Subject, Surroundings } from "./subject.ts";

const START_LIMIT_MS = 15_000;
const PACKAGE = "node_modules/@portkey-ai/gateway/build/start-server.js";

/** Its program below `folder`; `undefined` when the package `@portkey-ai/gateway` is not installed there. */
export function findPortkey(folder: string): string | undefined {
  const program = join(folder, PACKAGE);
  return existsSync(program) ? program : undefined;
}

export async function startPortkey(around: Surroundings, program: string): Promise<Subject> {
  const port = await freePort();
  const child = startChild({
    command: process.execPath,
    args: [program, `--port=${port}`, "--headless"],
    env: plainEnvironment({ NODE_ENV: "production" }),
    cwd: around.folder,
    cores: around.cores.server,
  });
  const stop = around.cleanup.add(() => child.stop());
  await child.find([/Ready for connections/], START_LIMIT_MS);
  return {
    name: "portkey",
    port,
    apiKey: UNCHECKED_KEY,
    headers: {
      "x-portkey-provider": "openai",
      "x-portkey-custom-host": `http://127.0.0.1:${around.mockPort}/v1`,
    },
    serverPids: () => processTree(child.pid),
    epitaph: child.epitaph,
    stop,
  };
}
