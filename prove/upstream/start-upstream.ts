import { join } from "node:path";
import type { Cleanup } from "../../bench/lib/cleanup.ts";
import { plainEnvironment, startChild } from "../../bench/lib/child.ts";
import type { UpstreamRecord } from "../history/upstream-record.ts";
import { waitUntil } from "../lib/wait-until.ts";
import { readBooks } from "./books.ts";

/** Long enough for a busy machine. */
const startLimitMs = 20_000;

/** How long the upstream may need to notice that its callers have gone. */
const noticeLimitMs = 10_000;

export interface Upstream {
  readonly port: number;
  /** Ends the open requests' wait: resolves with the books once none is open, or after ten seconds as they are. */
  closedBooks(): Promise<readonly UpstreamRecord[]>;
  /** The books as they are. */
  books(): readonly UpstreamRecord[];
  stop(): Promise<void>;
}

/** Starts the mock upstream; its books lie in `folder`. */
export async function startUpstream(folder: string, cleanup: Cleanup): Promise<Upstream> {
  const path = join(folder, "upstream.jsonl");
  const child = startChild({
    command: process.execPath,
    args: [join(import.meta.dirname, "main.ts"), path],
    env: plainEnvironment(),
    cores: undefined,
  });
  const stop = cleanup.add(() => child.stop());
  const [address = ""] = await child.find([/http:\/\/127\.0\.0\.1:\d+/], startLimitMs);
  const books = (): readonly UpstreamRecord[] => readBooks(path);
  return {
    port: Number(new URL(address).port),
    books,
    async closedBooks() {
      await waitUntil(noticeLimitMs, 50, () => books().every(({ status }) => status !== "open"));
      return books();
    },
    stop,
  };
}
