import { join } from "node:path";
import { plainEnvironment, startChild } from "../../bench/lib/child.ts";
import type { Cleanup } from "../../bench/lib/cleanup.ts";

const startLimitMs = 20_000;

export interface Proxy {
  readonly port: number;
  /** Ends it, and all that it carries. */
  stop(): Promise<void>;
}

/** Starts the proxy in front of `port`; the same seed gives its connections the same moods in the same order. */
export async function startProxy(port: number, seed: number, cleanup: Cleanup): Promise<Proxy> {
  const child = startChild({
    command: process.execPath,
    args: [join(import.meta.dirname, "main.ts"), String(port), String(seed)],
    env: plainEnvironment(),
    cores: undefined,
  });
  const stop = cleanup.add(() => child.stop());
  const [address = ""] = await child.find([/http:\/\/127\.0\.0\.1:\d+/], startLimitMs);
  return { port: Number(new URL(address).port), stop };
}
