import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { loadSettings } from "./settings/load.ts";
import { startServer } from "./start.ts";

test("metrics, which tell of all projects, are for who has a role in the installation, or the scope by its name", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-metrics-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = { PARLEY_DATA: folder, PARLEY_PORT: "0" };
  const readFile = (): never => {
    throw Object.assign(new Error("no file"), { code: "ENOENT" });
  };
  const settings = loadSettings({ env, cwd: folder, readFile, input: { metrics: { access: "key" } } });
  const server = await startServer(settings, pino({ level: "silent" }), env);
  onTestFinished(() => server.stop());
  const owner = server.firstKey?.reveal() ?? "";
  const ask = (path: string, secret: string, body?: object): Promise<Response> =>
    fetch(`${server.url}${path}`, {
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    });
  const { data } = (await (await ask("/v1/organization/projects", owner)).json()) as {
    data: { id: string }[];
  };
  const keys = `/v1/organization/projects/${data[0]?.id}/api_keys`;
  const made = async (body: object): Promise<{ readonly id: string; readonly value: string }> => {
    const reply = await ask(keys, owner, { name: "k", ...body });
    expect(reply.status).toBe(200);
    return (await reply.json()) as { id: string; value: string };
  };
  const statusOf = async (secret: string) => (await ask("/metrics", secret)).status;

  expect(await statusOf(owner)).toBe(200);
  expect(await statusOf((await made({ scopes: ["metrics"] })).value)).toBe(200);
  expect(await statusOf((await made({})).value)).toBe(403);
  const everything = await made({ scopes: null, role: "owner" });
  expect(await statusOf(everything.value)).toBe(403);
  // Nor by a detour: a token, a wider key of one's own making.
  const form = {
    grant_type: "client_credentials",
    client_id: everything.id,
    client_secret: everything.value,
  };
  const issued = await fetch(`${server.url}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  const { access_token: token } = (await issued.json()) as { access_token: string };
  expect((await ask("/v1/models", token)).status).toBe(200);
  expect(await statusOf(token)).toBe(403);
  expect((await ask(keys, everything.value, { name: "k", scopes: ["metrics"] })).status).toBe(403);
});
