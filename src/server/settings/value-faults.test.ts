import { expect, test } from "vitest";
import { errorOf } from "./settings.fixture.ts";

test("providers that lack something", () => {
  const text = `providers:
  a: { type: openai-compatible }
  b: { type: openai-compatible, preset: azure }
  c: { type: openai-compatible, preset: groq }
  d: { type: openai-compatible, preset: grok }
  rehearsal: { type: openai-compatible, preset: ollama }
  e f: { type: rehearsal }
  g: { type: openai-compatible, preset: ollama, apiKey: k, headers: { Host: x, X-A: a, x-a: b, Authorization: c, "a b": d } }
`;
  expect(errorOf(text)).toMatchInlineSnapshot(`
    "The settings have 11 faults.

    parley.yaml, line 2, column 3, providers.a:
      The address is missing: there is no preset that has one. Write \`baseUrl\`.

    parley.yaml, line 3, column 3, providers.b:
      The address is missing: with azure everybody has their own. Write \`baseUrl\`.

    parley.yaml, line 3, column 3, providers.b:
      This provider needs an API key: set the environment variable AZURE_OPENAI_API_KEY, or write \`apiKey: "\${AZURE_OPENAI_API_KEY}"\`.

    parley.yaml, line 4, column 3, providers.c:
      This provider needs an API key: set the environment variable GROQ_API_KEY, or write \`apiKey: "\${GROQ_API_KEY}"\`.

    parley.yaml, line 5, column 41, providers.d.preset:
      Expected openai, azure, groq, mistral, deepseek, openrouter, together, vllm, sglang, llama-cpp, lm-studio or ollama, but found "grok". Did you mean "groq"?

    parley.yaml, line 6, column 3, providers.rehearsal:
      The name "rehearsal" is kept for the provider of this type. Choose another name.

    parley.yaml, line 7, column 3, providers["e f"]:
      Expected a name of 1 to 64 letters, digits, dots, dashes and underscores that begins with a letter or a digit, but found "e f".

    parley.yaml, line 8, column 71, providers.g.headers.Host:
      Expected another header: Parley sets this one itself, but found "Host".

    parley.yaml, line 8, column 88, providers.g.headers.x-a:
      This header is given twice: case does not count. Remove one.

    parley.yaml, line 8, column 96, providers.g.headers.Authorization:
      There is an \`apiKey\` as well. Remove one of the two.

    parley.yaml, line 8, column 114, providers.g.headers["a b"]:
      Expected the name of an HTTP header, but found "a b"."
  `);
});

test("single local models", () => {
  const text = `providers:
  a:
    type: llama
    gpu: off
    models:
      user/repo/file.gguf: {}
      a/user/repo/file: {}
      one: { contextTokens: 8, parallel: 65, threads: 0, gpuLayer: 1 }
      two: { gpuLayers: 20 }
      three: { gpuLayers: 0 }
      four: many
`;
  expect(errorOf(text)).toMatchInlineSnapshot(`
    "The settings have 8 faults.

    parley.yaml, line 6, column 7, providers.a.models["user/repo/file.gguf"]:
      Expected the name of a model file as in GET /v1/models, without the provider's name before it and without .gguf behind it, such as Qwen/Qwen3-0.6B-GGUF/Qwen3-0.6B-Q8_0, but found "user/repo/file.gguf".

    parley.yaml, line 7, column 7, providers.a.models["a/user/repo/file"]:
      Expected the name of a model file as in GET /v1/models, without the provider's name before it and without .gguf behind it, such as Qwen/Qwen3-0.6B-GGUF/Qwen3-0.6B-Q8_0, but found "a/user/repo/file".

    parley.yaml, line 8, column 29, providers.a.models.one.contextTokens:
      Expected a whole number from 256 to 10000000, but found 8.

    parley.yaml, line 8, column 42, providers.a.models.one.parallel:
      Expected a whole number from 1 to 64, but found 65.

    parley.yaml, line 8, column 55, providers.a.models.one.threads:
      Expected a whole number from 1 to 512, but found 0.

    parley.yaml, line 8, column 58, providers.a.models.one.gpuLayer:
      This setting is not known. Did you mean "gpuLayers"?

    parley.yaml, line 9, column 25, providers.a.models.two.gpuLayers:
      No layer can lie on a GPU: \`gpu\` is off for this provider. Remove this, or write \`gpu: auto\`.

    parley.yaml, line 11, column 13, providers.a.models.four:
      Expected a mapping (lines such as \`name: value\`), but found "many"."
  `);
});

