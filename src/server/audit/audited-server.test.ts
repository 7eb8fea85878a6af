import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
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
    // Who tries too many is told to wait; he is counted all the same.
    for (const { status } of replies) expect([401, 429]).toContain(status);
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
    ["settings.updated", "operator"],
    ["project.created", "operator"],
    ["api_key.created", "operator"],
    ["settings.updated", "operator"],
  ]);
  expect(rest[0]?.details).toMatchObject({ at: "start", changed: null });
  expect(rest[3]?.details).toMatchObject({ changed: ["log", "shutdown"] });
  // The last words of a server are a checkpoint over everything.
  const written = readFileSync(join(folder, "data/audit-checkpoints.jsonl"), "utf8").trim().split("\n");
  expect(readCheckpoint(written.at(-1) ?? "")).toMatchObject({ size: found.length, hash: found[0]?.hash });
}, 180_000);

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

test("a running server says what could be safer, and whether its log is as it was written", async () => {
  const { folder, server } = await startWorld("{ cors: { origins: ['*'] }, audit: { every: 1s } }");
  const headers = { authorization: `Bearer ${server.firstKey?.reveal()}` };
  const ask = async (method: string, path: string) => {
    const reply = await fetch(`${server.url}/v1/organization/${path}`, { method, headers });
    return (await reply.json()) as Record<string, unknown> & { findings: { id: string }[] };
  };
  const { findings } = await ask("GET", "security_audit");
  expect(findings.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["cors", "no-limits", "checkpoints-beside-log"]),
  );
  await vi.waitFor(
    async () =>
      expect(await ask("POST", "audit_logs/verify")).toMatchObject({
        sound: true,
        entries: 3,
        checkpoints: { count: 1, covered: 3, last_at: expect.any(Number), unread: [] },
      }),
    { timeout: 10_000 },
  );
  const database = new DatabaseSync(join(folder, "data/parley.db"));
  database.exec("update audit_entries set actor_name = 'mallory' where sequence = 2");
  database.close();
  expect(await ask("POST", "audit_logs/verify")).toMatchObject({
    sound: false,
    problems: [{ sequence: 2, message: "Entry 2 was changed: it does not fit its hash." }],
  });
}, 60_000);

test("settings that were changed while no server ran are in the log before they are in force, and others are not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-restarted-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const data = join(folder, "data");
  const round = async (yaml: string): Promise<readonly unknown[]> => {
    const env = { PARLEY_DATA: data, PARLEY_PORT: "0", PARLEY_CONFIG: "parley.yaml" };
    const settings = loadSettings({ env, cwd: folder, readFile: () => yaml });
    const server = await startServer(settings, pino({ level: "silent" }), {});
    await server.stop();
    const stores = await openSqlite({ path: join(data, "parley.db"), now: Date.now });
    const found = await stores.audit.list({ actions: ["settings.updated"], limit: 10 });
    await stores.close();
    expect(JSON.stringify(found)).not.toContain("sk-canary");
    return found.map(({ details }) => details["changed"]);
  };
  expect(await round("{}")).toEqual([null]);
  expect(await round("{}")).toEqual([null]);
  const provider = (key: string) =>
    `{ accounts: { registration: open }, providers: { up: { type: openai-compatible, preset: openai, apiKey: ${key} } } }`;
  const first = ["accounts", "defaultModel", "models", "providers"];
  const [changed] = await round(provider("sk-canary-1"));
  expect(first).toEqual(expect.arrayContaining(changed as string[]));
  expect(changed).toEqual(expect.arrayContaining(["accounts", "providers"]));
  // A secret alone is a change, too.
  expect((await round(provider("sk-canary-2")))[0]).toEqual(["providers"]);
  expect(await round(provider("sk-canary-2"))).toHaveLength(3);
}, 60_000);
