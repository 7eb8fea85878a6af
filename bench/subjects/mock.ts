/** Starts the mock upstream. */
import { fileURLToPath } from "node:url";
import { plainEnvironment, startChild } from "../lib/child.ts";
import type { Cleanup } from "../lib/cleanup.ts";

const MOCK = fileURLToPath(new URL("../mock/main.ts", import.meta.url));
const START_LIMIT_MS = 10_000;

export interface Mock {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** @param chunks JSON events in one stream. @param phases groups of streams that take turns within 50 ms. */
export async function startMock(chunks: number, phases: number, cleanup: Cleanup): Promise<Mock> {
  const child = startChild({
    command: process.execPath,
    args: [MOCK, String(chunks), String(phases)],
    env: plainEnvironment(),
    cores: undefined,
  });
  const stop = cleanup.add(() => child.stop());
  const [address = ""] = await child.find([/http:\/\/127\.0\.0\.1:\d+/], START_LIMIT_MS);
  return { port: Number(new URL(address).port), pid: child.pid, stop };
}
