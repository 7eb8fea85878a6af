import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/*
 * What every provider must be seen to read as its upstream writes it: one recorded answer for each case. A case that a
 * protocol does not have says why instead.
 */

type Case = readonly string[] | { readonly hasNone: string };

interface Recorded {
  readonly folder: string;
  readonly cases: Readonly<Record<string, Case>>;
}

const recorded: Readonly<Record<string, Recorded>> = {
  openai: {
    folder: "openai-compatible",
    cases: {
      text: ["whole"],
      stream: ["text"],
      tools: ["tools"],
      "parallel tools": ["parallel-tools"],
      thinking: ["thinking"],
      images: ["images"],
      refusal: ["refusal"],
      "length stop": ["length"],
      "each documented error": [
        "rejected",
        "wrong-key",
        "forbidden",
        "no-such-model",
        "too-long",
        "rate-limited",
        "no-quota",
        "failed",
      ],
      overload: ["overload"],
      "mid-stream error": ["breaks", "breaks-named"],
    },
  },
  azure: {
    folder: "openai-compatible",
    cases: {
      text: ["whole"],
      stream: ["text"],
      tools: ["tools"],
      "parallel tools": { hasNone: "they are written as OpenAI writes them" },
      thinking: { hasNone: "it is not told in chat completions" },
      images: { hasNone: "they are answered as OpenAI answers them" },
      refusal: ["filtered-prompt", "filtered-answer", "filtered-later"],
      "length stop": { hasNone: "it is written as OpenAI writes it" },
      "each documented error": [
        "wrong-key",
        "no-deployment",
        "no-resource",
        "too-long",
        "rate-limited",
        "timeout",
        "failed",
        "filter-down",
      ],
      overload: ["overload"],
      "mid-stream error": ["breaks", "breaks-filtered"],
    },
  },
  anthropic: {
    folder: "anthropic",
    cases: {
      text: ["text"],
      stream: ["stream"],
      tools: ["tools", "custom-tool"],
      "parallel tools": ["parallel-tools"],
      thinking: ["thinking", "omitted-thinking"],
      images: ["images"],
      refusal: ["refusal"],
      "length stop": ["length", "context-window"],
      "each documented error": [
        "error-400",
        "error-401",
        "error-402",
        "error-403",
        "error-404",
        "error-409",
        "error-413",
        "error-429",
        "error-500",
        "error-504",
      ],
      overload: ["error-529"],
      "mid-stream error": ["mid-stream-error", "mid-stream-failure", "broken-off"],
    },
  },
  gemini: {
    folder: "gemini",
    cases: {
      text: ["text"],
      stream: ["stream"],
      tools: ["tools"],
      "parallel tools": ["parallel-tools"],
      thinking: ["thinking"],
      images: ["images"],
      refusal: ["refusal", "blocked"],
      "length stop": ["length"],
      "each documented error": [
        "bad-request",
        "precondition",
        "forbidden",
        "not-found",
        "rate-limit",
        "internal",
        "deadline",
        "bad-key",
        "unauthenticated",
      ],
      overload: ["overload"],
      "mid-stream error": ["mid-stream-error", "truncated"],
    },
  },
  ollama: {
    folder: "ollama",
    cases: {
      text: ["text"],
      stream: ["stream"],
      tools: ["tools"],
      "parallel tools": ["parallel-tools"],
      thinking: ["thinking"],
      images: ["images"],
      refusal: ["refusal"],
      "length stop": ["length"],
      "each documented error": [
        "error-invalid-request",
        "error-model-not-found",
        "error-rate-limit",
        "error-internal",
        "error-bad-gateway",
      ],
      overload: ["error-overload"],
      "mid-stream error": ["error-in-stream"],
    },
  },
  "openai-responses": {
    folder: "openai-responses",
    cases: {
      text: { hasNone: "Parley always asks for a stream" },
      stream: ["text"],
      tools: ["tools", "custom-tool"],
      "parallel tools": ["parallel-tools"],
      thinking: ["thinking", "open-thinking"],
      images: ["images"],
      refusal: ["refusal", "content-filter"],
      "length stop": ["length"],
      "each documented error": [
        "bad-request",
        "invalid-key",
        "region",
        "unknown-model",
        "too-long",
        "rate-limit",
        "quota",
        "server-error",
        "slow-down",
      ],
      overload: ["overloaded"],
      "mid-stream error": ["error-mid-stream", "flat-error-mid-stream", "failed"],
    },
  },
  bedrock: {
    folder: "bedrock",
    cases: {
      text: { hasNone: "Parley always asks for a stream" },
      stream: ["text"],
      tools: ["tools"],
      "parallel tools": ["parallel-tools"],
      thinking: ["thinking"],
      images: ["images"],
      refusal: ["refusal", "guardrail"],
      "length stop": ["length"],
      "each documented error": [
        "access-denied",
        "internal",
        "model-error",
        "not-ready",
        "timeout",
        "not-found",
        "quota",
        "throttled",
        "validation",
      ],
      overload: ["overload"],
      "mid-stream error": [
        "breaks-internal",
        "breaks-model",
        "breaks-throttled",
        "breaks-unavailable",
        "breaks-validation",
      ],
    },
  },
};

const providers = new URL("../", import.meta.url);
const names = [
  "text",
  "stream",
  "tools",
  "parallel tools",
  "thinking",
  "images",
  "refusal",
  "length stop",
  "each documented error",
  "overload",
  "mid-stream error",
];

describe.each(Object.entries(recorded))("%s", (name, { folder, cases }) => {
  test("has an answer for each case, as it lies on the wire", () => {
    expect(Object.keys(cases)).toEqual(names);
    const files = Object.values(cases).flatMap((one) => ("hasNone" in one ? [] : one));
    for (const file of files) {
      const path = new URL(`${folder}/fixtures/${name}-${file}.http`, providers);
      expect(existsSync(path), path.pathname).toBe(true);
      expect(readFileSync(path, "latin1")).toMatch(/^HTTP\/1\.1 \d{3} /);
    }
  });
});

test("every recorded answer is named after its provider, and plays in a test", () => {
  for (const folder of new Set(Object.values(recorded).map((one) => one.folder))) {
    const at = new URL(`${folder}/`, providers);
    const tests = readdirSync(at)
      .filter((file) => /\.(?:test|fixture)\.ts$/.test(file))
      .map((file) => readFileSync(new URL(file, at), "utf8"))
      .join("\n");
    const prefixes = Object.entries(recorded).filter(([, one]) => one.folder === folder);
    for (const file of readdirSync(new URL("fixtures/", at))) {
      const prefix = prefixes.find(([name]) => file.startsWith(`${name}-`))?.[0];
      expect(prefix, file).toBeDefined();
      const said = file.slice(`${prefix ?? ""}-`.length, -".http".length);
      // Some tests put the word before all of their names.
      const bare = said.replace(/^error-/, "");
      expect(tests.includes(said) || tests.includes(`"${bare}"`), `${folder}: ${file} plays nowhere`).toBe(
        true,
      );
    }
  }
});
