import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { openSqlite } from "../../stores/sqlite/open.ts";
import type { Stores } from "../../spec/stores.ts";
import { loadSettings } from "../settings/load.ts";
import { startServer } from "../start.ts";

/** A whole server with the rehearsal model, in this process and on a folder of its own. */
export async function startActive(yaml = "{}") {
  const folder = mkdtempSync(join(tmpdir(), "parley-active-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const lines: string[] = [];
  const read = (text: string) =>
    loadSettings({
      env: { PARLEY_DATA: join(folder, "data"), PARLEY_PORT: "0", PARLEY_CONFIG: "parley.yaml" },
      cwd: folder,
      readFile: () => text,
    });
  const logger = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
  const server = await startServer(read(yaml), logger, {});
  onTestFinished(() => server.stop());
  const key = server.firstKey?.reveal() ?? "";

  /** Asks with the first key, which is the owner's, unless told otherwise. */
  const ask = (path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${server.url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });

  return {
    server,
    key,
    lines,
    read,
    ask,
    path: join(folder, "data/parley.db"),
    chat: (content: string, more: object = {}, headers: Readonly<Record<string, string>> = {}) =>
      ask(
        "/v1/chat/completions",
        { model: "rehearsal", messages: [{ role: "user", content }], ...more },
        headers,
      ),
    /** Does something with the stores of the server's database, beside it. */
    async within<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
      const stores = await openSqlite({ path: join(folder, "data/parley.db"), now: Date.now });
      try {
        return await work(stores);
      } finally {
        await stores.close();
      }
    },
  };
}
