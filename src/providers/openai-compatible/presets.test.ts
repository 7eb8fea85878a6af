import { expect, test } from "vitest";
import { type Preset, presetAt, presets } from "./presets.ts";

const entries = Object.entries<Preset>(presets);

const addressed = entries.flatMap(([name, { baseUrl }]) =>
  baseUrl === undefined ? [] : [[name, baseUrl] as const],
);

test.each(addressed)(
  "the address of %s can be used as it is, and only inside the machine without TLS",
  (_, baseUrl) => {
    const url = new URL(baseUrl);
    expect(url.origin + url.pathname).toBe(baseUrl);
    expect(baseUrl).not.toMatch(/\/$/);
    expect([url.protocol, url.hostname]).toContain(url.protocol === "https:" ? url.hostname : "127.0.0.1");
  },
);

test.each(entries)("%s has a variable for its key if it needs one, and otherwise lives here", (_, preset) => {
  expect(preset.keyRequired).toBe(preset.apiKeyEnv !== undefined);
  expect(preset.keyRequired || preset.baseUrl?.startsWith("http://127.0.0.1:")).toBe(true);
});

test("a public service is known by its origin", () => {
  expect(presetAt("https://api.openai.com/v1")).toBe("openai");
  expect(presetAt("https://api.groq.com/other")).toBe("groq");
  for (const [name, { baseUrl, keyRequired }] of entries) {
    if (baseUrl !== undefined) expect(presetAt(baseUrl)).toBe(keyRequired ? name : undefined);
  }
});

test.each([
  "http://api.openai.com/v1",
  "https://api.openai.com:8443/v1",
  "https://api.openai.com.example/v1",
  "https://example.com/api.openai.com",
  "http://127.0.0.1:11434/v1",
])("%s is nobody's", (address) => {
  expect(presetAt(address)).toBeUndefined();
});
