import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { readCheckpoint } from "../../admin/audit/checkpoint.ts";
import { newKey } from "../../admin/key-format.ts";
import { openSqlite } from "../../stores/sqlite/open.ts";
import { loadSettings } from "../settings/load.ts";
import { startServer } from "../start.ts";

async function startWorld(yaml: string) {
  const folder = mkdtempSync(join(tmpdir(), "parley-audited-"));
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
  const ready = async () => (await fetch(`${server.url}/readyz`)).json();
  const entries = async () => {
    const stores = await openSqlite({ path: join(folder, "data/parley.db"), now: Date.now });
    const found = await stores.audit.list({ limit: 1_000 });
    await stores.close();
    return found;
  };
  return { folder, server, lines, read, ready, entries };
}

test("the first key is in the log, floods of wrong keys stay few entries, and settings say what is different", async () => {
  const { server, read, entries, folder } = await startWorld("{}");
  for (let round = 0; round < 100; round++) {
    const replies = await Promise.all(
      Array.from({ length: 100 }, () =>
        fetch(`${server.url}/v1/models`, { headers: { authorization: `Bearer ${newKey()}` } }),
      ),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([401]));
    await Promise.all(replies.map((reply) => reply.arrayBuffer()));
  }
  await server.reload(read("{ shutdown: { grace: 1s }, log: { level: debug } }"));
  await server.stop();
  const found = await entries();
  const refused = found.filter(({ action }) => action === "authentication.failed");
  expect(refused.length).toBeLessThanOrEqual(5);
  expect(refused.reduce((sum, { details }) => sum + Number(details["count"]), 0)).toBe(10_000);
  const rest = found.filter((entry) => !refused.includes(entry)).toReversed();
  expect(rest.map(({ action, actor }) => [action, actor.kind])).toEqual([
    ["project.created", "operator"],
    ["api_key.created", "operator"],
    ["settings.updated", "operator"],
  ]);
  expect(rest[2]?.details).toMatchObject({ changed: ["log", "shutdown"] });
  // The last words of a server are a checkpoint over everything.
  const written = readFileSync(join(folder, "data/audit-checkpoints.jsonl"), "utf8").trim().split("\n");
  expect(readCheckpoint(written.at(-1) ?? "")).toMatchObject({ size: found.length, hash: found[0]?.hash });
}, 60_000);

test("a second place that cannot be written is loud, and calls go on", async () => {
  const { folder, ready, lines, server } = await startWorld(
    "audit: { checkpoints: { file: mount/checkpoints.jsonl }, every: 1s }",
  );
  await vi.waitFor(
    async () =>
      expect(await ready()).toMatchObject({
        status: "ok",
        warnings: [expect.stringContaining("Checkpoints of the audit log could not be written since 2")],
      }),
    { timeout: 10_000 },
  );
  expect(lines.join("")).toContain("a checkpoint of the audit log could not be written");
  const key = server.firstKey?.reveal() ?? "";
  const headers = { authorization: `Bearer ${key}` };
  expect((await fetch(`${server.url}/v1/models`, { headers })).status).toBe(200);
  const metrics = await (await fetch(`${server.url}/metrics`, { headers })).text();
  expect(metrics).toMatch(/^parley_audit_checkpoint_failures_total [1-9]/m);
  expect(metrics).toMatch(/^parley_audit_checkpoints_failing 1$/m);
  mkdirSync(join(folder, "mount"));
  await vi.waitFor(async () => expect(await ready()).toEqual({ status: "ok" }), { timeout: 10_000 });
}, 30_000);
