import { describe, expect, test } from "vitest";
import { randomBytes } from "node:crypto";
import type { SignOnProvider } from "../../admin/accounts/sign-on-provider.ts";
import type { Account } from "../../spec/account.ts";
import type { KeyRow, KeySecret } from "../../spec/stores.ts";
import { load } from "../settings/settings.fixture.ts";
import type { Settings } from "../settings/settings.ts";
import { auditSecurity } from "./audit-security.ts";
import type { SecurityFacts, StoredFacts } from "./facts.ts";
import { severities } from "../../spec/security-finding.ts";

const day = 86_400_000;
const now = Date.parse("2026-11-23T12:00:00Z");

const settingsOf = (yaml: string): Settings =>
  load(`audit: { checkpoints: { syslog: "udp://192.0.2.9:514" } }\n${yaml}`);

const key = (more: Partial<KeyRow> = {}): KeyRow => ({
  id: "key_1",
  projectId: "proj_1",
  name: "app",
  hint: "wxyz",
  projectRole: "member",
  scopes: ["chat"],
  metadata: {},
  createdAt: now - 100 * day,
  lastUsedAt: now - day,
  ...more,
});

const secret = (more: Partial<KeySecret> = {}): KeySecret => ({
  keyId: "key_1",
  number: 1,
  hint: "wxyz",
  createdAt: now - 100 * day,
  ...more,
});

const owner: Account = { id: "user_0", email: "o@b.example", name: "O", role: "owner", createdAt: 1 };

const stored = (more: Partial<StoredFacts> = {}): StoredFacts => ({
  projects: [{ id: "proj_1", name: "Team", createdAt: 1 }],
  keys: [key()],
  secrets: [secret()],
  budgets: [
    {
      id: "bud_1",
      subject: { type: "project", id: "proj_1" },
      period: "month",
      unit: "micros",
      amount: 1,
      shadow: false,
      createdAt: 1,
    },
  ],
  limits: [
    { id: "lim_1", subject: { type: "installation" }, kind: "requests_per_minute", amount: 9, createdAt: 1 },
  ],
  accounts: [{ account: owner, hasSecondFactor: true }],
  auditSize: 10,
  checkpointed: { size: 10, at: now - 1_000 },
  ...more,
});

/** An installation in which nothing is to be found. */
const facts = (more: Partial<SecurityFacts> = {}): SecurityFacts => ({
  now,
  settings: settingsOf("providers: { up: { type: openai-compatible, preset: openai, apiKey: k } }"),
  node: "26.10.0",
  isRoot: false,
  files: [
    { path: "/data", kind: "data folder", mode: 0o700 },
    { path: "/data/secret.key", kind: "secret", mode: 0o600 },
    { path: "/etc/parley.yaml", kind: "settings", mode: 0o644 },
  ],
  pepper: randomBytes(32),
  packages: [{ name: "zod", declared: "4.0.0", installed: "4.0.0" }],
  stored: stored(),
  ...more,
});

const found = (more: Partial<SecurityFacts>): readonly string[] =>
  auditSecurity(facts(more)).map(({ id, severity }) => `${id} ${severity}`);

const withSettings = (yaml: string) => ({ settings: settingsOf(yaml) });
const account: Account = { id: "user_1", email: "a@b.example", name: "A", role: "owner", createdAt: 1 };
const provider = { name: "idp", roles: {}, linkByEmail: false } as unknown as SignOnProvider;
const sso = (more: Partial<SignOnProvider>) => ({
  settings: { ...facts().settings, sso: [{ ...provider, ...more }] },
});
const grant = "grants: [{ project: p, scopes: [admin], role: admin }]";
const issuer = (more: string): string =>
  `tokens: { issuers: [{ issuer: "https://idp.example", audience: a, ${more} }] }`;

test("where all is well, nothing is found", () => {
  expect(auditSecurity(facts())).toEqual([]);
  const { stored: _stored, ...fresh } = facts();
  expect(auditSecurity(fresh)).toEqual([]);
});

