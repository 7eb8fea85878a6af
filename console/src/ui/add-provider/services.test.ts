import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { presets } from "../../../../src/providers/openai-compatible/presets.ts";
import { freeName, keyPlaces, newProviderOf, services, settingsOf } from "./services.ts";

const documented = readFileSync(new URL("../../../../docs/providers.md", import.meta.url), "utf8");

test.each(services)(
  "$name: its settings are YAML that says where the key is, and types that there are",
  (service) => {
    for (const place of keyPlaces) {
      const { providers } = parse(settingsOf(service, place)) as {
        providers: Record<string, { type: string; preset?: keyof typeof presets; apiKey?: string }>;
      };
      const { type = "", preset, apiKey } = providers[service.name] ?? {};
      expect(documented).toContain(`type: ${type}`);
      if (preset !== undefined) expect(presets[preset]).toHaveProperty("apiKeyEnv", service.variable);
      const expected = place === "stored" ? "stored" : `\${${service.variable ?? ""}}`;
      expect(apiKey).toBe(service.variable === undefined ? undefined : expected);
    }
  },
);

test("a name that is taken gets a number", () => {
  expect(freeName("openai", [])).toBe("openai");
  expect(freeName("openai", ["rehearsal", "local"])).toBe("openai");
  expect(freeName("openai", ["openai", "openai-2"])).toBe("openai-3");
  expect(freeName("openai", ["openai"])).toBe("openai-2");
});

test("what is filled in is sent, and nothing else", () => {
  const [openai] = services;
  const azure = services.find(({ name }) => name === "azure");
  if (openai === undefined || azure === undefined) throw new Error("these services are there");
  const blank = { name: "mine ", special: "", key: "", aliasName: "", aliasModel: "" };
  expect(newProviderOf(openai, blank)).toEqual({ name: "mine", type: "openai-compatible", preset: "openai" });
  const filled = {
    ...blank,
    special: "https://x.example/openai/v1",
    key: " k\n",
    aliasName: "chat",
    aliasModel: "m",
  };
  expect(newProviderOf(azure, filled)).toEqual({
    name: "mine",
    type: "openai-compatible",
    preset: "azure",
    base_url: "https://x.example/openai/v1",
    key: "k",
    model: { name: "chat", model: "m" },
  });
});
