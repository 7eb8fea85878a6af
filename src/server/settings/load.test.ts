import { describe, expect, test } from "vitest";
import { Secret } from "../../lib/secret.ts";
import type { OpenAiCompatibleOptions } from "../../providers/openai-compatible/provider.ts";
import { genericPreset, presets } from "../../providers/openai-compatible/presets.ts";
import { loadSettings } from "./load.ts";
import type { Settings } from "./settings.ts";
import { cwd, faultsOf, load, upstreamOf } from "./settings.fixture.ts";

const rehearsal = { name: "rehearsal", type: "rehearsal" };

/** The provider that is there unless the settings have one of its type, or of its name. */
const localIn = (data: string) =>
  ({
    type: "llama",
    name: "local",
    folder: `${data}/models`,
    idleMs: 600_000,
    parallel: 4,
    queue: 64,
    gpu: "auto",
  }) as const;
const local = localIn("/srv/operator/parley-data");

const defaults: Settings = {
  host: "127.0.0.1",
  port: 4242,
  data: "/srv/operator/parley-data",
  trustedProxies: [],
  allowInsecure: false,
  durability: "process",
  workers: 1,
  providers: [{ name: "rehearsal", type: "rehearsal" }, local],
  models: [],
  defaultModel: "rehearsal",
  prices: {},
  retries: { attempts: 2, unknownOutcome: false },
  conversations: { memoryPolicy: "recall", keepPartial: false, responsesExpireAfterMs: 30 * 86_400_000 },
  limits: {
    bodyBytes: 4 * 1024 * 1024,
    mediaBytes: 32 * 1024 * 1024,
    headerBytes: 16 * 1024,
    jsonDepth: 64,
    jsonValues: 200_000,
  },
  cors: { origins: [] },
  idempotency: { expiresAfterMs: 24 * 3_600_000 },
  overload: { calls: 10_000, queue: 100, waitMs: 100, turnMs: 50, heapShare: 0.75 },
  tokens: { issuers: [] },
  accounts: { registration: "invitation", sessionIdleMs: 24 * 3_600_000, sessionMostMs: 720 * 3_600_000 },
  sso: [],
  audit: {
    checkpoints: { file: "/srv/operator/parley-data/audit-checkpoints.jsonl" },
    everyMs: 60_000,
    signingKey: "/srv/operator/parley-data/audit.key",
    otherKeys: [],
  },
  editing: { enabled: true, privateAddresses: true },
  metrics: { access: "open" },
  log: {
    level: "info",
    requests: {
      enabled: true,
      content: "none",
      retentionMs: 720 * 3_600_000,
      maxBytes: 65_536,
      projects: {},
    },
  },
  anomalies: { enabled: true, retentionMs: 2_160 * 3_600_000 },
  shutdown: { graceMs: 30_000 },
  warnings: [],
};

/** How targets are chosen where nothing is said about it. */
const usual = { strategy: "first", sticky: "auto" } as const;

