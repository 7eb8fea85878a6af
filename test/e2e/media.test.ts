import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import OpenAI, { toFile } from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type StartedServer, startServer } from "./started-server.ts";

const run = promisify(execFile);
const program = fileURLToPath(new URL("../../bin/parley.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "parley-media-"));
const settings = join(folder, "parley.yaml");

const speech = randomBytes(300_000);
const sound = randomBytes(200_000);
const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** An upstream with the endpoints for sounds and pictures. */
let upstream: Server;
let server: StartedServer;
let client: OpenAI;
const asked: { path: string; form?: FormData; json?: Record<string, unknown> }[] = [];

beforeAll(async () => {
  upstream = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const { port } = upstream.address() as AddressInfo;
  writeFileSync(
    settings,
    `providers:
  up: { type: openai-compatible, baseUrl: "http://127.0.0.1:${port}/v1", apiKey: x }
models:
  painter: { targets: [{ provider: up, model: gpt-image }] }
  fallback: { targets: [{ provider: rehearsal, model: rehearsal }, { provider: up, model: gpt-tts }] }
prices: { up/gpt-image: { image: 0.04 }, up/scribe: { input: 6, output: 10 } }
`,
  );
  server = await startServer({ PARLEY_CONFIG: settings });
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: server.key, maxRetries: 0 });
});

afterAll(async () => {
  await server.stop();
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = new Uint8Array(Buffer.concat(chunks));
  const type = request.headers["content-type"] ?? "";
  const path = request.url ?? "";
  if (type.startsWith("multipart/")) {
    const form = await new Response(body, { headers: { "content-type": type } }).formData();
    asked.push({ path, form });
  } else {
    asked.push({ path, json: JSON.parse(Buffer.from(body).toString()) as Record<string, unknown> });
  }
  if (path.endsWith("/audio/speech")) {
    response.writeHead(200, { "content-type": "audio/mpeg" });
    for (let at = 0; at < speech.length; at += 50_000) {
      response.write(speech.subarray(at, at + 50_000));
      await sleep(5);
      if (asked.at(-1)?.json?.["voice"] === "breaks" && at > 0) {
        response.destroy();
        return;
      }
    }
    response.end();
  } else {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(path.includes("/images/") ? picture : transcript));
  }
}

const picture = { created: 1, data: [{ b64_json: "AAAA" }, { b64_json: "BBBB" }] };
const transcript = {
  text: "你好, how are you?",
  usage: { type: "tokens", input_tokens: 100, output_tokens: 7, input_token_details: { audio_tokens: 90 } },
};

interface Row {
  readonly kind?: string;
  readonly model: string;
  readonly state: string;
  readonly cost_micros: number | null;
  readonly input_tokens: number | null;
}

async function newestRow(): Promise<Row> {
  const env = { PATH: process.env["PATH"] ?? "", PARLEY_DATA: server.data, PARLEY_CONFIG: settings };
  const { stdout } = await run(process.execPath, [program, "ledger", "export", "--json"], {
    env,
    cwd: folder,
  });
  const rows = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row & { opened_at?: string; call_id: string });
  const newest = rows.toSorted((a, b) => (a.call_id < b.call_id ? 1 : -1))[0];
  if (newest === undefined) throw new Error("the ledger is empty");
  return newest;
}

test("a speech comes byte for byte, as the upstream made it", async () => {
  const reply = await client.audio.speech.create({ model: "up/gpt-tts", voice: "alloy", input: "Hello" });
  expect(reply.headers.get("content-type")).toBe("audio/mpeg");
  expect(digest(new Uint8Array(await reply.arrayBuffer()))).toBe(digest(speech));
  expect(asked.at(-1)).toMatchObject({
    path: "/v1/audio/speech",
    json: { model: "gpt-tts", input: "Hello" },
  });
  expect(await newestRow()).toMatchObject({ model: "gpt-tts", state: "settled", cost_micros: null });
});

test("half a speech is never taken for a whole one", async () => {
  const reply = await client.audio.speech.create({ model: "up/gpt-tts", voice: "breaks", input: "Hello" });
  await expect(reply.arrayBuffer()).rejects.toThrow(/terminated|closed|reset/i);
});

