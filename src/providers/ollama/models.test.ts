import { expect, test } from "vitest";
import type { StoreProgress } from "../../spec/provider.ts";
import { playRecorded } from "../upstream/recorded.fixture.ts";
import { ollamaAt, playCases, recorded } from "./ollama.fixture.ts";

const { signal } = new AbortController();

test("the list: what it does not say of a model is asked", async () => {
  const { provider, requests } = await playCases(["tags", "show"], { pieces: [7] });
  expect(await provider.listModels(signal)).toEqual([
    {
      id: "deepseek-r1:latest",
      created: Math.floor(Date.parse("2025-05-10T15:06:48Z") / 1000),
      ownedBy: "library",
      // What the model file sets holds, and not what the model could do.
      contextTokens: 8192,
      abilities: ["json-schema", "images", "reasoning"],
    },
    {
      id: "llama3.2:latest",
      created: Math.floor(Date.parse("2025-05-05T00:37:44Z") / 1000),
      ownedBy: "library",
      contextTokens: 131_072,
      abilities: ["json-schema", "tools"],
    },
  ]);
  expect(requests.map(({ method, url, body }) => [method, url, body])).toEqual([
    ["GET", "/api/tags", ""],
    ["POST", "/api/show", { model: "deepseek-r1:latest" }],
  ]);
});

test("a model that cannot be shown is listed all the same, and a name says whose it is", async () => {
  const tags = { models: [{ name: "ann/tiny:1b" }, { model: "b" }, { name: 7 }, null] };
  const answers = [
    { status: 200, headers: [], body: Buffer.from(JSON.stringify(tags)) },
    recorded("error-internal"),
  ];
  const { origin } = await playRecorded(answers);
  expect(await ollamaAt(origin).listModels(signal)).toEqual([
    { id: "ann/tiny:1b", ownedBy: "ann" },
    { id: "b", ownedBy: "library" },
  ]);
});

test.each(["{}", "[]", '{"models":{}}', "Ollama is running"])("no list: %s", async (body) => {
  const { origin } = await playRecorded([{ status: 200, headers: [], body: Buffer.from(body) }]);
  await expect(ollamaAt(origin).listModels(signal)).rejects.toMatchObject({ code: "upstream_invalid" });
});

test("a pull tells how far it is, over all layers, and what is there then", async () => {
  const { provider, requests } = await playCases(["tags", "pull", "tags"], { pieces: [13] });
  const steps: StoreProgress[] = [];
  const pulled = await provider.modelStore?.pull("llama3.2", {
    signal,
    onProgress: (progress) => steps.push(progress),
  });
  expect(pulled).toEqual({
    name: "llama3.2:latest",
    bytes: 2_019_393_189,
    sha256: "a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72",
    wasThere: true,
  });
  expect(steps).toEqual([
    { phase: "downloading", bytes: 0, totalBytes: 2000 },
    { phase: "downloading", bytes: 500, totalBytes: 2000 },
    { phase: "downloading", bytes: 2000, totalBytes: 2000 },
    { phase: "downloading", bytes: 2100, totalBytes: 2100 },
    { phase: "verifying", bytes: 2100, totalBytes: 2100 },
  ]);
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    "GET /api/tags",
    "POST /api/pull",
    "GET /api/tags",
  ]);
  expect(requests[1]?.body).toEqual({ model: "llama3.2" });
});

test("a pull that does not succeed fails", async () => {
  const unknown = await playCases(["tags", "pull-unknown"]);
  await expect(unknown.provider.modelStore?.pull("nosuch", { signal })).rejects.toMatchObject({
    code: "model_not_found",
    message: "Ollama's library has no model `nosuch`.",
  });
  const { body, headers } = recorded("pull");
  const cut = { status: 200, headers, body: body.subarray(0, -10) };
  const half = { status: 200, headers, body: body.subarray(0, body.lastIndexOf("\n", body.length - 2) + 1) };
  for (const answer of [cut, half]) {
    const { origin } = await playRecorded([recorded("tags"), answer]);
    await expect(ollamaAt(origin).modelStore?.pull("m", { signal })).rejects.toMatchObject({
      code: "upstream_truncated",
    });
  }
  const odd = { status: 200, headers, body: Buffer.from('{"status":7}\n') };
  const { origin } = await playRecorded([recorded("tags"), odd]);
  await expect(ollamaAt(origin).modelStore?.pull("m", { signal })).rejects.toMatchObject({
    code: "upstream_invalid",
  });
});

test("when nobody wants it any more, a pull is cancelled", async () => {
  const { body, headers } = recorded("pull");
  const controller = new AbortController();
  const { origin } = await playRecorded([recorded("tags"), { status: 200, headers, body }], { pieces: [40] });
  const pulling = ollamaAt(origin).modelStore?.pull("m", {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(pulling).rejects.toMatchObject({ code: "cancelled" });
});

test("a model is deleted by name", async () => {
  const { provider, requests } = await playCases(["tags", "delete"]);
  expect(await provider.modelStore?.remove("llama3.2", signal)).toMatchObject({ bytes: 2_019_393_189 });
  expect(requests[1]).toMatchObject({ method: "DELETE", url: "/api/delete", body: { model: "llama3.2" } });
  const missing = await playCases(["tags", "error-model-missing"]);
  await expect(missing.provider.modelStore?.remove("llama3.2", signal)).rejects.toMatchObject({
    code: "model_not_found",
  });
});
