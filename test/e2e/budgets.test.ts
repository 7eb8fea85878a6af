import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import OpenAI, { RateLimitError } from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type StartedServer, startServer } from "./started-server.ts";

const run = promisify(execFile);
const program = fileURLToPath(new URL("../../bin/parley.js", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "parley-budgets-"));
const settings = join(folder, "parley.yaml");
// A model without intelligence, at a dollar a token: budgets are then quickly seen to work.
writeFileSync(
  settings,
  'prices: { "rehearsal/rehearsal": { input: 1, output: 1 }, "rehearsal/rehearsal-slow": { input: 1, output: 1 } }\n',
);

let server: StartedServer;
beforeAll(async () => {
  server = await startServer({ PARLEY_CONFIG: settings });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** `parley …`, on the server's data. */
async function parley<T>(...words: string[]): Promise<T> {
  const env = { PATH: process.env["PATH"] ?? "", PARLEY_DATA: server.data, PARLEY_CONFIG: settings };
  const { stdout } = await run(process.execPath, [program, ...words, "--json"], { cwd: folder, env });
  return JSON.parse(stdout) as T;
}

interface MadeKey {
  readonly id: string;
  readonly key: string;
}

/** A key of its own for each test, and the official client that uses it. */
async function newClient(): Promise<{ id: string; client: OpenAI }> {
  const made = await parley<MadeKey>("keys", "create", "--name", "test");
  return { id: made.id, client: new OpenAI({ baseURL: `${server.url}/v1`, apiKey: made.key }) };
}

const messages = [{ role: "user" as const, content: "Hello" }];
const small = { model: "rehearsal", messages, max_tokens: 5 };

/** Running servers hear of a change within a second. */
const heard = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_000));

async function budgetOf(keyId: string): Promise<{ spent: number; reserved: number }> {
  const { budgets } = await parley<{
    budgets: { subject_id: string; spent: number; reserved: number }[];
  }>("budgets", "list");
  const found = budgets.find((budget) => budget.subject_id === keyId);
  if (found === undefined) throw new Error("no such budget");
  return found;
}

test("a budget is spent exactly, and then refuses for good", async () => {
  const { id, client } = await newClient();
  await parley("budgets", "set", "--key", id, "--per", "day", "--tokens", "400");
  await heard();
  let tokens = 0;
  let refusal: unknown;
  for (let calls = 0; calls < 200 && refusal === undefined; calls++) {
    try {
      tokens += (await client.chat.completions.create(small)).usage?.total_tokens ?? 0;
    } catch (error) {
      refusal = error;
    }
  }
  expect(refusal).toBeInstanceOf(RateLimitError);
  expect(refusal).toMatchObject({ status: 429, code: "insufficient_quota", type: "insufficient_quota" });
  expect((refusal as RateLimitError).headers?.get("x-should-retry")).toBe("false");
  expect(await budgetOf(id)).toMatchObject({ spent: tokens, reserved: 0 });
  expect(tokens).toBeGreaterThan(200);
  expect(tokens).toBeLessThanOrEqual(400);
});

test("a stream that its reader leaves is charged what was handed on, and gives back the rest", async () => {
  const { id, client } = await newClient();
  await parley("budgets", "set", "--key", id, "--per", "total", "--money", "1.00");
  await heard();
  const stream = await client.chat.completions.create({
    model: "rehearsal-slow",
    messages: [{ role: "user", content: "count to 300" }],
    stream: true,
  });
  let pieces = 0;
  for await (const chunk of stream) {
    expect(chunk.object).toBe("chat.completion.chunk");
    if (++pieces === 5) break;
  }
  let state = await budgetOf(id);
  for (let tries = 0; tries < 50 && state.reserved > 0; tries++) state = await budgetOf(id);
  expect(state.reserved).toBe(0);
  expect(state.spent).toBeGreaterThan(0);
  expect(state.spent).toBeLessThan(200);
});

test("limits let in what they say, and their headers agree", async () => {
  const { id, client } = await newClient();
  await parley("limits", "set", "--key", id, "--requests-per-minute", "3", "--tokens-per-minute", "10000");
  await heard();
  const { response } = await client.chat.completions.create(small).withResponse();
  expect(response.headers.get("x-ratelimit-limit-requests")).toBe("3");
  expect(response.headers.get("x-ratelimit-remaining-requests")).toBe("2");
  expect(response.headers.get("x-ratelimit-limit-tokens")).toBe("10000");
  expect(response.headers.get("ratelimit-policy")).toBe('"requests";q=3;w=60, "tokens";q=10000;w=60');
  const streamed = await client.chat.completions.create({ ...small, stream: true }).withResponse();
  expect(streamed.response.headers.get("x-ratelimit-remaining-requests")).toBe("1");
  for await (const chunk of streamed.data) expect(chunk.object).toBe("chat.completion.chunk");
  await client.chat.completions.create(small);
  const impatient = new OpenAI({ baseURL: client.baseURL, apiKey: client.apiKey, maxRetries: 0 });
  const refusal = await impatient.chat.completions.create(small).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(RateLimitError);
  const { headers, code } = refusal as RateLimitError;
  expect(code).toBe("rate_limit_exceeded");
  const ms = Number(headers?.get("retry-after-ms"));
  expect(ms).toBeGreaterThan(0);
  expect(ms).toBeLessThanOrEqual(20_000);
  expect(headers?.get("retry-after")).toBe(String(Math.ceil(ms / 1_000)));
  expect(headers?.get("x-ratelimit-remaining-requests")).toBe("0");
});

test("calls at a time: the place is free again when the client has its answer", async () => {
  const { id, client } = await newClient();
  await parley("limits", "set", "--key", id, "--concurrent-calls", "1");
  await heard();
  const impatient = new OpenAI({ baseURL: client.baseURL, apiKey: client.apiKey, maxRetries: 0 });
  for (let calls = 0; calls < 20; calls++) await impatient.chat.completions.create(small);
  const ends = await Promise.allSettled(
    Array.from({ length: 5 }, () => impatient.chat.completions.create({ ...small, model: "rehearsal-slow" })),
  );
  expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});
