import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../lib/clock.ts";
import { Secret } from "../../lib/secret.ts";
import { type Actor, operator } from "../../spec/actor.ts";
import { ParleyError } from "../../spec/errors.ts";
import { openSqlite } from "../../stores/sqlite/open.ts";
import { settingsOf } from "./check-text.ts";
import { createSettingsEditor } from "./create-settings-editor.ts";

const plain = "models: { chat: { targets: [{ provider: rehearsal, model: rehearsal }] } }\n";

/** A folder with a file, or without one, and a server that takes up what is written there, or does not. */
async function open({
  file,
  env = {},
  reloads = true,
}: {
  readonly file?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly reloads?: boolean;
} = {}) {
  const cwd = mkdtempSync(join(tmpdir(), "parley-editor-"));
  const path = join(cwd, "parley.yaml");
  if (file !== undefined) writeFileSync(path, file);
  const stores = await openSqlite({ path: ":memory:", now: systemClock.now });
  onTestFinished(async () => {
    rmSync(cwd, { recursive: true });
    await stores.close();
  });
  const place = { path, env, cwd };
  const loadNow = () => settingsOf(readFileSync(path, "utf8"), place);
  const { file: _none, ...withoutFile } = settingsOf("port: 4242", place);
  let running = file === undefined ? withoutFile : loadNow();
  let passed = 0;
  const failing = { audit: false };
  const editor = createSettingsEditor({
    env,
    cwd,
    running: () => running,
    keys: { stores, clock: systemClock, pepper: Buffer.alloc(32, 5) },
    audit: {
      append: (entries) =>
        failing.audit ? Promise.reject(new ParleyError("storage_unavailable")) : stores.audit.append(entries),
    },
    clock: { now: () => Date.now(), monotonic: () => passed },
    find: () => Promise.reject(new Error("ENOTFOUND")),
    sleep: async (ms) => {
      passed += ms;
      if (reloads) running = loadNow();
    },
  });
  const entries = async () =>
    (await stores.audit.list({ limit: 10 })).map(({ action, outcome, details }) => ({
      action,
      outcome,
      details,
    }));
  return { editor, path, stores, failing, entries, text: () => readFileSync(path, "utf8") };
}

const viewer: Actor = { kind: "key", id: "key_1", name: "v", role: "viewer", projects: new Map() };

test("a text is applied, is in force, and is in the audit log before that", async () => {
  const { editor, text, entries } = await open({ file: plain });
  const { version, ...read } = await editor.read(operator);
  expect(read).toMatchObject({ exists: true, text: plain });
  expect(read).not.toHaveProperty("readOnly");
  const applied = await editor.apply(operator, { text: `${plain}defaultModel: chat\n`, version });
  expect(applied).toMatchObject({ inForce: true, changed: ["defaultModel"], waiting: [] });
  expect(applied.version).not.toBe(version);
  expect(text()).toBe(`${plain}defaultModel: chat\n`);
  const all = await entries();
  expect(all.map(({ outcome }) => outcome).toSorted()).toEqual(["begun", "done"]);
  expect(all).toContainEqual({
    action: "settings.updated",
    outcome: "done",
    details: expect.objectContaining({ changed: ["defaultModel"], in_force: true }) as unknown,
  });
});

test("what cannot be written into the audit log is not done", async () => {
  const { editor, text, failing } = await open({ file: plain });
  const { version } = await editor.read(operator);
  failing.audit = true;
  await expect(editor.apply(operator, { text: "models: {}", version })).rejects.toMatchObject({
    code: "storage_unavailable",
  });
  expect(text()).toBe(plain);
});

