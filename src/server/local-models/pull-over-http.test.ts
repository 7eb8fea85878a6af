import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { startFakeHub } from "../../../test/hub/start-fake-hub.ts";
import { tinyGguf } from "../../lib/gguf.fixture.ts";
import { loadSettings } from "../settings/load.ts";
import { startServer } from "../start.ts";

const place = "ann/tiny-GGUF";
const model = tinyGguf({ weights: 50_000 });

async function startWorld() {
  const hub = await startFakeHub({ repositories: { [place]: { "tiny-Q4_K_M.gguf": model } } });
  onTestFinished(() => hub.close());
  const data = mkdtempSync(join(tmpdir(), "parley-pull-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const env = { PARLEY_DATA: data, PARLEY_PORT: "0", HF_ENDPOINT: hub.url };
  const noFile = (): never => {
    throw Object.assign(new Error("no file"), { code: "ENOENT" });
  };
  const settings = loadSettings({ env, cwd: data, readFile: noFile });
  const server = await startServer(settings, pino({ level: "silent" }), env);
  onTestFinished(() => server.stop());
  const key = server.firstKey?.reveal() ?? "";
  const pull = (reference: string, signal?: AbortSignal): Promise<Response> =>
    fetch(`${server.url}/v1/models/pull`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ model: reference }),
      ...(signal !== undefined && { signal }),
    });
  return { hub, pull, file: join(data, "models", place, "tiny-Q4_K_M.gguf") };
}

test("the first key may pull, and the model is there when the stream has ended", async () => {
  const { pull, file } = await startWorld();
  const text = await (await pull(`hf:${place}`)).text();
  expect(text).toContain('"status":"downloading"');
  expect(text).toMatch(/"status":"done".*\n\ndata: \[DONE\]\n\n$/);
  expect(existsSync(file)).toBe(true);
});

test("what cannot be pulled is a plain error", async () => {
  const { pull } = await startWorld();
  const response = await pull(`hf:${place}:Q8_0`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    error: { message: expect.stringContaining("It has Q4_K_M"), param: "model" },
  });
});

test("a client that leaves ends its pull, and the next one goes on from there", async () => {
  const { hub, pull, file } = await startWorld();
  hub.misbehave(place, "tiny-Q4_K_M.gguf", { stallAfterBytes: 120_000 });
  const controller = new AbortController();
  await (await pull(`hf:${place}`, controller.signal)).body?.getReader().read();
  await vi.waitFor(() => expect(hub.requests.at(-1)?.sent).toBe(120_000), { timeout: 10_000 });
  controller.abort();
  await vi.waitFor(() => expect(existsSync(`${file}.lock`)).toBe(false), { timeout: 10_000 });
  expect(existsSync(`${file}.part.journal`)).toBe(true);
  hub.misbehave(place, "tiny-Q4_K_M.gguf", {});
  expect(await (await pull(`hf:${place}`)).text()).toContain('"status":"done"');
  expect(hub.requests.at(-1)?.headers.range).toMatch(/^bytes=[1-9]/);
});
