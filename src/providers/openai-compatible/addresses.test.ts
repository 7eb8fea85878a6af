import { describe, expect, test } from "vitest";
import { Secret } from "../../lib/secret.ts";
import type { EmbedTask, GenerateTask, Source } from "../../spec/call.ts";
import { playRecorded, readAll, readRecorded } from "../upstream/recorded.fixture.ts";
import { createAddresses } from "./addresses.ts";
import { presets } from "./presets.ts";
import { createOpenAiCompatible } from "./provider.ts";

describe("addresses", () => {
  test("stand behind the base address", () => {
    const { of, models } = createAddresses("/v1", undefined);
    expect([of("/chat/completions", "gpt"), models]).toEqual(["/v1/chat/completions", "/v1/models"]);
  });

  test("of Azure's older kind have the deployment in the path", () => {
    const { of, models } = createAddresses("/openai", "2024-10-21");
    expect(of("/embeddings", "my model/ü")).toBe(
      "/openai/deployments/my%20model%2F%C3%BC/embeddings?api-version=2024-10-21",
    );
    expect(models).toBe("/openai/models?api-version=2024-10-21");
  });

  test.each([".", ".."])("are never left: %s is no deployment", (model) => {
    const { of } = createAddresses("/openai", "2024-10-21");
    expect(() => of("/embeddings", model)).toThrow(expect.objectContaining({ code: "model_not_found" }));
  });
});

test("Azure is asked at its older addresses in both lanes, with its own header", async () => {
  const file = new URL("./fixtures/azure-text.http", import.meta.url);
  const { origin, requests } = await playRecorded([readRecorded(file)]);
  const provider = createOpenAiCompatible(
    { now: () => 0 },
    {
      name: "azure",
      baseUrl: `${origin}/openai`,
      apiVersion: "2024-10-21",
      apiKey: new Secret("azure-key"),
      headers: {},
      clocks: { connect: 2_000, firstByte: 2_000, idle: 2_000, total: 5_000 },
      models: [],
      preset: presets.azure,
    },
  );
  const attempt = { callId: "req_1", model: "my-gpt", stream: true, signal: new AbortController().signal };
  const task: GenerateTask = { kind: "generate", items: [], options: {} };
  const body = { model: "m", messages: [], stream: true };
  const bytes = Buffer.from(JSON.stringify(body));
  const source: Source = { dialect: "chat", bytes, body, includeUsage: false };
  const embed: EmbedTask = { kind: "embed", inputs: ["x"] };
  expect((await readAll(provider.generate({ ...attempt, task }))).error).toBeUndefined();
  expect((await readAll(provider.generate({ ...attempt, task, source }))).error).toBeUndefined();
  await readAll(provider.embed({ ...attempt, task: embed }));
  await provider.close();

  expect(requests.map(({ url }) => url)).toEqual([
    "/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21",
    "/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21",
    "/openai/deployments/my-gpt/embeddings?api-version=2024-10-21",
  ]);
  for (const { headers } of requests) {
    expect(headers).toMatchObject({ "api-key": "azure-key" });
    expect(headers).not.toHaveProperty("authorization");
  }
});