test("who has an older version is refused, and of two at once the second", async () => {
  const { editor, path, text } = await open({ file: plain });
  const { version } = await editor.read(operator);
  const wish = (name: string) => ({ text: `${plain}defaultModel: ${name}\n`, version });
  const both = await Promise.allSettled([
    editor.apply(operator, wish("chat")),
    editor.apply(operator, wish("rehearsal")),
  ]);
  expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(text()).toContain("defaultModel: chat");
  const { version: second } = await editor.read(operator);
  writeFileSync(path, plain);
  await expect(editor.apply(operator, { text: plain, version: second })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("a text with a fault changes nothing, and the error says which", async () => {
  const { editor, text, entries } = await open({ file: plain });
  const { version } = await editor.read(operator);
  const command = `${plain}audit: { checkpoints: { command: [sh] } }\n`;
  await expect(editor.apply(operator, { text: command, version })).rejects.toMatchObject({
    code: "invalid_value",
    param: "text",
    message: expect.stringMatching(/line 2, column 1, audit: .* on the server's machine alone/) as unknown,
  });
  expect(text()).toBe(plain);
  expect(await entries()).toEqual([]);
});

test("where the server does not take it up in time, that is said", async () => {
  const { editor } = await open({ file: plain, reloads: false });
  const { version } = await editor.read(operator);
  expect(await editor.apply(operator, { text: "models: {}", version })).toMatchObject({ inForce: false });
});

test("who may not, may not: not even see it", async () => {
  const { editor } = await open({ file: plain });
  const version = "x";
  for (const deed of [
    () => editor.read(viewer),
    async () => editor.check(viewer, plain),
    async () => editor.apply(viewer, { text: plain, version }),
    async () => editor.addProvider(viewer, { name: "a", type: "anthropic" }),
  ])
    await expect(deed()).rejects.toMatchObject({ code: "permission_denied" });
});

test("where the file says so, nothing is shown and nothing changed", async () => {
  const { editor } = await open({ file: `${plain}editing: { enabled: false }\n` });
  expect(await editor.read(operator)).toMatchObject({
    text: "",
    hidden: expect.stringContaining("editing") as unknown,
  });
  await expect((async () => editor.check(operator, plain))()).rejects.toMatchObject({
    code: "permission_denied",
  });
});

test("a file that is no YAML is not shown, with its place", async () => {
  const { editor, path } = await open({ file: plain });
  writeFileSync(path, "apiKey: hunter\n  b: {");
  const { text, hidden } = await editor.read(operator);
  expect(text).toBe("");
  expect(hidden).toMatch(/Mend it on the machine.* line 1, column 9/);
  expect(hidden).not.toContain("hunter");
});

test("a provider is added where there was no file, and its key is stored, not written", async () => {
  const { editor, text, stores } = await open();
  expect(await editor.read(operator)).toMatchObject({ exists: false, text: "" });
  const added = await editor.addProvider(operator, {
    name: "groq",
    type: "openai-compatible",
    preset: "groq",
    key: new Secret("gsk-very-secret"),
    model: { name: "fast", model: "llama-3" },
  });
  expect(added).toMatchObject({
    inForce: true,
    provider: { name: "groq", keyFrom: "stored", setAt: expect.any(Number) as unknown },
  });
  expect(text()).toBe(
    "providers:\n  groq: { type: openai-compatible, preset: groq, apiKey: stored }\nmodels:\n  fast: { targets: [ { provider: groq, model: llama-3 } ] }\n",
  );
  expect(await stores.providerSecrets.list()).toMatchObject([
    { provider: "groq", origin: "https://api.groq.com" },
  ]);
});

test("where OPENAI_API_KEY stood for a file, the file says what it stood for", async () => {
  const env = { OPENAI_API_KEY: "sk-environment", OPENAI_MODEL: "gpt-x" };
  const { editor, text } = await open({ env });
  const read = await editor.read(operator);
  expect(read.text).toContain('apiKey: "${OPENAI_API_KEY}"');
  await editor.addProvider(operator, { name: "claude", type: "anthropic", key: new Secret("k") });
  expect(text()).toMatch(/ {2}openai: \{.*\}\n {2}claude: \{ type: anthropic, apiKey: stored \}\nmodels:/);
  expect(text()).toContain('defaultModel: "openai/gpt-x"');
  expect(text()).not.toContain("sk-environment");
});

test.each([
  [{ name: "chat up", type: "anthropic" }, "name"],
  [{ name: "up", type: "anthropi" }, "type"],
  [{ name: "up", type: "openai-compatible", baseUrl: "ftp://x" }, "base_url"],
  [{ name: "up", type: "openai-compatible", baseUrl: "http://${HOST}/" }, "base_url"],
  [{ name: "up", type: "rehearsal", model: { name: "chat", model: "x" } }, "model.name"],
  [{ name: "up", type: "rehearsal", model: { name: "a/b", model: "x" } }, "model"],
] as const)("%j is refused by the name of what is wrong: %s", async (provider, param) => {
  const { editor, text } = await open({ file: plain });
  await expect(editor.addProvider(operator, provider)).rejects.toMatchObject({
    code: "invalid_value",
    param,
  });
  expect(text()).toBe(plain);
});
