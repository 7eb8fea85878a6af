import { expect, test } from "vitest";
import { errorOf, load } from "./settings.fixture.ts";

const issuer = (more: string): string =>
  `tokens:\n  issuers:\n    - { issuer: "https://idp.example", audience: a, ${more} }\n`;

test.each<[string, string, string]>([
  [
    "an issuer without TLS",
    'tokens: { issuers: [{ issuer: "http://idp.example", audience: a, grants: [{ project: p }] }] }',
    "https:// address exactly",
  ],
  [
    "one on this machine without leave",
    'tokens: { issuers: [{ issuer: "http://127.0.0.1:9", audience: a, grants: [{ project: p }] }] }',
    "allowHttp: true",
  ],
  [
    "keys without TLS",
    issuer('jwksUri: "http://idp.example/k", grants: [{ project: p }]'),
    "https:// address of the issuer's keys",
  ],
  [
    "an issuer with a password",
    'tokens: { issuers: [{ issuer: "https://a:b@idp.example", audience: a, grants: [{ project: p }] }] }',
    "https:// address exactly",
  ],
  ["no grants", issuer("grants: []"), "grants"],
  ["a grant without a project", issuer("grants: [{ scopes: [chat] }]"), "needs a project or a projectClaim"],
  [
    "a grant with two",
    issuer("grants: [{ project: p, projectClaim: q }]"),
    "needs a project or a projectClaim",
  ],
  ["a shared secret's algorithm", issuer("algorithms: [HS256], grants: [{ project: p }]"), "RS256"],
  ["none", issuer("algorithms: [none], grants: [{ project: p }]"), "RS256"],
  ["a scope that there is not", issuer("grants: [{ project: p, scopes: [all] }]"), "chat"],
  [
    "no audience",
    'tokens: { issuers: [{ issuer: "https://idp.example", grants: [{ project: p }] }] }',
    "audience",
  ],
  [
    "the same twice",
    `${issuer("grants: [{ project: p }]")}    - { issuer: "https://idp.example", audience: b, grants: [{ project: p }] }\n`,
    "stands here twice",
  ],
  [
    "an issuer that is asked without TLS",
    issuer(
      'introspection: { endpoint: "http://idp.example/i", clientId: c, clientSecret: s }, grants: [{ project: p }]',
    ),
    "https:// address at which the issuer is asked",
  ],
  [
    "one on this machine that is asked without leave",
    issuer(
      'introspection: { endpoint: "http://127.0.0.1:9/i", clientId: c, clientSecret: s }, grants: [{ project: p }]',
    ),
    "allowHttp: true",
  ],
  [
    "asking without saying who we are",
    issuer('introspection: { endpoint: "https://idp.example/i" }, grants: [{ project: p }]'),
    "clientId",
  ],
  [
    "two issuers that are asked",
    `${issuer('introspection: { endpoint: "https://idp.example/i", clientId: c, clientSecret: s }, grants: [{ project: p }]')}    - { issuer: "https://b.example", audience: b, introspection: { endpoint: "https://b.example/i", clientId: c, clientSecret: s }, grants: [{ project: p }] }\n`,
    "would be shown to both",
  ],
  ["our address with a path", "tokens: { address: https://parley.example/api }", "without a path"],
  ["our address without TLS", "tokens: { address: http://parley.example }", "https:// address at which"],
  ["a certificate without a key", "tls: { cert: c.pem }", "set tls.key as well"],
  ["a key without a certificate", "tls: { key: k.pem }", "set tls.cert as well"],
  ["an old version of TLS", 'tls: { cert: c, key: k, minVersion: "1.1" }', "1.2 or 1.3"],
  ["a proxy's name", "trustedProxies: [proxy.example]", "an IP address or a range"],
  ["a range that is none", "trustedProxies: [10.0.0.0/33]", "an IP address or a range"],
])("a fault: %s", (_name, yaml, words) => {
  expect(errorOf(yaml)).toContain(words);
});

test("an issuer on this machine, with leave, for trying out", () => {
  const { tokens } = load(
    'tokens: { issuers: [{ issuer: "http://localhost:9", audience: a, allowHttp: true, grants: [{ project: p }] }] }',
  );
  expect(tokens.issuers[0]).toMatchObject({ issuer: "http://localhost:9", allowHttp: true });
});

test("PARLEY_ALLOW_INSECURE wins over the file", () => {
  expect(load("allowInsecure: false", { PARLEY_ALLOW_INSECURE: "true" }).allowInsecure).toBe(true);
  expect(errorOf("", { PARLEY_ALLOW_INSECURE: "maybe" })).toContain("true or false");
});
