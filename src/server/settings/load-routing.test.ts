import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { genericPreset, presets } from "../../providers/openai-compatible/presets.ts";
import { errorOf, load, upstreamOf } from "./settings.fixture.ts";

const providers = "providers: { a: { type: openai-compatible, baseUrl: 'http://a.example/v1' } }\n";

describe("models", () => {
  const one = (text: string) => load(`${providers}models: { m: ${text} }`).models[0];

  test("everything that is written arrives, with its units", () => {
    const target =
      '{ provider: a, model: x, weight: 3, region: eu, contextTokens: 8192, abilities: [tools, json-schema], when: { minTokens: 10, maxTokens: 2000, images: false, audio: true, files: yes, tools: true, jsonSchema: false, reasoning: "${REASONS:-true}" } }';
    expect(
      one(
        `{ strategy: fastest, sticky: conversation, maxPrice: { input: 0.25, output: $2 }, targets: [${target.replace("yes", "true")}] }`,
      ),
    ).toEqual({
      name: "m",
      strategy: "fastest",
      sticky: "conversation",
      maxPrice: { input: 250_000, output: 2_000_000 },
      targets: [
        {
          provider: "a",
          model: "x",
          weight: 3,
          region: "eu",
          contextTokens: 8192,
          abilities: ["tools", "json-schema"],
          when: {
            minTokens: 10,
            maxTokens: 2000,
            images: false,
            audio: true,
            files: true,
            tools: true,
            jsonSchema: false,
            reasoning: true,
          },
        },
      ],
    });
  });

  test("empty mappings say nothing", () => {
    expect(one("{ maxPrice: {}, targets: [{ provider: a, when: {} }] }")).toEqual({
      name: "m",
      strategy: "first",
      sticky: "auto",
      targets: [{ provider: "a", model: "m" }],
    });
  });

  test.each([
    ["first", "auto"],
    ["weighted", "auto"],
    ["least-busy", "off"],
    ["fastest", "off"],
    ["cheapest", "off"],
  ])("%s is by default sticky: %s", (strategy, sticky) => {
    expect(one(`{ strategy: ${strategy}, targets: [{ provider: a }] }`)).toMatchObject({ sticky });
  });
});

describe("endpoints", () => {
  const endpointsOf = (text: string, env: Record<string, string> = {}) => {
    const provider = upstreamOf(load(`providers: { p: { type: openai-compatible, ${text} } }`, env));
    return {
      baseUrl: provider.baseUrl,
      endpoints: provider.endpoints?.map(({ options, ...rest }) => ({
        ...rest,
        baseUrl: options.baseUrl,
        preset: options.preset,
        key: options.apiKey?.reveal(),
        models: options.models,
      })),
    };
  };

  test("have what the provider has, unless they say otherwise", () => {
    const text =
      "baseUrl: 'https://a.example/v1', apiKey: shared, models: [m], endpoints: [{}, { name: two, apiKey: own, weight: 3, region: eu }]";
    const common = { baseUrl: "https://a.example/v1", preset: genericPreset, models: ["m"] };
    expect(endpointsOf(text).endpoints).toEqual([
      { label: "1", weight: 1, ...common, key: "shared" },
      { label: "two", weight: 3, region: "eu", ...common, key: "own" },
    ]);
  });

  test("a provider may have nothing else; it is then known by the first", () => {
    const text =
      "endpoints: [{ baseUrl: 'http://a.example/v1' }, { baseUrl: 'http://b.example/v1', apiKey: k }]";
    const { baseUrl, endpoints } = endpointsOf(text);
    expect([baseUrl, ...(endpoints ?? []).map((one) => one.baseUrl)]).toEqual([
      "http://a.example/v1",
      "http://a.example/v1",
      "http://b.example/v1",
    ]);
  });

  test("a key from the environment goes to its own service alone", () => {
    const text =
      "preset: openai, endpoints: [{}, { baseUrl: 'https://other.example/v1', apiKey: own }, { apiKey: two }]";
    const { endpoints } = endpointsOf(text, { OPENAI_API_KEY: "live" });
    expect(endpoints?.map(({ key }) => key)).toEqual(["live", "own", "two"]);
    expect(endpoints?.map(({ preset }) => preset)).toEqual([presets.openai, presets.openai, presets.openai]);
  });
});

test("a stored key goes to the provider's own address alone", () => {
  const text = (url: string) =>
    `providers: { b: { type: openai-compatible, baseUrl: "https://b.example/v1", endpoints: [{ baseUrl: "${url}", apiKey: stored }] } }`;
  expect(errorOf(text("https://elsewhere.example/v1"))).toMatch(
    /endpoints\[0\]\.apiKey:\s+This address has another origin than the provider's, and a stored key goes to that alone\./,
  );
  expect(load(text("https://b.example/v2")).providers[0]).toMatchObject({
    endpoints: [{ options: { storedKey: true } }],
  });
});

test("the example of docs/routing.md works as it is written", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/routing.md"), "utf8");
  const [, example = ""] = /```yaml\n([^]*?)```/.exec(page) ?? [];
  expect(load(example)).toMatchObject({
    defaultModel: "chat",
    models: [{ strategy: "cheapest" }],
    warnings: [],
  });
});

