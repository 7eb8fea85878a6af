import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hideSecrets } from "./hide-secrets.ts";
import { restoreSecrets } from "./restore-secrets.ts";

const shown = (source: string): string | undefined => hideSecrets(source)?.text;

/** Every place where a secret can be, each with one of its own. */
const whole = `
database: postgres://parley:hunter-01@db.example/parley
secret: "hunter-02hunter-02hunter-02hunter-02hunter-02" # hunter of hunters
providers:
  up:
    type: openai-compatible
    baseUrl: https://up.example/v1
    apiKey: hunter-03 # what it is
    headers: { x-team: 'hunter-04', authorization: "Bearer \${TOKEN}" }
    endpoints: [{ apiKey: hunter-05 }, { apiKey: stored }, { apiKey: "\${NAMED}" }]
  aws: { type: bedrock, accessKeyId: hunter-06, secretAccessKey: hunter-07, sessionToken: hunter-08 }
  text:
    type: openai-compatible
    apiKey: |
      hunter-09
    headers:
      x-mixed: hunter-10\${TOKEN}
      x-default: \${TOKEN:-hunter-11}
sso: { one: { issuer: "https://idp.example", clientId: me, clientSecret: hunter-12 } }
anomalies: { webhook: { url: "https://hooks.example/hunter-13", secret: hunter-14 } }
audit: { checkpoints: { command: [tool, --token, hunter-15] } }
# apiKey: hunter-16
# the old one was sk-hunter-17 and its place https://me:hunter-18@old.example
models: { chat: { targets: [{ provider: up, model: gpt-5-mini }] } }
`;

test("no secret is shown, wherever it stands, and what is none is", () => {
  const text = shown(whole);
  expect(text).not.toMatch(/hunter-\d/);
  for (const kept of [
    "baseUrl: https://up.example/v1",
    'authorization: "Bearer ${TOKEN}"',
    "{ apiKey: stored }",
    '{ apiKey: "${NAMED}" }',
    "# what it is",
    "hunter of hunters",
    "clientId: me",
    "model: gpt-5-mini",
  ])
    expect(text).toContain(kept);
  expect(new Set(text?.match(/KEPT-SECRET-\d+/g)).size).toBe(text?.match(/KEPT-SECRET-\d+/g)?.length);
});

test("what is put back is what was there, to the last byte", () => {
  const hidden = hideSecrets(whole);
  expect(restoreSecrets(hidden?.text ?? "", hidden?.pieces ?? []).source).toBe(whole);
  const part = fc.constantFrom(
    ..."\n|  |#|:|: |- |{|}|, |'|\"|apiKey|providers|database|sk-abcdef|${A}|${A:-b}|&k |*k|KEPT".split("|"),
    "\n",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const source = parts.join("");
      const file = hideSecrets(source);
      if (file !== undefined) expect(restoreSecrets(file.text, file.pieces).source).toBe(source);
    }),
  );
});

describe("an alias", () => {
  test("to a secret hides it where it stands", () => {
    const text = shown("prices: &k hunter-1\nproviders: { a: { apiKey: *k } }\n");
    expect(text).toBe("prices: &k KEPT-SECRET-1\nproviders: { a: { apiKey: *k } }\n");
  });
});

test("of a file that is no YAML, or has such words already, nothing is shown", () => {
  expect(hideSecrets("a: [1\nb: }")).toBeUndefined();
  expect(hideSecrets("a: 1\n---\nb: 2")).toBeUndefined();
  expect(hideSecrets("a: KEPT-SECRET-1")).toBeUndefined();
});

test("a place in the restored file is found in the text that was sent", () => {
  const file = hideSecrets("database: postgres://a:b@c/d\nport: x\n");
  const { source, shownOffset } = restoreSecrets(file?.text ?? "", file?.pieces ?? []);
  expect(file?.text.slice(shownOffset(source.indexOf("port")))).toBe("port: x\n");
  expect(shownOffset(source.indexOf("@c"))).toBe("database: ".length);
  expect(shownOffset(3)).toBe(3);
});