describe("without a file", () => {
  test("zero settings work", () => {
    expect(load(undefined)).toEqual(defaults);
  });

  test("OPENAI_API_KEY brings the provider openai", () => {
    const settings = load(undefined, { OPENAI_API_KEY: "sk-live" });
    expect(settings).toEqual({
      ...defaults,
      providers: [expect.anything(), rehearsal, local],
      otherModels: { ...usual, targets: [{ provider: "openai" }] },
      defaultModel: "openai/gpt-5-mini",
    });
    expect(upstreamOf(settings)).toMatchObject({ name: "openai", baseUrl: "https://api.openai.com/v1" });
    expect(upstreamOf(settings).preset).toBe(presets.openai);
    expect(upstreamOf(settings).apiKey?.reveal()).toBe("sk-live");
  });

  test("OPENAI_BASE_URL and OPENAI_MODEL change it", () => {
    const env = { OPENAI_API_KEY: "k", OPENAI_BASE_URL: "http://127.0.0.1:9999/v1/", OPENAI_MODEL: "llama" };
    const settings = load(undefined, env);
    expect(upstreamOf(settings).baseUrl).toBe("http://127.0.0.1:9999/v1");
    expect(upstreamOf(settings).preset).toBe(genericPreset);
    expect(settings.defaultModel).toBe("openai/llama");
  });

  test("their faults name the variables", () => {
    const env = { OPENAI_API_KEY: "two words", OPENAI_BASE_URL: "localhost:80", PARLEY_PORT: "99999" };
    expect(
      faultsOf(undefined, env)
        .faults.map(({ path }) => path)
        .toSorted(),
    ).toEqual(["OPENAI_API_KEY", "OPENAI_BASE_URL", "PARLEY_PORT"]);
  });

  test("an empty key is none, and an address without a key is worth a warning", () => {
    expect(load(undefined, { OPENAI_API_KEY: "" })).toEqual(defaults);
    const { providers, warnings } = load(undefined, { OPENAI_BASE_URL: "https://api.openai.com/v1" });
    expect(providers).toEqual([rehearsal, local]);
    expect(warnings).toEqual([expect.stringContaining("OPENAI_API_KEY is not")]);
  });

  test("a file of another name is worth a warning", () => {
    expect(load({ [`${cwd}/parley.yml`]: "port: 1" }).warnings).toEqual([
      "parley.yml is not read. Rename it to parley.yaml, or set PARLEY_CONFIG=parley.yml.",
    ]);
  });
});

