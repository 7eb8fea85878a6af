import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { type StartedServer, startServer } from "./started-server.ts";

const program = new URL("../../bin/parley.js", import.meta.url).pathname;

interface Editing {
  readonly server: StartedServer;
  readonly path: string;
  /** Asks as an admin. */
  ask(method: string, path: string, body?: object): Promise<{ readonly status: number; readonly json: Json }>;
}

type Json = Record<string, unknown> & { readonly text: string; readonly version: string };

async function open(file: string | undefined, env: Readonly<Record<string, string>> = {}): Promise<Editing> {
  const folder = mkdtempSync(join(tmpdir(), "parley-settings-"));
  const path = join(folder, "parley.yaml");
  if (file !== undefined) writeFileSync(path, file);
  const server = await startServer(env, folder);
  onTestFinished(() => {
    server.process.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, "keys", "create", "--admin", "--json"],
    {
      cwd: folder,
      env: { PATH: process.env["PATH"] ?? "", PARLEY_DATA: folder, ...env },
    },
  );
  const { key } = JSON.parse(stdout) as { key: string };
  return {
    server,
    path,
    async ask(method, at, body) {
      const reply = await fetch(`${server.url}/v1/organization${at}`, {
        method,
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json", connection: "close" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: reply.status, json: (await reply.json()) as Json };
    },
  };
}

async function models({ url, key }: StartedServer): Promise<readonly string[]> {
  const reply = await fetch(`${url}/v1/models`, {
    headers: { authorization: `Bearer ${key}`, connection: "close" },
  });
  return ((await reply.json()) as { data: { id: string }[] }).data.map(({ id }) => id);
}

test.each(["1", "2"])("settings are changed while Parley runs, with %s workers", async (workers) => {
  const file = "# ours\nmodels:\n  one: { targets: [{ provider: rehearsal, model: rehearsal }] } # kept\n";
  const { server, ask, path } = await open(file, { PARLEY_WORKERS: workers });
  const { json: read } = await ask("GET", "/settings");
  expect(read).toMatchObject({ text: file, file: path, exists: true, read_only: null, hidden: null });
  const text = file.replace(
    "  one:",
    "  two: { targets: [{ provider: rehearsal, model: rehearsal }] }\n  one:",
  );
  expect((await ask("POST", "/settings/check", { text })).json).toMatchObject({ sound: true, faults: [] });
  const applied = await ask("POST", "/settings", { text, version: read.version });
  expect(applied.json).toMatchObject({ in_force: true, changed: ["models"], needs_restart: [] });
  await expect
    .poll(
      async () =>
        (await Promise.all([models(server), models(server), models(server)])).every((all) =>
          all.includes("two"),
        ),
      {
        timeout: 10_000,
      },
    )
    .toBe(true);
  expect(readFileSync(path, "utf8")).toBe(text);
  expect((await ask("POST", "/settings", { text: file, version: read.version })).status).toBe(409);
  await server.stop();
});

test("a program cannot be run by who changes settings from elsewhere, now or after a restart", async () => {
  const { server, ask, path } = await open("models: {}\n");
  const touched = join(server.data, "touched");
  const { json: read } = await ask("GET", "/settings");
  for (const extra of [
    `audit: { checkpoints: { command: [touch, ${touched}] }, every: 1s }`,
    `audit: { signingKey: ${touched} }`,
    `tls: { cert: ${touched}, key: ${touched} }`,
    `data: ${touched}`,
    `providers: { local: { type: llama, folder: ${touched} } }`,
  ]) {
    const { status, json } = await ask("POST", "/settings", {
      text: `models: {}\n${extra}\n`,
      version: read.version,
    });
    expect([extra, status]).toEqual([extra, 400]);
    expect(JSON.stringify(json)).toContain("on the server's machine alone");
  }
  expect(readFileSync(path, "utf8")).toBe("models: {}\n");
  expect(existsSync(touched)).toBe(false);
  await server.stop();
});

test("a key of the server's environment cannot be sent elsewhere", async () => {
  const seen: string[] = [];
  const elsewhere = createServer((request, response) => {
    seen.push(JSON.stringify(request.headers));
    response.end("{}");
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void elsewhere.close());
  const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/v1`;
  const file =
    'providers:\n  ours: { type: openai-compatible, baseUrl: "http://127.0.0.1:9/v1", apiKey: "${OUR_KEY}" }\n';
  const env = { OUR_KEY: "sk-ours", AZURE_OPENAI_API_KEY: "sk-azure", OPENAI_API_KEY: "sk-openai" };
  const { server, ask } = await open(file, env);
  const { json: read } = await ask("GET", "/settings");
  for (const text of [
    file.replace("http://127.0.0.1:9/v1", url),
    `${file}  x: { type: openai-compatible, baseUrl: "${url}", apiKey: "\${OUR_KEY}" }\n`,
    `${file}  x: { type: openai-compatible, baseUrl: "${url}/\${OUR_KEY}" }\n`,
    `${file}  x: { type: openai-compatible, preset: azure, baseUrl: "${url}" }\n`,
  ])
    expect((await ask("POST", "/settings", { text, version: read.version })).status).toBe(400);
  // What may be there gets no key but its own.
  const text = `${file}  x: { type: openai-compatible, preset: openai, baseUrl: "${url}", apiKey: stored }\n`;
  expect((await ask("POST", "/settings", { text, version: read.version })).status).toBe(200);
  await ask("POST", "/providers/x/key", { key: "sk-own" });
  await expect.poll(async () => (await models(server), seen.length), { timeout: 10_000 }).toBeGreaterThan(0);
  expect(seen.join()).toContain("sk-own");
  expect(seen.join()).not.toMatch(/sk-ours|sk-azure|sk-openai/);
  await server.stop();
});

test("where there was no file, the first provider makes one, which holds at once and after a restart", async () => {
  const { server, ask, path } = await open(undefined);
  const added = await ask("POST", "/settings/providers", {
    name: "mine",
    type: "openai-compatible",
    base_url: "http://127.0.0.1:9/v1",
    key: "sk-mine",
    model: { name: "chat", model: "small" },
  });
  expect(added.json).toMatchObject({
    in_force: true,
    provider: { name: "mine", key: { from: "stored", set: true } },
  });
  expect(await models(server)).toContain("chat");
  expect(readFileSync(path, "utf8")).toMatch(
    /^providers:\n {2}mine: \{ type: openai-compatible, .*apiKey: stored \}/,
  );
  await server.stop("data");
  const again = await startServer({}, server.data);
  expect(await models({ ...again, key: server.key })).toContain("chat");
  await again.stop("data");
});
