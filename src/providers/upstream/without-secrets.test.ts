import { expect, test } from "vitest";
import { Secret } from "../../lib/secret.ts";
import { ParleyError } from "../../spec/errors.ts";
import { secretsOf, withoutSecrets } from "./without-secrets.ts";

const secrets = secretsOf({
  baseUrl: "https://acme.upstream.example/v1",
  apiKey: new Secret("sk-very"),
  headers: { "x-auth": new Secret("token-1") },
});

test("a key that an upstream repeats is taken out, wherever it stands", () => {
  const error = new ParleyError("upstream_rejected", {
    message: "bad sk-very, and token-1",
    param: "token-1",
    retryAfterMs: 5,
    raw: { status: 400, type: "sk-very" },
  });
  const clean = withoutSecrets(error, secrets) as ParleyError;
  expect(clean).toMatchObject({
    code: "upstream_rejected",
    message: "bad [redacted], and [redacted]",
    retryAfterMs: 5,
    raw: { status: 400 },
  });
  expect(`${clean.stack} ${JSON.stringify(clean)}`).not.toMatch(/sk-very|token-1/);
});

test("so is the upstream's host, and the rest of the error stays", () => {
  const error = new ParleyError("upstream_rejected", {
    message: "acme.upstream.example says no",
    param: "seed",
    sent: "answered",
    raw: { status: 400, type: "bad" },
  });
  expect(withoutSecrets(error, secrets)).toMatchObject({
    message: "[redacted] says no",
    param: "seed",
    sent: "answered",
    raw: { status: 400, type: "bad" },
  });
});

test("every other error stays the same", () => {
  const error = new ParleyError("upstream_failed", { message: "no" });
  expect(withoutSecrets(error, secrets)).toBe(error);
  const other = new TypeError("sk-very");
  expect(withoutSecrets(other, secrets)).toBe(other);
});
