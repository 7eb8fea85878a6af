import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { type StartedServer, startServer } from "./started-server.ts";

interface Row {
  readonly id: string;
  readonly outcome: string;
}

function ask(server: StartedServer, path: string, key: string, body?: object): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", connection: "close" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function call(server: StartedServer, key: string): Promise<string> {
  const reply = await ask(server, "/v1/chat/completions", key, {
    model: "rehearsal",
    messages: [{ role: "user", content: "x" }],
  });
  await reply.arrayBuffer();
  return reply.headers.get("x-request-id") ?? "";
}

async function calls(server: StartedServer, key: string, number: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let made = 0; made < number; made++) ids.push(await call(server, key));
  return ids;
}

test("a server that is killed loses the rows of its last moment at most, and nothing of the books", async () => {
  const first = await startServer();
  const early = await calls(first, first.key, 30);
  // Rows are written four times a second; on a busy machine a little later.
  await pause(2_000);
  const late = await calls(first, first.key, 30);
  await first.kill();
  const second = await startServer({}, first.data);
  onTestFinished(() => second.stop());
  const list = (await (await ask(second, "/v1/organization/requests?limit=500", first.key)).json()) as {
    readonly data: readonly Row[];
  };
  const kept = list.data.map(({ id }) => id);
  expect(new Set(kept).size).toBe(kept.length);
  for (const id of early) expect(kept).toContain(id);
  expect([...early, ...late]).toEqual(expect.arrayContaining(kept));
  const start = Math.floor(Date.now() / 1000) - 3_600;
  const usage = (await (
    await ask(second, `/v1/organization/usage/completions?start_time=${start}`, first.key)
  ).json()) as {
    readonly data: readonly { readonly results: readonly { readonly num_model_requests: number }[] }[];
  };
  const asked = usage.data.flatMap(({ results }) => results.map((result) => result.num_model_requests));
  expect(asked.reduce((sum, number) => sum + number, 0)).toBe(60);
}, 90_000);

test("who follows hears of the calls of all workers", async () => {
  const server = await startServer({ PARLEY_WORKERS: "2" });
  onTestFinished(() => server.stop());
  const reply = await fetch(`${server.url}/v1/organization/requests/tail?outcomes=ended`, {
    headers: { authorization: `Bearer ${server.key}` },
  });
  let heard = "";
  const reading = (async () => {
    for await (const piece of reply.body ?? []) heard += Buffer.from(piece as Uint8Array).toString();
  })().catch(() => undefined);
  await vi.waitFor(() => expect(heard).toContain("from now on"));
  await pause(1_000);
  const ids = await calls(server, server.key, 20);
  await vi.waitFor(
    () => {
      for (const id of ids) expect(heard).toContain(id);
    },
    { timeout: 15_000 },
  );
  for (const id of ids) expect(heard.split(`id: ${id}\n`)).toHaveLength(2);
  await reply.body?.cancel().catch(() => undefined);
  void reading;
}, 90_000);
