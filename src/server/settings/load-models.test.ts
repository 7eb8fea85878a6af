import { describe, expect, test } from "vitest";
import { genericPreset, presets } from "../../providers/openai-compatible/presets.ts";
import { faultsOf, load, upstreamOf } from "./settings.fixture.ts";

describe("presets", () => {
  const one = (provider: string, env: Record<string, string> = {}) => {
    const settings = load(`providers: { p: { type: openai-compatible, ${provider} } }`, env);
    const { baseUrl, preset, apiKey } = upstreamOf(settings);
    return { baseUrl, preset, key: apiKey?.reveal() };
  };

  test("give address, habits and the variable with the key", () => {
    const env = { GROQ_API_KEY: "gsk" };
    expect(one("preset: groq", env)).toEqual({
      baseUrl: presets.groq.baseUrl,
      preset: presets.groq,
      key: "gsk",
    });
    expect(one("preset: groq, apiKey: own", env).key).toBe("own");
    expect(one("preset: ollama")).toEqual({
      baseUrl: presets.ollama.baseUrl,
      preset: presets.ollama,
      key: undefined,
    });
  });

  test("are recognised by the address of a public service", () => {
    const address = "baseUrl: https://api.mistral.ai/v1";
    expect(one(address, { MISTRAL_API_KEY: "m" })).toMatchObject({ preset: presets.mistral, key: "m" });
    expect(one("baseUrl: http://127.0.0.1:11434/v1").preset).toBe(genericPreset);
    expect(one("baseUrl: http://api.openai.com/v1").preset).toBe(genericPreset);
  });

  test("a key from the environment goes to its own service only", () => {
    const env = { OPENAI_API_KEY: "sk-live", AZURE_OPENAI_API_KEY: "az" };
    const elsewhere = "preset: openai, baseUrl: https://proxy.example/v1";
    expect(() => one(elsewhere, env)).toThrow('write `apiKey: "${OPENAI_API_KEY}"`');
    expect(one(`${elsewhere}, apiKey: "\${OPENAI_API_KEY}"`, env).key).toBe("sk-live");
    expect(one("preset: azure, baseUrl: https://x.openai.azure.com/openai/v1", env).key).toBe("az");
    expect(one("baseUrl: https://other.example/v1", env).key).toBeUndefined();
    expect(one('preset: openai, headers: { Authorization: "Basic x" }', env).key).toBeUndefined();
  });
});

describe("the default model", () => {
  const providers =
    "providers: { p: { type: openai-compatible, baseUrl: 'http://p/v1', models: [listed] } }\n";
  test.each([
    ["models: { a: { targets: [{ provider: p }] }, chat: { targets: [{ provider: p }] } }", "chat"],
    ["models: { '*': { targets: [{ provider: p }] }, b: { targets: [{ provider: p }] } }", "b"],
    ["defaultModel: p/x", "p/x"],
    ["defaultModel: listed", "listed"],
    ["defaultModel: rehearsal-slow", "rehearsal-slow"],
    ["defaultModel: rehearsal/rehearsal", "rehearsal/rehearsal"],
    ["models: { '*': { targets: [{ provider: p }] } }\ndefaultModel: any/thing", "any/thing"],
  ])("%s gives %s", (text, name) => {
    expect(load(providers + text)).toMatchObject({ defaultModel: name, warnings: [] });
  });

  test("is rehearsal, with a warning, when the file has other providers and names none", () => {
    const { defaultModel, warnings } = load(providers);
    expect(defaultModel).toBe("rehearsal");
    expect(warnings).toEqual([expect.stringContaining("Set defaultModel.")]);
  });

  test.each(["nope", "q/x", "p/", "*", "p"])("%s is refused", (name) => {
    expect(faultsOf(`${providers}defaultModel: "${name}"`).faults).toMatchObject([
      { path: "defaultModel", line: 2 },
    ]);
  });
});

test("the model for summaries is one that there is", () => {
  const settings = (name: string) => `conversations: { summaryModel: ${name} }
models: { brief: { targets: [{ provider: rehearsal, model: rehearsal }] } }
`;
  expect(load(settings("brief")).conversations.summaryModel).toBe("brief");
  expect(() => load(settings("breif"))).toThrow('There is no model "breif". Did you mean "brief"?');
});
