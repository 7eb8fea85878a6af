import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import OpenAI from "openai";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type StartedServer, startServer } from "./started-server.ts";

const program = fileURLToPath(new URL("../../bin/parley.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "parley-provider-keys-"));
const settings = join(folder, "parley.yaml");

let upstream: Server;
let server: StartedServer;
/** What the upstream was shown as its key. */
const shown: (string | undefined)[] = [];

beforeAll(async () => {
  upstream = createServer((request, response) => {
    shown.push(request.headers.authorization);
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(completion));
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const { port } = upstream.address() as AddressInfo;
  writeFileSync(
    settings,
    `providers:\n  up: { type: openai-compatible, baseUrl: "http://127.0.0.1:${port}/v1", apiKey: stored }\n`,
  );
  server = await startServer({ PARLEY_CONFIG: settings, PARLEY_WORKERS: "2" });
});

afterAll(async () => {
  await server.stop();
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const completion = {
  id: "c",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: "Hello", refusal: null },
      logprobs: null,
      finish_reason: "stop",
    },
  ],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
};

/** `parley providers …` with this on its standard input. */
async function providers(input: string, ...words: readonly string[]): Promise<string> {
  const env = { PATH: process.env["PATH"] ?? "", PARLEY_DATA: server.data, PARLEY_CONFIG: settings };
  const child = spawn(process.execPath, [program, "providers", ...words], { cwd: folder, env });
  let said = "";
  child.stdout.on("data", (piece: Buffer) => (said += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (said += piece.toString()));
  child.stdin.end(input);
  const code = await new Promise((resolve) => child.once("exit", resolve));
  expect(code, said).toBe(0);
  return said;
}

const ask = (): Promise<string> =>
  new OpenAI({ baseURL: `${server.url}/v1`, apiKey: server.key, maxRetries: 0 }).chat.completions
    .create({ model: "up/m", messages: [{ role: "user", content: "Hello" }] })
    .then(
      ({ choices }) => choices[0]?.message.content ?? "",
      (error: unknown) =>
        error instanceof OpenAI.APIError ? `${error.status} ${error.message}` : "no answer",
    );

/** As many calls as reach both workers. */
const askAll = async (): Promise<ReadonlySet<string>> =>
  new Set(await Promise.all(Array.from({ length: 12 }, () => ask())));

test("a key that is set, changed and removed while the server runs is used by every worker, and shown nowhere", async () => {
  expect(await ask()).toContain("parley providers set-key");
  expect(shown).toEqual([]);

  const said = await providers("sk-first\n", "set-key", "up");
  await vi.waitFor(async () => expect(await askAll()).toEqual(new Set(["Hello"])), { timeout: 5_000 });
  expect(new Set(shown)).toEqual(new Set(["Bearer sk-first"]));

  await providers("sk-second\n", "set-key", "up");
  await vi.waitFor(
    async () => {
      shown.length = 0;
      await askAll();
      expect(new Set(shown)).toEqual(new Set(["Bearer sk-second"]));
    },
    { timeout: 5_000 },
  );

  await providers("", "remove-key", "up");
  await vi.waitFor(
    async () => {
      const answers = [...(await askAll())];
      expect(answers.every((answer) => answer.startsWith("502"))).toBe(true);
    },
    { timeout: 5_000 },
  );
  expect(said + server.log()).not.toMatch(/sk-first|sk-second/);
});