test("mistakes are told with their places", () => {
  const text = `providers:
  a: { type: openai-compatible, preset: openai, endpoints: [{ apiKey: k }, {}] }
  b:
    type: openai-compatible
    baseUrl: https://b.example/v1
    apiKey: sk-secret-of-b
    headers: { Authorization: x }
    endpoints:
      - { name: one }
      - { name: one, weight: 0, url: x }
      - { baseUrl: "https://elsewhere.example/v1" }
      - { name: a b, apiKey: "two words", region: "" }
  c: { type: openai-compatible, endpoints: [] }
  d: { type: openai-compatible, endpoints: [{ weight: 1 }] }
  rehearsal: { type: rehearsal, endpoints: [{}] }
models:
  m:
    strategy: quickest
    sticky: maybe
    maxPrice: { input: cheap, outptu: 1 }
    targets:
      - { provider: b, weight: 1.5, region: "e u", abilities: [tool], when: { images: perhaps, minTokens: 9, maxTokens: 5, image: true } }
`;
  expect(errorOf(text)).toMatchInlineSnapshot(`
    "The settings have 24 faults.

    parley.yaml, line 2, column 76, providers.a.endpoints[1]:
      This provider needs an API key: set the environment variable OPENAI_API_KEY, or write \`apiKey: "\${OPENAI_API_KEY}"\`.

    parley.yaml, line 7, column 16, providers.b.headers.Authorization:
      A header would go to all endpoints, which have more than one origin. Write a provider of its own for each origin.

    parley.yaml, line 7, column 16, providers.b.headers.Authorization:
      There is an \`apiKey\` as well. Remove one of the two.

    parley.yaml, line 10, column 17, providers.b.endpoints[1].name:
      Another endpoint is called "one", too. Give each its own \`name\`.

    parley.yaml, line 10, column 30, providers.b.endpoints[1].weight:
      Expected a whole number from 1 to 10000, but found 0.

    parley.yaml, line 10, column 33, providers.b.endpoints[1].url:
      This setting is not known. Known here: name, baseUrl, apiKey, weight, region.

    parley.yaml, line 11, column 20, providers.b.endpoints[2].baseUrl:
      This address has another origin than the provider's, whose key is not sent there. Write \`apiKey\` here, too, or a provider of its own for it.

    parley.yaml, line 12, column 17, providers.b.endpoints[3].name:
      Expected a name of 1 to 40 letters, digits, dots, dashes and underscores that begins with a letter or a digit, but found "a b".

    parley.yaml, line 12, column 30, providers.b.endpoints[3].apiKey:
      Expected an API key, which is one word of visible ASCII characters, but found [redacted].

    parley.yaml, line 12, column 51, providers.b.endpoints[3].region:
      Expected a name of 1 to 40 letters, digits, dots, dashes and underscores that begins with a letter or a digit, but found an empty text.

    parley.yaml, line 13, column 3, providers.c:
      The address is missing: there is no preset that has one. Write \`baseUrl\`.

    parley.yaml, line 13, column 44, providers.c.endpoints:
      Expected at least one endpoint, such as { apiKey: … }, but found an empty list.

    parley.yaml, line 14, column 45, providers.d.endpoints[0]:
      The address is missing: there is no preset that has one. Write \`baseUrl\`.

    parley.yaml, line 15, column 33, providers.rehearsal.endpoints:
      This setting is not known. Known here: type, tokensPerSecond.

    parley.yaml, line 18, column 15, models.m.strategy:
      Expected first, weighted, least-busy, fastest or cheapest, but found "quickest".

    parley.yaml, line 19, column 13, models.m.sticky:
      Expected off, auto, conversation or cache-key, but found "maybe".

    parley.yaml, line 20, column 24, models.m.maxPrice.input:
      Expected an amount of US dollars from 0 to 1000000 with at most 6 decimals, such as 0.25, but found "cheap".

    parley.yaml, line 20, column 31, models.m.maxPrice.outptu:
      This setting is not known. Did you mean "output"?

    parley.yaml, line 22, column 32, models.m.targets[0].weight:
      Expected a whole number from 1 to 10000, but found 1.5.

    parley.yaml, line 22, column 45, models.m.targets[0].region:
      Expected a name of 1 to 40 letters, digits, dots, dashes and underscores that begins with a letter or a digit, but found "e u".

    parley.yaml, line 22, column 64, models.m.targets[0].abilities[0]:
      Expected images, audio, files, tools, json-schema, reasoning or embeddings, but found "tool". Did you mean "tools"?

    parley.yaml, line 22, column 87, models.m.targets[0].when.images:
      Expected true or false, but found "perhaps".

    parley.yaml, line 22, column 121, models.m.targets[0].when.maxTokens:
      No call can have at least 9 and at most 5 tokens.

    parley.yaml, line 22, column 124, models.m.targets[0].when.image:
      This setting is not known. Did you mean "images"?"
  `);
});
