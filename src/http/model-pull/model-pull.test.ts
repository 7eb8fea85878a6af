import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createKey } from "../../admin/keys.ts";
import type { PullOptions } from "../../admin/local-models/pull.ts";
import { defaultProject } from "../../admin/projects.ts";
import { operator } from "../../spec/actor.ts";
import { ParleyError } from "../../spec/errors.ts";
import { type Served, serveScripted } from "../serving.fixture.ts";

const pulled = {
  name: "a/b/c",
  file: "/secret/place/c.gguf",
  bytes: 10,
  sha256: "ab".repeat(32),
  source: "hf:a/b:c.gguf",
  wasThere: false,
};
const progress = (bytes: number) => ({ phase: "downloading", name: "a/b/c", bytes, totalBytes: 10 }) as const;

let served: Served;
let admin: string;
beforeEach(async () => {
  served = await serveScripted();
  const project = await defaultProject(served.keys);
  admin = (
    await createKey(served.keys, operator, { projectId: project.id, name: "keeper", role: "admin" })
  ).secret.reveal();
});
afterEach(() => served.close());

const post = (body: unknown, key: string | undefined = admin, signal?: AbortSignal): Promise<Response> =>
  fetch(`${served.url}/v1/models/pull`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(key !== "" && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(body),
    ...(signal !== undefined && { signal }),
  });

const dataOf = (text: string): unknown[] =>
  text
    .split("\n\n")
    .filter((event) => event !== "")
    .map((event) => (event === "data: [DONE]" ? "[DONE]" : JSON.parse(event.replace(/^data: /, ""))));

test("progress is streamed, then the result without the server's paths, then [DONE]", async () => {
  const asked: [string, boolean | undefined][] = [];
  served.pull = async (reference, options) => {
    asked.push([reference, options.force]);
    options.onWarning?.("It is large.");
    for (const bytes of [0, 4, 10]) {
      options.onProgress?.(progress(bytes));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return pulled;
  };
  const response = await post({ model: "hf:a/b", force: true });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  const text = await response.text();
  expect(text).not.toContain("/secret/place");
  const downloading = { object: "model.pull", status: "downloading", model: "a/b/c", total: 10 };
  expect(dataOf(text)).toEqual([
    { object: "model.pull", status: "warning", message: "It is large." },
    { ...downloading, completed: 0 },
    { ...downloading, completed: 4 },
    { ...downloading, completed: 10 },
    {
      object: "model.pull",
      status: "done",
      model: "a/b/c",
      completed: 10,
      total: 10,
      sha256: pulled.sha256,
      source: pulled.source,
      already_there: false,
    },
    "[DONE]",
  ]);
  expect(asked).toEqual([["hf:a/b", true]]);
});

test("only an admin key may, and nothing is pulled for others", async () => {
  served.pull = vi.fn<Served["pull"]>(() => Promise.resolve(pulled));
  const refused = await post({ model: "m" }, served.key);
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({
    error: {
      type: "invalid_request_error",
      message: expect.stringContaining("`parley keys create --admin`"),
    },
  });
  expect((await post({ model: "m" }, "")).status).toBe(401);
  expect(served.pull).not.toHaveBeenCalled();
});

test("what fails before the first byte is a plain error", async () => {
  served.pull = () =>
    Promise.reject(new ParleyError("conflict", { message: "It is being pulled.", param: "model" }));
  const response = await post({ model: "m" });
  expect(response.status).toBe(409);
  expect(await response.json()).toEqual({
    error: { message: "It is being pulled.", type: "invalid_request_error", param: "model", code: null },
  });
});

test.each([
  [{}, "Missing required parameter: 'model'."],
  [{ model: "" }, "'model'"],
  [{ model: "m", forced: true }, "Unknown parameter: 'forced'."],
])("%j is refused", async (body, words) => {
  const response = await post(body);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(words);
});

test("what fails later is an error event, without [DONE]", async () => {
  served.pull = async (_reference, options) => {
    options.onProgress?.(progress(4));
    await new Promise((resolve) => setTimeout(resolve, 5));
    throw new ParleyError("upstream_truncated", { message: "The hub broke the connection." });
  };
  const events = dataOf(await (await post({ model: "m" })).text());
  expect(events).toHaveLength(2);
  expect(events[1]).toMatchObject({
    error: { message: "The hub broke the connection.", type: "server_error" },
  });
});

test("when the client leaves, the pull is aborted", async () => {
  let aborted: (signal: AbortSignal) => void;
  const seen = new Promise<AbortSignal>((resolve) => (aborted = resolve));
  served.pull = (_reference, { signal, onProgress }: PullOptions) => {
    onProgress?.(progress(4));
    return new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => {
        aborted(signal);
        reject(new ParleyError("cancelled"));
      });
    });
  };
  const controller = new AbortController();
  const response = await post({ model: "m" }, admin, controller.signal);
  await response.body?.getReader().read();
  controller.abort();
  expect((await seen).aborted).toBe(true);
});

test("the reference says who may", async () => {
  const document = (await (await fetch(`${served.url}/openapi.json`)).json()) as {
    paths: Record<string, { post: object }>;
  };
  expect(document.paths["/v1/models/pull"]?.post).toMatchObject({
    security: [{ key: [] }, { session: [] }],
    description: "Needs the scope `admin`, and a role with `model.pull`.",
  });
});

test("what has a short name is listed, for those who may pull it", async () => {
  const get = (key: string) =>
    fetch(`${served.url}/v1/models/pull`, { headers: { authorization: `Bearer ${key}` } });
  const { data } = (await (await get(admin)).json()) as { data: object[] };
  expect(data).toContainEqual({
    id: "qwen3-0.6b",
    object: "model.pullable",
    repository: "Qwen/Qwen3-0.6B-GGUF",
    licence: "Apache-2.0",
    kind: "chat",
    bytes: 639_000_000,
    memory_bytes: 1_800_000_000,
  });
  expect((await get(served.key)).status).toBe(403);
});
