import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SettingsError } from "./fault.ts";
import { loadSettings } from "./load.ts";
import { cwd, errorOf, faultsOf, load } from "./settings.fixture.ts";

describe("what the operator reads", () => {
  test("wrong type and bad port", () => {
    expect(errorOf("port: http\nhost: [a]\nlog: on\nmodels: [chat]\n")).toMatchInlineSnapshot(`
      "The settings have 4 faults.

      parley.yaml, line 1, column 7, port:
        Expected a whole number from 0 to 65535, but found "http".

      parley.yaml, line 2, column 7, host:
        Expected a host name or an IP address without scheme and port, such as 127.0.0.1, 0.0.0.0, :: or localhost, but found a list.

      parley.yaml, line 3, column 6, log:
        Expected a mapping (lines such as \`name: value\`), but found "on".

      parley.yaml, line 4, column 9, models:
        Expected a mapping (lines such as \`name: value\`), but found a list."
    `);
    expect(errorOf("port: 65536")).toMatchInlineSnapshot(`
      "The settings have one fault.

      parley.yaml, line 1, column 7, port:
        Expected a whole number from 0 to 65535, but found 65536."
    `);
    expect(errorOf("port: 80.5")).toMatchInlineSnapshot(`
      "The settings have one fault.

      parley.yaml, line 1, column 7, port:
        Expected a whole number from 0 to 65535, but found 80.5."
    `);
    expect(errorOf("port:")).toMatchInlineSnapshot(`
      "The settings have one fault.

      parley.yaml, line 1, column 6, port:
        Expected a whole number from 0 to 65535, but found nothing."
    `);
    expect(errorOf(undefined, { PARLEY_PORT: "80a", PARLEY_LOG_LEVEL: "loud" })).toMatchInlineSnapshot(`
      "The settings have 2 faults.

      PARLEY_PORT:
        Expected a whole number from 0 to 65535, but found "80a".

      PARLEY_LOG_LEVEL:
        Expected trace, debug, info, warn, error, fatal or silent, but found "loud"."
    `);
  });

  test("unknown names", () => {
    const text = `prot: 1
providers:
  a: { type: openai-compatible, base_url: https://a.example/v1, colour: red }
  b: { type: rehearsal, baseUrl: https://a.example/v1 }
  c: { type: openai }
  d: {}
limits: { body: 1 }
`;
    expect(errorOf(text)).toMatchInlineSnapshot(`
      "The settings have 8 faults.

      parley.yaml, line 1, column 1, prot:
        This setting is not known. Did you mean "port"?

      parley.yaml, line 3, column 3, providers.a:
        The address is missing: there is no preset that has one. Write \`baseUrl\`.

      parley.yaml, line 3, column 33, providers.a.base_url:
        This setting is not known. Did you mean "baseUrl"?

      parley.yaml, line 3, column 65, providers.a.colour:
        This setting is not known. Known here: type, preset, baseUrl, apiKey, headers, timeouts, jsonSchema, onDisconnect, models, contextTokens, endpoints, lookup, apiVersion.

      parley.yaml, line 4, column 25, providers.b.baseUrl:
        This setting is not known. Known here: type, tokensPerSecond.

      parley.yaml, line 5, column 14, providers.c.type:
        Expected openai-compatible, anthropic, bedrock, gemini, ollama, openai-responses, llama or rehearsal, but found "openai".

      parley.yaml, line 6, column 3, providers.d.type:
        Expected openai-compatible, anthropic, bedrock, gemini, ollama, openai-responses, llama or rehearsal, but it is missing.

      parley.yaml, line 7, column 11, limits.body:
        This setting is not known. Known here: bodyBytes, mediaBytes, headerBytes, jsonDepth, jsonValues."
    `);
  });

  test("a missing variable", () => {
    const text =
      'providers:\n  openai:\n    type: openai-compatible\n    preset: openai\n    apiKey: "${OPENAI_KEY}"\n';
    expect(errorOf(text)).toMatchInlineSnapshot(`
      "The settings have one fault.

      parley.yaml, line 5, column 14, providers.openai.apiKey:
        The environment variable OPENAI_KEY is not set. Set it, or give a default: \${OPENAI_KEY:-default}."
    `);
    expect(errorOf("port: ${PORT}", { PORT: "eighty" })).toMatchInlineSnapshot(`
      "The settings have one fault.

      parley.yaml, line 1, column 7, port:
        Expected a whole number from 0 to 65535, but "\${PORT}" gives something else."
    `);
  });

  test("bad YAML", () => {
    expect(errorOf("providers:\n\topenai: {}\n")).toMatchInlineSnapshot(`
      "The settings have one fault.

      parley.yaml, line 2, column 1:
        This line is indented with a tab. Indent with spaces."
    `);
    expect(errorOf("providers:\n  a: {}\n b: {}\n")).toMatchInlineSnapshot(`
      "The settings have one fault.

      parley.yaml, line 3, column 1:
        The indentation is wrong. Entries that belong together begin in the same column, and what { or [ opens must be closed."
    `);
    expect(errorOf("port: 1\nport: 2\n")).toMatchInlineSnapshot(`
      "The settings have one fault.

      parley.yaml, line 2, column 1, port:
        This name is given twice, the first time in line 1. Remove one of them."
    `);
    expect(errorOf("- port: 1\n")).toMatchInlineSnapshot(`
      "The settings have one fault.

      parley.yaml, line 1, column 1:
        Expected a mapping (lines such as \`name: value\`), but found a list."
    `);
    expect(errorOf("just a text\n")).toMatchInlineSnapshot(`
      "The settings have one fault.

      parley.yaml, line 1, column 1:
        Expected a mapping (lines such as \`name: value\`), but found "just a text"."
    `);
    expect(errorOf("port: 1\n---\nport: 2\n")).toMatchInlineSnapshot(`
      "The settings have one fault.

      parley.yaml, line 2, column 1:
        A second document begins here. The file holds one; remove the line with ---."
    `);
  });

  test("references", () => {
    const text = `providers:
  openai: { type: openai-compatible, preset: openai, apiKey: k }
models:
  chat:
    targets:
      - { provider: opnai, model: gpt-5-mini }
      - { provider: other, model: x }
      - { model: y }
  fast: { targets: [] }
  a/b: { targets: [{ provider: openai }] }
defaultModel: caht
`;
    expect(errorOf(text)).toMatchInlineSnapshot(`
      "The settings have 6 faults.

      parley.yaml, line 6, column 21, models.chat.targets[0].provider:
        There is no provider "opnai". Did you mean "openai"?

      parley.yaml, line 7, column 21, models.chat.targets[1].provider:
        There is no provider "other". There are: openai, rehearsal, local.

      parley.yaml, line 8, column 9, models.chat.targets[2].provider:
        Expected a provider's name, but it is missing.

      parley.yaml, line 9, column 20, models.fast.targets:
        Expected at least one target, such as { provider: openai, model: gpt-5-mini }, but found an empty list.

      parley.yaml, line 10, column 3, models["a/b"]:
        Expected a name of 1 to 64 letters, digits, dots, colons, dashes and underscores that begins with a letter or a digit, or "*", but found "a/b".

      parley.yaml, line 11, column 15, defaultModel:
        There is no model "caht". Did you mean "chat"?"
    `);
  });

  test("a file that cannot be read", () => {
    const reading = (code: string, env = {}) => {
      const readFile = () => {
        throw Object.assign(new Error("secret path"), { code });
      };
      return () => loadSettings({ env, cwd, readFile });
    };
    expect(errorOf(undefined, { PARLEY_CONFIG: "other.yaml" })).toMatchInlineSnapshot(`
      "The settings have one fault.

      PARLEY_CONFIG:
        The file other.yaml does not exist."
    `);
    expect(reading("EISDIR", { PARLEY_CONFIG: "/etc" })).toThrowErrorMatchingInlineSnapshot(`
      [SettingsError: The settings have one fault.

      PARLEY_CONFIG:
        The file /etc is a folder.]
    `);
    expect(reading("EACCES")).toThrowErrorMatchingInlineSnapshot(`
      [SettingsError: The settings have one fault.

      parley.yaml:
        The file may not be read by this user.]
    `);
    expect(reading("EIO")).toThrowErrorMatchingInlineSnapshot(`
      [SettingsError: The settings have one fault.

      parley.yaml:
        The file cannot be read (EIO).]
    `);
    expect(errorOf("\uFFFD\uFFFDp\0o\0r\0t\0")).toMatchInlineSnapshot(`
      "The settings have one fault.

      parley.yaml:
        The file is not encoded in UTF-8. Save it as UTF-8."
    `);
  });
});

