import { expect, test } from "vitest";
import { Secret } from "../../lib/secret.ts";
import { parameterNames } from "../../spec/parameters.ts";
import { readAll } from "../upstream/recorded.fixture.ts";
import { attemptOf, played } from "./anthropic.fixture.ts";
import { anthropic } from "./kind.ts";
import { messagesParameters } from "./parameters.ts";

test("every request says the version and the key, and asks for a stream", async () => {
  const { provider, upstream } = await played(["stream"]);
  await readAll(provider.generate(attemptOf({}, { stream: false })));
  const [request] = upstream.requests;
  expect(request).toMatchObject({
    method: "POST",
    url: "/v1/messages",
    headers: {
      "anthropic-version": "2023-06-01",
      "x-api-key": "sk-ant-1",
      "content-type": "application/json",
    },
    body: { stream: true },
  });
  expect(request?.headers).not.toHaveProperty("authorization");
  expect(request?.headers).not.toHaveProperty("anthropic-beta");
});

test("the operator's headers count: another version, features in trial, and an authorization instead of the key", async () => {
  const headers = {
    authorization: new Secret("Bearer token-1"),
    "anthropic-version": new Secret("2099-01-01"),
    "anthropic-beta": new Secret("trial-1"),
  };
  const { provider, upstream } = await played(["stream"], {}, headers);
  await readAll(provider.generate(attemptOf()));
  expect(upstream.requests[0]?.headers).toMatchObject({
    authorization: "Bearer token-1",
    "anthropic-version": "2099-01-01",
    "anthropic-beta": "trial-1",
  });
  expect(upstream.requests[0]?.headers).not.toHaveProperty("x-api-key");
});

test("all pages of the models, with what is known of them", async () => {
  const { provider, upstream } = await played(["models-1", "models-2"]);
  expect(await provider.listModels(new AbortController().signal)).toEqual([
    {
      id: "claude-opus-4-8",
      created: 1_779_926_400,
      ownedBy: "anthropic",
      contextTokens: 1_000_000,
      outputTokens: 128_000,
      abilities: ["tools", "images", "files", "json-schema", "reasoning"],
    },
    { id: "claude-old", ownedBy: "anthropic", abilities: ["tools", "images"] },
    {
      id: "claude-haiku-4-5",
      created: 1_760_486_400,
      ownedBy: "anthropic",
      contextTokens: 200_000,
      outputTokens: 64_000,
    },
  ]);
  expect(upstream.requests.map(({ url }) => url)).toEqual([
    "/v1/models?limit=1000",
    "/v1/models?limit=1000&after_id=claude-old",
  ]);
});

test("pages without end are no list", async () => {
  const { provider, upstream } = await played(["models-1"]);
  await expect(provider.listModels(new AbortController().signal)).rejects.toMatchObject({
    code: "upstream_invalid",
  });
  expect(upstream.requests).toHaveLength(2);
});

test("a list that is refused, or none", async () => {
  const { provider } = await played(["error-401", "text"]);
  const { signal } = new AbortController();
  await expect(provider.listModels(signal)).rejects.toMatchObject({ code: "upstream_credentials" });
  await expect(provider.listModels(signal)).rejects.toMatchObject({ code: "upstream_invalid" });
});

test("there are no embeddings, and nobody is asked for one", async () => {
  const { provider, upstream } = await played(["text"]);
  const { signal } = new AbortController();
  const task = { kind: "embed", inputs: ["a"] } as const;
  const { error } = await readAll(
    provider.embed({ callId: "req_1", model: "m", task, stream: false, signal }),
  );
  expect(error).toMatchObject({ code: "unsupported_by_provider" });
  expect(upstream.requests).toEqual([]);
});

test("what cannot be asked is not sent", async () => {
  const { provider, upstream } = await played(["stream"]);
  const { error } = await readAll(provider.generate(attemptOf({ options: { temperature: 1.5 } })));
  expect(error).toMatchObject({ code: "unsupported_by_provider", param: "temperature" });
  expect(upstream.requests).toEqual([]);
});

test("requests in its own dialect are handed on, so that the table says nothing about them", async () => {
  const { provider } = await played(["stream"]);
  expect(provider.forwards).toEqual(["messages"]);
  expect(provider.parameters).toBe(messagesParameters);
  expect(Object.keys(messagesParameters).toSorted()).toEqual(parameterNames.toSorted());
});

test("the kind in the settings", async () => {
  expect(anthropic).toMatchObject({
    type: "anthropic",
    baseUrl: "https://api.anthropic.com/v1",
    keyVariables: ["ANTHROPIC_API_KEY"],
  });
  const clocks = { connect: 1, firstByte: 1, idle: 1, total: 1 };
  const create = await anthropic.load();
  const provider = create(
    { clock: { now: () => 0 } },
    {
      name: "c",
      baseUrl: "https://api.anthropic.com/v1",
      headers: {},
      clocks,
      models: ["m"],
      contextTokens: 5,
    },
  );
  expect(provider.models).toEqual([{ id: "m", contextTokens: 5 }]);
  await provider.close();
});