test("a recording is written down: the file arrives whole, and the tokens are on the books", async () => {
  const file = await toFile(sound, "größe.wav", { type: "audio/wav" });
  const reply = await client.audio.transcriptions.create({ model: "up/scribe", file, language: "zh" });
  expect(reply.text).toBe(transcript.text);
  const form = asked.at(-1)?.form;
  const arrived = form?.get("file");
  if (!(arrived instanceof File)) throw new Error("no file arrived");
  expect(arrived.name).toBe("größe.wav");
  expect(arrived.type).toBe("audio/wav");
  expect(digest(new Uint8Array(await arrived.arrayBuffer()))).toBe(digest(sound));
  expect(form?.get("model")).toBe("scribe");
  expect(form?.get("language")).toBe("zh");
  expect(await newestRow()).toMatchObject({ model: "scribe", input_tokens: 100, cost_micros: 670 });
});

test("pictures are charged by the piece", async () => {
  const reply = await client.images.generate({ model: "painter", prompt: "A house", n: 2 });
  expect(reply.data?.map(({ b64_json }) => b64_json)).toEqual(["AAAA", "BBBB"]);
  expect(asked.at(-1)?.json).toMatchObject({ model: "gpt-image", prompt: "A house", n: 2 });
  expect(await newestRow()).toMatchObject({ model: "gpt-image", cost_micros: 80_000 });
});

test("a picture is changed", async () => {
  const image = await toFile(randomBytes(1_000), "in.png", { type: "image/png" });
  const reply = await client.images.edit({ model: "painter", prompt: "Blue", image });
  expect(reply.data).toHaveLength(2);
  expect(asked.at(-1)?.form?.get("prompt")).toBe("Blue");
});

test("a provider that has no sounds is passed over, or says so", async () => {
  const reply = await client.audio.speech.create({ model: "fallback", voice: "alloy", input: "Hello" });
  expect(digest(new Uint8Array(await reply.arrayBuffer()))).toBe(digest(speech));
  const alone = client.audio.speech.create({ model: "rehearsal", voice: "alloy", input: "Hello" });
  await expect(alone).rejects.toMatchObject({ status: 400, code: "unsupported_parameter" });
});

test("what is wrong with a request is said with its place", async () => {
  const ask = async (path: string, init: RequestInit) => {
    const reply = await fetch(`${server.url}/v1${path}`, {
      method: "POST",
      ...init,
      headers: { authorization: `Bearer ${server.key}`, ...(init.headers as Record<string, string>) },
    });
    return { status: reply.status, ...((await reply.json()) as { error: { param: string | null } }) };
  };
  const json = { "content-type": "application/json" };
  expect(await ask("/audio/speech", { headers: json, body: '{"model":"m","voice":"v"}' })).toMatchObject({
    status: 400,
    error: { param: "input" },
  });
  expect(
    await ask("/images/generations", { headers: json, body: '{"model":"m","prompt":"p","n":11}' }),
  ).toMatchObject({ status: 400, error: { param: "n" } });
  const form = new FormData();
  form.set("model", "up/scribe");
  expect(await ask("/audio/transcriptions", { body: form })).toMatchObject({
    status: 400,
    error: { param: "file" },
  });
  expect(await ask("/audio/transcriptions", { headers: json, body: "{}" })).toMatchObject({ status: 415 });
  const broken = { "content-type": "multipart/form-data; boundary=x" };
  expect(await ask("/audio/transcriptions", { headers: broken, body: "--y" })).toMatchObject({ status: 400 });
});

test("one idempotency key makes one picture", async () => {
  const before = asked.length;
  const once = { headers: { "Idempotency-Key": "one-picture" } };
  const first = await client.images.generate({ model: "painter", prompt: "Once" }, once);
  const second = await client.images.generate({ model: "painter", prompt: "Once" }, once);
  expect(second).toEqual(first);
  expect(asked.length).toBe(before + 1);
});

test("a budget in money holds for pictures, and refuses what has no price", async () => {
  const env = { PATH: process.env["PATH"] ?? "", PARLEY_DATA: server.data, PARLEY_CONFIG: settings };
  const parley = async (...words: string[]) =>
    JSON.parse((await run(process.execPath, [program, ...words, "--json"], { env, cwd: folder })).stdout) as {
      id: string;
      key: string;
    };
  const { id, key } = await parley("keys", "create", "--name", "painter");
  await parley("budgets", "set", "--key", id, "--per", "total", "--money", "0.10");
  await sleep(1_000);
  const own = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: key, maxRetries: 0 });
  await own.images.generate({ model: "painter", prompt: "One", n: 2 });
  await expect(own.images.generate({ model: "painter", prompt: "Two" })).rejects.toMatchObject({
    status: 429,
    code: "insufficient_quota",
  });
  await expect(
    own.audio.speech.create({ model: "up/gpt-tts", voice: "alloy", input: "Hello" }),
  ).rejects.toMatchObject({ status: 403, code: "price_unknown" });
});