test("all faults are told at once, each with its place", () => {
  const error = faultsOf("port: x\nlog: { level: ${NO} }\n", { PARLEY_HOST: "a b" });
  expect(error).toBeInstanceOf(SettingsError);
  expect(error.faults).toEqual([
    { path: "PARLEY_HOST", message: expect.any(String) },
    {
      file: "parley.yaml",
      path: "port",
      line: 1,
      column: 7,
      message: expect.any(String),
      expected: "a whole number from 0 to 65535",
      found: '"x"',
    },
    { file: "parley.yaml", path: "log.level", line: 2, column: 15, message: expect.any(String) },
  ]);
});

test("any file is taken, or refused with faults", () => {
  const whole = `port: 1
providers: { a: { type: openai-compatible, preset: groq, apiKey: "\${K}" }, b: { type: rehearsal } }
models: { chat: { targets: [{ provider: a, model: x }] }, "*": { targets: [{ provider: b }] } }
defaultModel: chat
limits: { bodyBytes: 4MiB }
cors: { origins: ["*"] }
`;
  const noise = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc.constantFrom("\n", "  ", "{", "]", ": ", "- ", "${", "&a ", "*a"),
  );
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(20), noise, (start, length, insertion) => {
      const text = whole.slice(0, start) + insertion + whole.slice(start + length);
      try {
        load(text, { K: "key" });
      } catch (error) {
        if (!(error instanceof SettingsError)) throw error;
        expect(error.faults.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});