describe("the file", () => {
  test.each(["", "# nothing yet\n", "---\n", "providers:\nmodels:\nlog:\nlimits:\n", "{}"])(
    "%j gives the defaults",
    (text) => {
      expect(load(text, { OPENAI_API_KEY: "sk-live" })).toEqual({ ...defaults, file: `${cwd}/parley.yaml` });
    },
  );

  test("everything in it arrives, with its units", () => {
    const settings = load(
      `
port: 0
host: "[::]"
tls: { cert: tls/cert.pem, key: /run/secrets/key.pem, minVersion: "1.3" }
trustedProxies: [10.0.0.0/8, "2001:db8::1", 10.0.0.0/8]
allowInsecure: true
tokens:
  address: https://parley.example/
  issuers:
    - issuer: https://idp.example/realms/one
      audience: https://parley.example
      jwksUri: https://idp.example/keys?all=1
      grants:
        - when: { groups: [a, b], tenant: x }
          project: proj_1
          scopes: [chat]
          models: [gpt-*]
          role: viewer
          limitsOf: key_1
        - projectClaim: project
data: ../kept
providers:
  up:
    type: openai-compatible
    baseUrl: HTTPS://Example.com:443/openai/v1//
    apiKey: \${KEY}
    headers: { X-Team: "a b" }
    timeouts: { connect: 500ms, firstByte: 1m30s, idle: 10s, total: 2h }
    models: [one, org/two, one]
    contextTokens: 8192
  practice: { type: rehearsal, tokensPerSecond: \${PACE} }
models:
  chat: { targets: [{ provider: up, model: one }, { provider: practice, model: rehearsal }] }
  plain: { memory: { policy: error }, targets: [{ provider: up }] }
  "*": { memory: { contextTokens: 500 }, targets: [{ provider: up }, { provider: practice, model: rehearsal }] }
defaultModel: up/org/two
prices: { up/one: { input: 0.25, cached: "$0.025", output: \${OUTPUT}, image: 0.001 }, "up/*": {} }
conversations: { contextTokens: 1000, memory: summarize, summaryModel: up/one, keepPartial: true, responsesExpireAfter: 1h }
limits: { bodyBytes: 1MiB, mediaBytes: 2MiB, headerBytes: 8192, jsonDepth: "10", jsonValues: 1e3 }
cors: { origins: ["HTTPS://App.example:443", tauri://localhost] }
metrics: { access: open }
log:
  level: debug
  requests:
    enabled: false
    content: errors
    retention: 24h
    maxBytes: 2KiB
    projects: { proj_1: { content: all }, proj_2: { retention: 1h } }
anomalies:
  enabled: false
  retention: 48h
  webhook: { url: "http://127.0.0.1:9/hook", secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, private: true }
idempotency: { expiresAfter: 168h }
retries: { attempts: 1, unknownOutcome: true }
overload: { calls: 500, queue: 0, wait: 1s, turn: 25ms, heapPercent: 60 }
audit:
  checkpoints: { file: /mnt/audit/checkpoints.jsonl, syslog: udp://127.0.0.1, command: [logger, -t, parley] }
  every: 30s
  signingKey: keys/audit.key
  otherKeys: [keys/other.pub, keys/other.pub]
  retention: 8760h
editing: { enabled: "false", privateAddresses: true }
shutdown: { grace: 0s }
workers: 3
database: postgres://parley:\${PACE}@db.example/parley
durability: power
secret: "\${SECRET}"
`,
      { KEY: " sk-live\n", PACE: "7", OUTPUT: "2.00", SECRET: "000102030405060708090a0b0c0d0e0f".repeat(2) },
    );
    expect(settings).toEqual({
      file: "/srv/operator/parley.yaml",
      port: 0,
      host: "::",
      tls: { cert: "/srv/operator/tls/cert.pem", key: "/run/secrets/key.pem", minVersion: "1.3" },
      trustedProxies: ["10.0.0.0/8", "2001:db8::1"],
      allowInsecure: true,
      data: "/srv/kept",
      database: expect.any(Secret),
      durability: "power",
      secret: expect.any(Secret),
      workers: 3,
      providers: [
        {
          type: "openai-compatible",
          name: "up",
          baseUrl: "https://example.com/openai/v1",
          preset: genericPreset,
          apiKey: expect.any(Secret),
          headers: { "x-team": expect.any(Secret) },
          clocks: { connect: 500, firstByte: 90_000, idle: 10_000, total: 7_200_000 },
          models: ["one", "org/two"],
          contextTokens: 8192,
        },
        { name: "practice", type: "rehearsal", tokensPerSecond: 7 },
        localIn("/srv/kept"),
      ],
      models: [
        {
          name: "chat",
          ...usual,
          targets: [
            { provider: "up", model: "one" },
            { provider: "practice", model: "rehearsal" },
          ],
        },
        { name: "plain", ...usual, targets: [{ provider: "up", model: "plain" }] },
      ],
      otherModels: { ...usual, targets: [{ provider: "up" }, { provider: "practice", model: "rehearsal" }] },
      defaultModel: "up/org/two",
      prices: {
        "up/one": { input: 250_000, cached: 25_000, output: 2_000_000, image: 1_000 },
        "up/*": {},
      },
      conversations: {
        contextTokens: 1000,
        memoryPolicy: "summarize",
        summaryModel: "up/one",
        memoryOfModels: { plain: { policy: "error" }, "*": { maxTokens: 500 } },
        keepPartial: true,
        responsesExpireAfterMs: 3_600_000,
      },
      limits: {
        bodyBytes: 1024 * 1024,
        mediaBytes: 2 * 1024 * 1024,
        headerBytes: 8192,
        jsonDepth: 10,
        jsonValues: 1000,
      },
      cors: { origins: ["https://app.example", "tauri://localhost"] },
      retries: { attempts: 1, unknownOutcome: true },
      idempotency: { expiresAfterMs: 7 * 24 * 3_600_000 },
      overload: { calls: 500, queue: 0, waitMs: 1_000, turnMs: 25, heapShare: 0.6 },
      tokens: {
        address: "https://parley.example",
        issuers: [
          {
            issuer: "https://idp.example/realms/one",
            audiences: ["https://parley.example"],
            algorithms: ["RS256", "ES256", "EdDSA"],
            jwksUri: "https://idp.example/keys?all=1",
            allowHttp: false,
            grants: [
              {
                when: { groups: ["a", "b"], tenant: ["x"] },
                project: { id: "proj_1" },
                scopes: ["chat"],
                models: ["gpt-*"],
                role: "viewer",
                limitsOf: "key_1",
              },
              {
                when: {},
                project: { claim: "project" },
                scopes: ["chat", "responses", "conversations", "embeddings", "audio", "images", "models"],
              },
            ],
          },
        ],
      },
      accounts: { registration: "invitation", sessionIdleMs: 24 * 3_600_000, sessionMostMs: 720 * 3_600_000 },
      sso: [],
      audit: {
        checkpoints: {
          file: "/mnt/audit/checkpoints.jsonl",
          syslog: { way: "udp", host: "127.0.0.1", port: 514 },
          command: ["logger", "-t", "parley"],
        },
        everyMs: 30_000,
        signingKey: "/srv/operator/keys/audit.key",
        otherKeys: ["/srv/operator/keys/other.pub"],
        retentionMs: 8_760 * 3_600_000,
      },
      editing: { enabled: false, privateAddresses: true },
      metrics: { access: "open" },
      log: {
        level: "debug",
        requests: {
          enabled: false,
          content: "errors",
          retentionMs: 24 * 3_600_000,
          maxBytes: 2_048,
          projects: { proj_1: { content: "all" }, proj_2: { retentionMs: 3_600_000 } },
        },
      },
      anomalies: {
        enabled: false,
        retentionMs: 48 * 3_600_000,
        webhook: {
          url: expect.any(Secret),
          secret: expect.any(Secret),
          private: true,
        },
      },
      shutdown: { graceMs: 0 },
      warnings: [],
    } satisfies Record<keyof Settings, unknown>);
    expect(upstreamOf(settings).apiKey?.reveal()).toBe("sk-live");
    expect(settings.database?.reveal()).toBe("postgres://parley:7@db.example/parley");
    expect(settings.secret?.reveal()).toBe("000102030405060708090a0b0c0d0e0f".repeat(2));
    expect(upstreamOf(settings).headers["x-team"]?.reveal()).toBe("a b");
  });

  test("the example of the first page works as it is written, without quotes", () => {
    const settings = load(
      `providers:
  openai: { type: openai-compatible, baseUrl: https://api.openai.com/v1, apiKey: \${OPENAI_API_KEY} }
models:
  chat: { targets: [{ provider: openai, model: gpt-5-mini }, { provider: rehearsal, model: rehearsal }] }
`,
      { OPENAI_API_KEY: "sk-live" },
    );
    expect(settings.defaultModel).toBe("chat");
    expect(upstreamOf(settings).apiKey?.reveal()).toBe("sk-live");
    expect(settings.otherModels).toBeUndefined();
  });

  test("local models: a folder of one's own, or none beside a provider with their name", () => {
    const written = load(
      "providers: { gguf: { type: llama, folder: ../files, memory: 8GiB, idle: 30s, parallel: 2, queue: 0, threads: 3, gpu: off, contextTokens: 2048 } }",
    );
    expect(written.providers).toEqual([
      {
        type: "llama",
        name: "gguf",
        folder: "/srv/files",
        memoryBytes: 8 * 1024 ** 3,
        idleMs: 30_000,
        parallel: 2,
        queue: 0,
        threads: 3,
        gpu: "off",
        contextTokens: 2048,
      },
      rehearsal,
    ]);
    const single = load(
      "providers: { gguf: { type: llama, models: { a/b: { contextTokens: 4096, parallel: 1, threads: 2, gpuLayers: 0 }, c: {} } } }",
    );
    expect(single.providers[0]).toMatchObject({
      models: { "a/b": { contextTokens: 4096, parallel: 1, threads: 2, gpuLayers: 0 }, c: {} },
    });
    const taken = load("providers: { local: { type: openai-compatible, preset: ollama } }");
    expect(taken.providers.map(({ name, type }) => [name, type])).toEqual([
      ["local", "openai-compatible"],
      ["rehearsal", "rehearsal"],
    ]);
    expect(load("models: { chat: { targets: [{ provider: local, model: tiny }] } }").defaultModel).toBe(
      "chat",
    );
    expect(faultsOf("providers: { rehearsal: { type: llama } }").faults).toHaveLength(1);
  });

  test("PARLEY_CONFIG names another, from which paths start", () => {
    const files = { "/etc/parley/main.yaml": "data: kept\nport: 1", [`${cwd}/parley.yaml`]: "port: 2" };
    const settings = load(files, { PARLEY_CONFIG: "../../etc/parley/main.yaml" });
    expect(settings).toMatchObject({ port: 1, data: "/etc/parley/kept", file: "/etc/parley/main.yaml" });
  });

  test("settings from a program need no file", () => {
    const readFile = () => {
      throw new Error("no file is to be read");
    };
    const input = { providers: { p: { type: "rehearsal" } }, log: { level: "silent" } } as const;
    const settings = loadSettings({ env: { OPENAI_API_KEY: "k" }, cwd, readFile, input });
    expect(settings.providers).toEqual([{ name: "p", type: "rehearsal" }, local]);
    expect(settings.log.level).toBe("silent");
  });
});