describe.each<[string, Partial<SecurityFacts>, Partial<SecurityFacts>]>([
  // found; what is bad; what is like it and well
  ["no-tls critical", withSettings("host: 0.0.0.0"), withSettings("host: 127.0.0.1")],
  [
    "no-tls high",
    withSettings("host: 0.0.0.0\nallowInsecure: true"),
    withSettings("host: 0.0.0.0\ntrustedProxies: [10.0.0.1]"),
  ],
  ["allow-insecure low", withSettings("allowInsecure: true"), withSettings("allowInsecure: false")],
  [
    "trusted-proxies high",
    withSettings("trustedProxies: [0.0.0.0/0]"),
    withSettings("trustedProxies: [10.0.0.0/8]"),
  ],
  ["trusted-proxies high", withSettings('trustedProxies: ["::/0"]'), withSettings('trustedProxies: ["::1"]')],
  [
    "cors medium",
    withSettings('cors: { origins: ["*"] }'),
    withSettings("cors: { origins: [https://a.example] }"),
  ],
  [
    "open-metrics medium",
    withSettings("host: 0.0.0.0\ntrustedProxies: [10.0.0.1]\nmetrics: { access: open }"),
    withSettings("metrics: { access: open }"),
  ],
  [
    "certificate-ended critical",
    { certificate: { endsAt: now - 1 } },
    { certificate: { endsAt: now + 90 * day } },
  ],
  [
    "certificate-ends medium",
    { certificate: { endsAt: now + day } },
    { certificate: { endsAt: now + 22 * day } },
  ],
  ["certificate-unusable high", { certificate: { fault: "no." } }, {}],
  ["provider-by-http high", upstream("http://10.0.0.7:8000/v1"), upstream("https://up.example/v1")],
  ["provider-by-http high", upstream("http://up.example/v1"), upstream("http://127.0.0.1:8000/v1")],
  ["provider-by-http medium", ollama("http://gpu:11434"), ollama("http://localhost:11434")],
  [
    "webhook-by-http low",
    hooked("http://10.0.0.1/x", "private: true, "),
    hooked("http://127.0.0.1:9/x", "private: true, "),
  ],
  [
    "file-rights critical",
    { files: [{ path: "/s", kind: "secret", mode: 0o640 }] },
    { files: [{ path: "/s", kind: "secret", mode: 0o400 }] },
  ],
  [
    "file-rights high",
    { files: [{ path: "/d", kind: "database", mode: 0o604 }] },
    { files: [{ path: "/d", kind: "database" }] },
  ],
  [
    "file-rights medium",
    { files: [{ path: "/d", kind: "data folder", mode: 0o755 }] },
    { files: [{ path: "/d", kind: "data folder", mode: 0o700 }] },
  ],
  [
    "file-rights critical",
    { files: [{ path: "/p", kind: "settings", mode: 0o664 }] },
    { files: [{ path: "/p", kind: "settings", mode: 0o644 }] },
  ],
  [
    "file-rights critical",
    { files: [{ path: "/c", kind: "checkpoints", mode: 0o646 }] },
    { files: [{ path: "/c", kind: "checkpoints", mode: 0o644 }] },
  ],
  ["runs-as-root medium", { isRoot: true }, { isRoot: false }],
  [
    "secret-in-settings high",
    { settingsText: "providers:\n  up: { apiKey: sk-live-1 }\n" },
    { settingsText: 'providers:\n  up: { apiKey: "${KEY}" } # apiKey: sk\n  more: { apiKey: stored }\n' },
  ],
  [
    "secret-in-settings low",
    { settingsText: "secret: abc", files: [{ path: "/p", kind: "settings", mode: 0o600 }] },
    { settingsText: "secret: ${S}", files: [{ path: "/p", kind: "settings", mode: 0o600 }] },
  ],
  [
    "secret-in-settings high",
    { settingsText: "database: postgres://parley:secret@db/parley" },
    { settingsText: "database: postgres://parley:${PASSWORD}@db/parley" },
  ],
  ["secret-in-settings high", headed("sk-live-12345", "sk-live-12345"), headed("${KEY}", "sk-live-12345")],
  [
    "secret-in-settings high",
    hooked("https://hooks.example/T0/s3cr3t"),
    {
      ...hooked("https://hooks.example/T0/s3cr3t"),
      settingsText: "anomalies: { webhook: { url: '${URL}' } }",
    },
  ],
  ["weak-secret critical", { pepper: Buffer.alloc(32, 1) }, { pepper: randomBytes(32) }],
  ["unused-key low", { stored: stored({ keys: [unused(40)] }) }, { stored: stored({ keys: [unused(20)] }) }],
  [
    "stale-key medium",
    { stored: stored({ keys: [key({ lastUsedAt: now - 91 * day })] }) },
    { stored: stored({ keys: [key({ lastUsedAt: now - 91 * day, revokedAt: now - 1 })] }) },
  ],
  [
    "broad-admin-key medium",
    { stored: stored({ keys: [broad({ role: "owner" })] }) },
    { stored: stored({ keys: [broad({ role: "owner", addresses: ["10.0.0.0/8"] })] }) },
  ],
  [
    "broad-key low",
    { stored: stored({ keys: [broad({ projectRole: "admin" })] }) },
    { stored: stored({ keys: [broad({})] }) },
  ],
  [
    "old-secret low",
    { stored: stored({ secrets: [secret({ createdAt: now - 366 * day })] }) },
    { stored: stored({ secrets: [secret({ number: 2 }), secret({ createdAt: now - 366 * day })] }) },
  ],
  [
    "no-budget medium",
    { stored: stored({ budgets: [] }) },
    { stored: stored({ budgets: [] }), settings: settingsOf("") },
  ],
  [
    "no-budget medium",
    { stored: stored({ budgets: stored().budgets.map((one) => ({ ...one, shadow: true })) }) },
    { stored: stored({ budgets: [], keys: [key({ expiresAt: now - 1 })] }) },
  ],
  ["no-limits low", { stored: stored({ limits: [] }) }, {}],
  [
    "no-second-factor medium",
    { stored: stored({ accounts: [{ account, hasSecondFactor: false }] }) },
    { stored: stored({ accounts: [{ account, hasSecondFactor: true }] }) },
  ],
  [
    "no-second-factor medium",
    { stored: stored({ accounts: [{ account: { ...account, role: "admin" }, hasSecondFactor: false }] }) },
    { stored: stored({ accounts: [{ account: { ...account, role: "member" }, hasSecondFactor: false }] }) },
  ],
  ["no-owner low", { stored: stored({ accounts: [] }) }, {}],
  [
    "no-owner low",
    { stored: stored({ accounts: [{ account: { ...owner, disabledAt: 5 }, hasSecondFactor: true }] }) },
    {},
  ],
  [
    "open-registration low",
    withSettings("accounts: { registration: open }"),
    withSettings("accounts: { registration: closed }"),
  ],
  ["open-registration medium", withSettings("accounts: { registration: open, newcomerRole: member }"), {}],
  [
    "sso-everybody-admin high",
    sso({ roles: { "*": "owner" } }),
    sso({ roles: { "*": "viewer", boss: "owner" } }),
  ],
  ["sso-link-by-email low", sso({ linkByEmail: true }), sso({})],
  [
    "issuer-by-http high",
    withSettings(issuer("allowHttp: true, grants: [{ project: p }]")),
    withSettings(issuer("grants: [{ project: p }]")),
  ],
  [
    "issuer-everybody-admin high",
    withSettings(issuer(grant)),
    withSettings(issuer(`scopeClaim: scope, ${grant}`)),
  ],
  [
    "no-checkpoints high",
    {
      settings: load("audit: { checkpoints: { file: /mnt/a } }"),
      stored: stored({ checkpointed: { size: 9, at: now - 2 * day } }),
    },
    {
      settings: load("audit: { checkpoints: { file: /mnt/a } }"),
      stored: stored({ checkpointed: { size: 10, at: now - 2 * day } }),
    },
  ],
  [
    "checkpoints-beside-log low",
    { settings: load("") },
    { settings: load("audit: { checkpoints: { file: /mnt/a } }") },
  ],
  [
    "no-checkpoints high",
    { settings: load("audit: { checkpoints: { file: /mnt/a } }"), stored: never() },
    {
      settings: load("audit: { checkpoints: { file: /mnt/a } }"),
      stored: stored({ checkpointed: "unread" }),
    },
  ],
  [
    "content-kept low",
    withSettings("log: { requests: { content: all, retention: 2400h } }"),
    withSettings("log: { requests: { content: none, retention: 2400h } }"),
  ],
  [
    "content-kept low",
    withSettings("log: { requests: { projects: { proj_a: { content: errors, retention: 2400h } } } }"),
    withSettings("log: { requests: { content: all, projects: { proj_a: { retention: 24h } } } }"),
  ],
  ["short-audit-retention low", { settings: retained("720h") }, { settings: retained("2160h") }],
  [
    "long-retention low",
    withSettings("conversations: { responsesExpireAfter: 9000h }"),
    withSettings("conversations: { responsesExpireAfter: 720h }"),
  ],
  ["node-unsupported high", { node: "25.1.0" }, { node: "24.15.0" }],
  ["node-unsupported high", { node: "20.1.0" }, { node: "27.0.0" }],
  [
    "package-changed medium",
    { packages: [{ name: "zod", declared: "4.0.0", installed: "4.0.1" }] },
    { packages: [{ name: "zod", declared: "4.0.0", installed: "4.0.0" }] },
  ],
  ["package-changed medium", { packages: [{ name: "zod", declared: "4.0.0" }] }, { packages: [] }],
])("%s", (name, bad, well) => {
  test("is found, with a remedy", () => {
    expect(found(bad)).toContain(name);
    for (const { message, remedy } of auditSecurity(facts(bad))) {
      expect(message).toMatch(/^\S.*\.$/);
      expect(remedy).not.toBe("");
    }
  });

  test("and not where all is well", () => {
    expect(found(well)).not.toContain(name);
  });
});

