import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { loadSettings } from "../settings/load.ts";
import type { SettingsInput } from "../settings/schema.ts";
import { startServer } from "../start.ts";

async function start(input: SettingsInput) {
  const folder = mkdtempSync(join(tmpdir(), "parley-proxy-"));
  const env = { PARLEY_DATA: folder, PARLEY_PORT: "0" };
  const noFile = (): never => {
    throw Object.assign(new Error("no file"), { code: "ENOENT" });
  };
  const settings = (changed: SettingsInput = input) =>
    loadSettings({ env, cwd: folder, readFile: noFile, input: changed });
  const server = await startServer(settings(), pino({ level: "silent" }), env);
  onTestFinished(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const admin = server.firstKey?.reveal() ?? "";
  const ask = (
    path: string,
    key: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> =>
    fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${key}`, ...headers } });
  const { data } = (await (await ask("/v1/organization/projects", admin)).json()) as {
    data: { id: string }[];
  };
  const made = await fetch(`${server.url}/v1/organization/projects/${data[0]?.id}/api_keys`, {
    method: "POST",
    headers: { authorization: `Bearer ${admin}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "bound", addresses: ["203.0.113.0/24"] }),
  });
  const { value: key } = (await made.json()) as { value: string };
  return { server, settings, ask, key };
}

test("a key is bound to the caller whom a trusted proxy names, and to nobody whom a stranger does", async () => {
  const { ask, key, server, settings } = await start({ trustedProxies: ["127.0.0.1"] });
  const status = async (headers: Readonly<Record<string, string>>): Promise<number> =>
    (await ask("/v1/models", key, headers)).status;
  expect(await status({ "x-forwarded-for": "203.0.113.9" })).toBe(200);
  expect(await status({ forwarded: "for=203.0.113.9;proto=https" })).toBe(200);
  expect(await status({ "x-forwarded-for": "203.0.113.9, 198.51.100.1" })).toBe(403);
  expect(await status({})).toBe(403);
  expect(await status({ "x-forwarded-for": "203.0.113.9", forwarded: "for=198.51.100.1" })).toBe(400);
  // Without a restart: from now on the proxy is a stranger.
  await server.reload(settings({}));
  expect(await status({ "x-forwarded-for": "203.0.113.9" })).toBe(403);
});

test("by TLS to a trusted proxy browsers are told to use nothing else", async () => {
  const { ask, key } = await start({ trustedProxies: ["127.0.0.1"] });
  const told = async (headers: Readonly<Record<string, string>>): Promise<string | null> =>
    (await ask("/healthz", key, headers)).headers.get("strict-transport-security");
  expect(await told({ "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "https" })).toContain("max-age");
  expect(await told({ "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "http" })).toBeNull();
});
