import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCatalogue } from "../engine/catalogue.ts";
import { createModelLists } from "../engine/model-lists.ts";
import { tableOf } from "../engine/parameter-table.fixture.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Provider, ProviderModel } from "../spec/provider.ts";
import { eventData, messages, post } from "./asking.fixture.ts";
import { serveScripted, type Served, textAnswer } from "./serving.fixture.ts";

/** Ignores everything that can be ignored. */
const parameters = tableOf((name) => ({ how: "ignored", why: `This model has no ${name}…` }));

const prices = {
  version: "test",
  priceOf: (_provider: string, model: string) =>
    model === "x" ? { input: 250_000, cached: 25_000, output: 2_000_000 } : undefined,
};

const listed: readonly ProviderModel[] = [
  { id: "x", contextTokens: 8_000, outputTokens: 1_000, abilities: ["tools"] },
];

let served: Served;
/** The fetched list of the provider `asked`: how it answers. */
let list: () => Promise<readonly ProviderModel[]>;

beforeEach(async () => {
  list = () => Promise.resolve(listed);
  served = await serveScripted((scripted) => {
    const picky: Provider = { ...scripted, name: "picky", models: [], parameters };
    const asked: Provider = { ...scripted, name: "asked", models: [], listModels: () => list() };
    const targets = [
      { provider: "scripted", model: "m", region: "us" },
      { provider: "asked", model: "x", region: "eu", when: { images: false } },
    ];
    return createCatalogue([scripted, picky, asked], [{ name: "chat", targets }], {
      prices,
      lists: createModelLists({ clock: { monotonic: () => 0 }, warn: () => undefined }, [asked]),
    });
  });
});
afterEach(() => served.close());

const chat = (body: object, headers: Record<string, string> = {}) =>
  post(
    served,
    "/v1/chat/completions",
    { model: "chat", messages, ...body },
    { headers: { authorization: `Bearer ${served.key}`, "content-type": "application/json", ...headers } },
  );

const wayOf = (response: Response) => response.headers.get("x-parley-route");

describe("every answer says which way it went", () => {
  test("whole and streamed", async () => {
    const whole = await chat({ model: "m" });
    expect(wayOf(whole)).toBe("scripted/m; first; 1 considered; 1 attempt");
    expect(whole.headers.get("x-parley-warning")).toBeNull();
    const streamed = await chat({ model: "m", stream: true });
    expect(wayOf(streamed)).toBe("scripted/m; first; 1 considered; 1 attempt");
    expect((await eventData(streamed)).at(-1)).toBe("[DONE]");
  });

  test("with the attempts before it, also in front of a stream", async () => {
    let times = 0;
    served.script = () => (times++ === 0 ? [new ParleyError("upstream_overloaded")] : textAnswer("late"));
    const response = await chat({ stream: true });
    expect(wayOf(response)).toBe("asked/x; first; 2 considered; scripted/m: upstream_overloaded; 2 attempts");
    await response.text();
  });

  test("and so does every refusal after a way was looked for", async () => {
    served.script = () => [new ParleyError("upstream_overloaded")];
    const response = await chat({}, { "x-parley-retries": "1" });
    expect(response.status).toBe(503);
    expect(wayOf(response)).toBe(
      "none; first; 2 considered; scripted/m: upstream_overloaded; asked/x: upstream_overloaded; 2 attempts",
    );
    expect(wayOf(await chat({ model: "nobody" }))).toBeNull();
  });

  test("the other endpoints as well", async () => {
    const embedded = await post(served, "/v1/embeddings", { model: "chat", input: "a" });
    expect(wayOf(embedded)).toMatch(/^scripted\/m;/);
    const said = await post(served, "/v1/chat", { model: "chat", prompt: "hi" });
    expect(wayOf(said)).toMatch(/^scripted\/m;/);
    const completed = await post(served, "/v1/completions", { model: "chat", prompt: "hi" });
    expect(wayOf(completed)).toMatch(/^scripted\/m;/);
  });

  test("the caller may demand a region", async () => {
    const response = await chat({}, { "x-parley-region": "eu" });
    expect(wayOf(response)).toBe("asked/x; first; 2 considered; skipped scripted/m: in region us; 1 attempt");
    const nowhere = await chat({}, { "x-parley-region": "mars" });
    expect(nowhere.status).toBe(400);
    expect(await nowhere.json()).toMatchObject({
      error: {
        code: "model_unavailable",
        param: "model",
        message:
          "None of the targets of the model `chat` can take this call (scripted/m: in region us; asked/x: in region eu).",
      },
    });
    expect(wayOf(nowhere)).toBe(
      "none; first; 2 considered; skipped scripted/m: in region us; skipped asked/x: in region eu; 0 attempts",
    );
    expect((await chat({}, { "x-parley-region": "e u" })).status).toBe(400);
    expect((await chat({}, { "x-parley-region": "x".repeat(41) })).status).toBe(400);
  });
});

describe("what is not obeyed", () => {
  test("is said in a header, in ASCII", async () => {
    const response = await chat({ model: "picky/x", seed: 1, möglich: true });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-parley-warning")).toBe(
      "seed: This model has no seed?; m?glich: 'm?glich' is not known to this provider and was not sent.",
    );
  });

  test("which is never longer than 1000 characters", async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`${"x".repeat(60)}${at}`, 1]));
    const response = await chat({ model: "picky/x", stream: true, ...many });
    const header = response.headers.get("x-parley-warning") ?? "";
    expect(header).toHaveLength(1_000);
    expect(header).toMatch(/\.\.\.$/);
    await response.text();
  });

  test("is no concern of a provider that gets the request as it came", async () => {
    const response = await chat({ model: "m", seed: 1, magic: true });
    expect(response.headers.get("x-parley-warning")).toBeNull();
  });
});

describe("GET /v1/models", () => {
  const models = async () => {
    const response = await fetch(`${served.url}/v1/models`, {
      headers: { authorization: `Bearer ${served.key}` },
    });
    return ((await response.json()) as { data: { id: string; created: number }[] }).data;
  };
  const figures = {
    object: "model",
    context_length: 8_000,
    max_output_tokens: 1_000,
    pricing: { input: "0.25", cached_input: "0.025", output: "2.00" },
    abilities: ["tools"],
  };

  test("asks providers that must be asked, and shows all that is known", async () => {
    const all = await models();
    const created = expect.any(Number) as number;
    expect(all.find(({ id }) => id === "asked/x")).toEqual({
      id: "asked/x",
      created,
      owned_by: "asked",
      ...figures,
    });
    expect(all.find(({ id }) => id === "m")).toEqual({
      id: "m",
      object: "model",
      created,
      owned_by: "scripted",
      context_length: 1_000,
    });
    expect(all.find(({ id }) => id === "chat")).toEqual({
      id: "chat",
      object: "model",
      created,
      owned_by: "parley",
      context_length: 8_000,
    });
    const one = await fetch(`${served.url}/v1/models/asked/x`, {
      headers: { authorization: `Bearer ${served.key}` },
    });
    expect(await one.json()).toMatchObject(figures);
  });

  test("a model that only a list knows can be asked for, once the list was read", async () => {
    expect((await chat({ model: "x" })).status).toBe(404);
    await models();
    expect(wayOf(await chat({ model: "x" }))).toMatch(/^asked\/x;/);
  });

  test("a provider that does not answer hides nobody", async () => {
    list = () => Promise.reject(new ParleyError("upstream_unreachable"));
    const ids = (await models()).map(({ id }) => id);
    expect(ids).toContain("scripted/m");
    expect(ids).not.toContain("asked/x");
  });
});