describe("environment variables", () => {
  test("win over the file, and an empty one does not", () => {
    const text = "port: 1\nhost: localhost\ndata: a\nworkers: 2\nlog: { level: warn }";
    const env = {
      PARLEY_PORT: "8080",
      PARLEY_HOST: "0.0.0.0",
      PARLEY_DATA: "b",
      PARLEY_LOG_LEVEL: "fatal",
      PARLEY_WORKERS: "auto",
    };
    const overridden = {
      port: 8080,
      host: "0.0.0.0",
      data: "/srv/operator/b",
      workers: "auto",
      log: { level: "fatal" },
    };
    expect(load(text, env)).toMatchObject({ ...overridden, metrics: { access: "key" } });
    expect(load(text, { PARLEY_PORT: "", PARLEY_CONFIG: "" })).toMatchObject({
      port: 1,
      metrics: { access: "open" },
    });
  });

  test("an unknown one is worth a warning, unless the file asks for it", () => {
    const env = { PARLEY_PROT: "1", PARLEY_TEAM: "x", PARLEY_USED: "2", OTHER: "" };
    expect(load("port: ${PARLEY_USED}", env).warnings).toEqual([
      'The environment variable PARLEY_PROT is not known and has no effect. Did you mean "PARLEY_PORT"?',
      expect.stringContaining(
        "PARLEY_TEAM is not known and has no effect. Known are: PARLEY_CONFIG, PARLEY_PORT",
      ),
    ]);
  });
});

describe("metrics are open on a loopback host only", () => {
  test.each([
    ["127.0.0.1", "open"],
    ["127.9.9.9", "open"],
    ["::1", "open"],
    ["localhost", "open"],
    ["0.0.0.0", "key"],
    ["::", "key"],
    ["127.0.0.1.example", "key"],
    ["localhost.example", "key"],
    ["parley", "key"],
  ])("%s: %s", (host, access) => {
    expect(load(`host: "${host}"`).metrics.access).toBe(access);
    expect(load(`host: "${host}"\nmetrics: { access: key }`).metrics.access).toBe("key");
  });
});

test("the settings are frozen, however deep", () => {
  const settings = load(undefined, { OPENAI_API_KEY: "k" });
  const open: unknown[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (!Object.isFrozen(value)) open.push(value);
    Object.values(value).forEach(visit);
  };
  visit(settings);
  expect(open).toEqual([]);
});

test("the provider takes its settings as they are", () => {
  const options: OpenAiCompatibleOptions = upstreamOf(load(undefined, { OPENAI_API_KEY: "k" }));
  expect(options.name).toBe("openai");
});
