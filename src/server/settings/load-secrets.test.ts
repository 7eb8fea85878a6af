import { describe, expect, test } from "vitest";
import { cwd, errorOf, faultsOf } from "./settings.fixture.ts";

describe("secrets are in no error", () => {
  const secret = "sEcReT7";

  test.each([
    `apiKey: "two ${secret} words"`,
    `apiKey: [${secret}]`,
    `apiKey: { key: ${secret} }`,
    `apiKey:${secret}`,
    `apikey: ${secret}`,
    `apiKey: "${secret}", apiKey: "${secret}"`,
    `apiKey: "${secret}`,
    `apiKey: "\\q${secret}"`,
    `apiKey: @${secret}`,
    `apiKey: !${secret} x`,
    `apiKey: *${secret}`,
    `apiKey: "\${MISSING}${secret}"`,
    `apiKey: "a b \${KEY}"`,
    `apiKey: "\${KEY} \${OTHER:-${secret}}"`,
    `headers: { x-key: [${secret}] }`,
    `headers: [${secret}]`,
    `headers: { authorization:${secret} }`,
    `headers: { "x": "a\\n${secret}" }`,
    `baseUrl: "https://user:${secret}@api.example/v1"`,
    `baseUrl: "https://api.example/v1?key=${secret}"`,
    `preset: sk-${secret}`,
    `models: [[{ apiKey: ${secret} }]]`,
  ])("%s", (wrong) => {
    const text = `providers: { p: { type: openai-compatible, ${wrong}, timeouts: 1 } }`;
    expect(errorOf(text, { KEY: secret })).not.toContain(secret);
  });

  test.each([
    [`OPENAI_API_KEY`, { OPENAI_API_KEY: `${secret} x` }],
    [`OPENAI_BASE_URL`, { OPENAI_API_KEY: "k", OPENAI_BASE_URL: `http://u:${secret}@a/v1` }],
    [`PARLEY_DATABASE`, { PARLEY_DATABASE: `mysql://u:${secret}@host/name` }],
    [`PARLEY_DATABASE`, { PARLEY_DATABASE: `postgres://${secret}` }],
    [`PARLEY_SECRET`, { PARLEY_SECRET: secret }],
    [`MISTRAL_API_KEY`, { PARLEY_CONFIG: "m.yaml", MISTRAL_API_KEY: `${secret} x` }],
  ])("the variable %s", (name, env) => {
    const files = { [`${cwd}/m.yaml`]: "providers: { m: { type: openai-compatible, preset: mistral } }" };
    const { message } = faultsOf(files, env);
    expect(message).toContain(name);
    expect(message).not.toContain(secret);
  });

  test.each([
    "0".repeat(64),
    "00112233".repeat(8),
    Buffer.alloc(32, 7).toString("base64"),
    Buffer.from("changeme".repeat(5)).toString("base64"),
  ])("an example is refused as the installation's secret: %s", (example) => {
    const { message } = faultsOf({}, { PARLEY_SECRET: example });
    expect(message).toContain("PARLEY_SECRET");
    expect(message).toContain("random bytes");
    expect(message).not.toContain(example);
  });

  test.each([`database: "postgres://u:${secret}"`, `database: [${secret}]`, `secret: ${secret}`])(
    "%s",
    (text) => {
      const message = errorOf(text);
      expect(message).toContain("Expected ");
      expect(message).not.toContain(secret);
    },
  );

  test("a number as a key is shown neither", () => {
    const text = "providers: { p: { type: openai-compatible, preset: ollama, apiKey: 1234567 } }";
    const message = errorOf(text);
    expect(message).toContain("[redacted]");
    expect(message).not.toContain("1234567");
  });

  test("what a variable contains is not shown, wherever it was put", () => {
    const slots = (fill: (index: number) => string) => {
      let index = 0;
      return `port: @
host: @
data: @
providers:
  a: { type: @, preset: @, baseUrl: @, apiKey: @, headers: { x: @ }, timeouts: { connect: @ }, models: [@, @] }
  b: { type: rehearsal, tokensPerSecond: @ }
  c: @
models: { chat: { targets: [{ provider: @, model: @ }, @] }, other: @ }
defaultModel: @
limits: { bodyBytes: @, jsonDepth: @ }
cors: { origins: [@] }
log: { level: @ }
shutdown: @
`.replaceAll("@", () => fill(index++));
    };
    const good = ["1", "h", "d", "openai-compatible", "ollama", "http://a/v1", "k", "v", "1s", "m", "n", "1"];
    for (let slot = 0; slot < 22; slot++) {
      const text = slots((index) => (index === slot ? '"${X}"' : (good[index] ?? "1")));
      expect(errorOf(text, { X: `\n${secret}` })).not.toContain(secret);
    }
  });
});