/** Settings with a secret in a header that has no name of ours, and the text that they were read from. */
function headed(written: string, value: string): Partial<SecurityFacts> {
  const yaml = (text: string): string =>
    `providers: { up: { type: openai-compatible, preset: openai, apiKey: k, headers: { x-team-token: "${text}" } } }`;
  return { settings: settingsOf(yaml(value)), settingsText: yaml(written).replace("apiKey: k, ", "") };
}

function upstream(baseUrl: string): Partial<SecurityFacts> {
  return withSettings(`providers: { up: { type: openai-compatible, baseUrl: "${baseUrl}", apiKey: k } }`);
}

function ollama(baseUrl: string): Partial<SecurityFacts> {
  return withSettings(`providers: { near: { type: ollama, baseUrl: "${baseUrl}" } }`);
}

function hooked(url: string, more = ""): Partial<SecurityFacts> {
  const settings = settingsOf(
    `anomalies: { webhook: { ${more}url: "${url}", secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw } }`,
  );
  return { settings, settingsText: `anomalies: { webhook: { url: "${url}", secret: "\${S}" } }` };
}

function never(): StoredFacts {
  const { checkpointed: _checkpointed, ...rest } = stored();
  return rest;
}

function unused(days: number): KeyRow {
  const { lastUsedAt: _never, ...rest } = key({ createdAt: now - days * day });
  return rest;
}

function broad(more: Partial<KeyRow>): KeyRow {
  const { scopes: _all, ...rest } = key(more);
  return rest;
}

function retained(retention: string): Settings {
  return load(`audit: { retention: ${retention}, checkpoints: { file: /mnt/a } }`);
}

test("the worst comes first, and no secret is told", () => {
  const all = auditSecurity(
    facts({
      isRoot: true,
      settingsText: "secret: hunter2hunter2",
      pepper: Buffer.alloc(32, 7),
      settings: settingsOf("host: 0.0.0.0\nallowInsecure: true"),
      stored: stored({ limits: [] }),
    }),
  );
  const order = all.map(({ severity }) => severities.indexOf(severity));
  expect(order).toEqual(order.toSorted((a, b) => b - a));
  expect(JSON.stringify(all)).not.toMatch(/hunter2|0707/);
});
