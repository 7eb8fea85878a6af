import { expect, test } from "vitest";
import { errorOf, load } from "./settings.fixture.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

test("a webhook needs an address and a secret", () => {
  expect(errorOf(`anomalies: { webhook: { url: "https://hooks.example/x" } }`)).toContain(
    "anomalies.webhook.secret",
  );
  expect(errorOf(`anomalies: { webhook: { secret: ${secret} } }`)).toContain("anomalies.webhook.url");
});

test.each(["whsec_short", "not-a-secret", `whsec_${"A".repeat(100)}`])("%s signs nothing", (bad) => {
  expect(errorOf(`anomalies: { webhook: { url: "https://a.example/", secret: "${bad}" } }`)).toContain(
    "whsec_",
  );
});

test.each(["ftp://a.example/", "https://user:word@a.example/", "https://a.example/#x", "https:///x", "//a"])(
  "%s is no webhook's address",
  (url) => {
    expect(errorOf(`anomalies: { webhook: { url: "${url}", secret: ${secret} } }`)).toContain("https://");
  },
);

test("clear text goes only where it is said that it may", () => {
  const webhook = (more: string): string =>
    `anomalies: { webhook: { url: "http://10.0.0.1/x", secret: ${secret}${more} } }`;
  expect(errorOf(webhook(""))).toContain("without TLS");
  expect(load(webhook(", private: true")).anomalies.webhook?.private).toBe(true);
});

test("neither the address nor the secret is shown", () => {
  const settings = load(
    `anomalies: { webhook: { url: "https://hooks.example/token-x", secret: ${secret} } }`,
  );
  const shown = JSON.stringify(settings);
  expect(shown).not.toContain("token-x");
  expect(shown).not.toContain(secret);
});

test("a project's id is one", () => {
  expect(errorOf(`log: { requests: { projects: { "a b": { content: all } } } }`)).toContain("project");
  expect(errorOf(`log: { requests: { projects: { p: { content: some } } } }`)).toContain(
    "none, errors or all",
  );
});
