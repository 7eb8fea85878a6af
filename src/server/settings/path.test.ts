import fc from "fast-check";
import { expect, test } from "vitest";
import { masked, pathText } from "./path.ts";

test.each([
  [[], ""],
  [["port"], "port"],
  [["models", "chat", "targets", 0, "provider"], "models.chat.targets[0].provider"],
  [["models", "*", "targets"], 'models["*"].targets'],
  [["models", "gpt-5.1"], 'models["gpt-5.1"]'],
  [["providers", 'a"b\n'], 'providers["a\\"b\\n"]'],
  [["providers", `sk-proj-${"a1".repeat(20)}`], 'providers["[redacted]"]'],
])("%j is written %s", (path, text) => {
  expect(pathText(path)).toBe(text);
});

test.each([
  "gpt-5-mini",
  "gpt-4o-mini-2024-07-18",
  "claude-sonnet-4-5-20250929",
  "meta-llama/Llama-3.3-70B-Instruct-Turbo-Free",
  "rehearsal-breaks-midway",
  "http://127.0.0.1:8080/v1",
  "${OPENAI_API_KEY}",
  "4 MB of text",
])("%s is shown", (text) => {
  expect(masked(text)).toBe(text);
});

test.each([
  ["sk-1", "sk-1"],
  ["sk-12345678", "[redacted]"],
  ["Bearer sk-live-abcdef", "Bearer [redacted]"],
  ["gsk_abcdefgh12345678", "[redacted]"],
  ["0123456789abcdef0123456789abcdef", "[redacted]"],
  ["a1b2c3d4-e5f6-7890-abcd-ef1234567890", "[redacted]"],
  ["https://me:word@a.example/v1", "https://[redacted]@a.example/v1"],
  ["https://a.example/v1?key=word", "https://a.example/v1?[redacted]"],
  ["apiKey:word and more", "apiKey:[redacted]"],
  ["Authorization: Basic word", "Authorization: [redacted]"],
])("%s is shown as %s", (text, shown) => {
  expect(masked(text)).toBe(shown);
});

test("what is shown is short", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (text) => {
      expect(masked(text).length).toBeLessThanOrEqual(81);
    }),
  );
});