test("values of every kind", () => {
  const text = `host: http://127.0.0.1
data: ~/parley
providers:
  a: { type: openai-compatible, baseUrl: localhost:8000 }
  b: { type: openai-compatible, baseUrl: https://a.example/v1/chat/completions }
  c: { type: openai-compatible, baseUrl: http://a.example/v1, timeouts: { connect: 10, idle: 0s }, models: [4.1, ""] }
  d: { type: rehearsal, tokensPerSecond: fast }
conversations: { contextTokens: 10 }
limits: { bodyBytes: 4 MB of text, headerBytes: 2MiB }
cors: { origins: [https://app.example/page, app.example] }
metrics: { access: opne }
shutdown: { grace: 2 minutes }
`;
  expect(errorOf(text)).toMatchInlineSnapshot(`
    "The settings have 16 faults.

    parley.yaml, line 1, column 7, host:
      Expected a host name or an IP address without scheme and port, such as 127.0.0.1, 0.0.0.0, :: or localhost, but found "http://127.0.0.1".

    parley.yaml, line 2, column 7, data:
      Expected a path; ~ is not replaced, so write \${HOME} instead, but found "~/parley".

    parley.yaml, line 4, column 42, providers.a.baseUrl:
      Expected an address that begins with https:// or http:// and has no user name, query, fragment, \`..\` or unusual form of an IP address, but found "localhost:8000".

    parley.yaml, line 5, column 42, providers.b.baseUrl:
      Expected the address up to the version, such as …/v1, without /chat/completions at its end, but found "https://a.example/v1/chat/completions".

    parley.yaml, line 6, column 84, providers.c.timeouts.connect:
      Expected a duration from 1ms to 24h, such as 500ms, 30s or 1m30s, but found 10.

    parley.yaml, line 6, column 94, providers.c.timeouts.idle:
      Expected a duration from 1ms to 24h, such as 500ms, 30s or 1m30s, but found "0s".

    parley.yaml, line 6, column 109, providers.c.models[0]:
      Expected a model's name; put it into quotes, but found 4.1.

    parley.yaml, line 6, column 114, providers.c.models[1]:
      Expected a model's name of 1 to 256 characters, but found an empty text.

    parley.yaml, line 7, column 42, providers.d.tokensPerSecond:
      Expected a whole number from 1 to 1000000, but found "fast".

    parley.yaml, line 8, column 33, conversations.contextTokens:
      Expected a whole number from 256 to 10000000, but found 10.

    parley.yaml, line 9, column 22, limits.bodyBytes:
      Expected a size from 1KiB to 1GiB, such as 4MiB, 64kB or a number of bytes, but found "4 MB of text".

    parley.yaml, line 9, column 49, limits.headerBytes:
      Expected a size from 1KiB to 1MiB, such as 4MiB, 64kB or a number of bytes, but found "2MiB".

    parley.yaml, line 10, column 19, cors.origins[0]:
      Expected an origin such as https://app.example (scheme, host and port, nothing after them), or "*" for all, but found "https://app.example/page".

    parley.yaml, line 10, column 45, cors.origins[1]:
      Expected an origin such as https://app.example (scheme, host and port, nothing after them), or "*" for all, but found "app.example".

    parley.yaml, line 11, column 20, metrics.access:
      Expected open or key, but found "opne". Did you mean "open"?

    parley.yaml, line 12, column 20, shutdown.grace:
      Expected a duration from 0s to 1h, such as 500ms, 30s or 1m30s, but found "2 minutes"."
  `);
});
