import { describe, expect, test } from "vitest";
import { contextOf, faultsAfter } from "./check.fixture.ts";
import { checkText } from "./check-text.ts";
import { editable } from "./boundary-faults.ts";
import { settingsJsonSchema } from "../settings/json-schema.ts";

const file = `# ours
port: \${PORT:-4242}
database: postgres://parley:hunter@db.example/parley
providers:
  literal: { type: openai-compatible, baseUrl: "https://one.example/v1", apiKey: hunter-1 }
  named: { type: openai-compatible, baseUrl: "https://two.example/v1", apiKey: "\${TWO_KEY}" }
  stored: { type: openai-compatible, baseUrl: "https://three.example/v1", apiKey: stored }
  files: { type: llama, folder: /srv/models }
# literal: { apiKey: hunter-2 }
models:
  chat: { targets: [{ provider: literal, model: one }] }
`;
const env = { TWO_KEY: "sk-of-the-environment", AZURE_OPENAI_API_KEY: "sk-azure", GROQ_API_KEY: "sk-groq" };
const names = { "four.example": ["93.184.215.14"], "inside.example": ["10.0.0.9"] };
const after = (edit: (text: string) => string, running?: string) =>
  faultsAfter(file, edit, { env, names, ...(running !== undefined && { running }) });
const add = (line: string) => (text: string) => text.replace("models:\n", `${line}\nmodels:\n`);
const provider = (line: string) => (text: string) => text.replace("providers:\n", `providers:\n  ${line}\n`);
const publicOnly = "editing: { privateAddresses: false }";

describe("what may be changed", () => {
  test.each<[string, (text: string) => string]>([
    ["nothing at all", (text) => text],
    ["a model more", (text) => `${text}  two: { targets: [{ provider: named, model: two }] }\n`],
    [
      "a provider less, its secret with it",
      (text) => text.replace(/ {2}literal:.*\n/, "").replace("literal,", "named,"),
    ],
    ["a comment with a secret less", (text) => text.replace(/# literal.*\n/, "")],
    [
      "what else is said of a provider with a key",
      (text) => text.replace("KEPT-SECRET-2 }", "KEPT-SECRET-2, models: [one] }"),
    ],
    [
      "a key of the file to a stored one, and then the address",
      (text) =>
        text.replace(
          '"https://one.example/v1", apiKey: KEPT-SECRET-2',
          '"https://four.example/v1", apiKey: stored',
        ),
    ],
    [
      "a known service, whose key is in the environment",
      provider("groq: { type: openai-compatible, preset: groq }"),
    ],
    [
      "an address that was there",
      provider("again: { type: openai-compatible, baseUrl: https://two.example/v1/x }"),
    ],
    [
      "default, prices and the rest",
      (text) =>
        `${text}defaultModel: chat\nprices: { literal/one: { input: 1 } }\nretries: { attempts: 1 }\nconversations: { keepPartial: true }\n`,
    ],
  ])("%s", async (_name, edit) => {
    expect(await after(edit, publicOnly)).toEqual([]);
  });

  test("the secrets are where they were", async () => {
    const context = contextOf(file, { env });
    const checked = await checkText(`${context.shown.text}defaultModel: chat\n`, context);
    expect(checked.source).toBe(`${file}defaultModel: chat\n`);
    expect(checked).toMatchObject({ faults: [], changed: ["defaultModel"] });
  });
});

describe("what is changed on the machine alone", () => {
  const fixed = Object.keys(settingsJsonSchema().properties ?? {}).filter(
    (name) => !editable.some((one) => one === name),
  );

  test("is everything that is not about models: whatever comes to the settings, too", async () => {
    expect(fixed).toEqual(
      expect.arrayContaining([
        "audit",
        "tls",
        "data",
        "sso",
        "tokens",
        "accounts",
        "anomalies",
        "editing",
        "secret",
      ]),
    );
    for (const name of fixed.filter((one) => !file.includes(`\n${one}:`)))
      expect(await after(add(`${name}: {}`))).toEqual([
        expect.stringContaining(`: ${name}: This setting is changed on the server's machine alone`),
      ]);
  });

  test.each<[string, (text: string) => string, string]>([
    ["a command", add("audit: { checkpoints: { command: [sh, -c, id] } }"), "10: audit"],
    ["a file that is written", add("audit: { checkpoints: { file: /etc/cron.d/x } }"), "10: audit"],
    ["a port", (text) => text.replace("4242", "1"), "2: port"],
    ["a setting that goes", (text) => text.replace(/database.*\n/, ""), "2: database"],
    ["a folder that is read", (text) => text.replace("/srv/models", "/etc"), "8: providers.files.folder"],
    [
      "a folder of a new provider",
      provider("more: { type: llama, folder: /etc }"),
      "5: providers.more.folder",
    ],
    ["whether it can be changed", add("editing: { privateAddresses: true }"), "10: editing"],
  ])("%s", async (_name, edit, place) => {
    const [first = ""] = await after(edit);
    expect(first.startsWith(place)).toBe(true);
    expect(first).toMatch(/on the server's machine alone/);
  });
});

describe("a secret of the server does not come out", () => {
  test.each<[string, (text: string) => string]>([
    ["a new variable", add("defaultModel: ${AWS_SECRET_ACCESS_KEY}")],
    [
      "a variable in a list",
      provider('x: { type: openai-compatible, baseUrl: "https://four.example/v1", models: ["${TWO_KEY}"] }'),
    ],
    [
      "a variable in another provider",
      provider('x: { type: openai-compatible, baseUrl: "https://four.example/v1", apiKey: "${TWO_KEY}" }'),
    ],
    [
      "a variable in an address",
      provider('x: { type: openai-compatible, baseUrl: "https://four.example/${TWO_KEY}" }'),
    ],
    ["a default that is another one", (text) => text.replace("PORT:-4242", "TWO_KEY:-4242")],
    ["a kept word elsewhere", add("defaultModel: KEPT-SECRET-2")],
    ["a kept word as a name", add("prices: { KEPT-SECRET-2/x: { input: 1 } }")],
    [
      "a kept word in another place for secrets",
      provider("x: { type: openai-compatible, preset: groq, apiKey: KEPT-SECRET-2 }"),
    ],
    [
      "an alias to a key",
      (text) => `${text.replace("apiKey: KEPT-SECRET-2", "apiKey: &k KEPT-SECRET-2")}defaultModel: *k\n`,
    ],
    ["a kept word in a comment", (text) => text.replace(" literal: {", " # literal: {")],
    ["a kept word in a new comment", (text) => `${text}# KEPT-SECRET-3\n`],
    [
      "a kept word that moves into a comment",
      (text) => text.replace(/ {2}literal:.*\n/, "").concat("# KEPT-SECRET-2\n"),
    ],
    [
      "a comment that becomes a value",
      (text) => text.replace("# literal: { apiKey: KEPT-SECRET-3", "defaultModel: KEPT-SECRET-3"),
    ],
    ["a comment that becomes a text", (text) => text.replace("# literal", "defaultModel: |\n # literal")],
    [
      "a kept word as an anchor",
      (text) => `${text.replace("KEPT-SECRET-2", "stored")}defaultModel: &KEPT-SECRET-2 chat\n`,
    ],
    ["another address for a key of the file", (text) => text.replace("one.example", "four.example")],
    ["another address for a variable's key", (text) => text.replace("two.example", "four.example")],
    [
      "another endpoint for it",
      (text) =>
        text.replace(
          'apiKey: "${TWO_KEY}"',
          'apiKey: "${TWO_KEY}", endpoints: [{ baseUrl: "https://four.example/v1" }]',
        ),
    ],
    [
      "another kind of provider for it",
      (text) => text.replace(/(named: \{ type: )openai-compatible/, "$1anthropic"),
    ],
    [
      "a key of the environment to an address of everybody's own",
      provider("x: { type: openai-compatible, preset: azure, baseUrl: https://four.example/openai/v1 }"),
    ],
  ])("%s", async (_name, edit) => {
    const faults = await after(edit);
    expect(faults).not.toEqual([]);
    expect(faults.join()).not.toMatch(/hunter|of-the-environment|sk-azure/);
  });

  test("nor does the check guess at names of variables", async () => {
    const faults = await after(add("defaultModel: ${TWO_KEE}"));
    expect(faults.join()).not.toContain("TWO_KEY");
  });

  test("nor is a key written into the file", async () => {
    expect(await after(provider("x: { type: openai-compatible, preset: groq, apiKey: gsk-new }"))).toEqual([
      expect.stringMatching(/^5: providers\.x\.apiKey: .*apiKey: stored/),
    ]);
    expect(
      await after(provider("x: { type: openai-compatible, preset: groq, headers: { x-a: b } }")),
    ).toEqual([expect.stringMatching(/^5: providers\.x\.headers\["?x-a"?\]|^5: providers\.x\.headers\.x-a/)]);
  });
});

describe("addresses that are added", () => {
  const at = (baseUrl: string) => provider(`x: { type: openai-compatible, baseUrl: "${baseUrl}" }`);

  test.each([
    ["http://10.0.0.5:8000/v1", /own network/],
    ["https://127.0.0.1/v1", /own network/],
    ["https://[::1]/v1", /own network/],
    ["https://inside.example/v1", /own network/],
    ["https://nobody.example/v1", /leads nowhere/],
    ["http://four.example/v1", /https:/],
    ["http://169.254.169.254/latest", /network card/],
    ["http://[fe80::1]/v1", /network card/],
  ])("%s is refused where only public ones are allowed", async (baseUrl, why) => {
    expect(await after(at(baseUrl), publicOnly)).toEqual([expect.stringMatching(why)]);
  });

  test("so is a server of this machine that has a preset", async () => {
    const edit = provider("x: { type: openai-compatible, preset: vllm }");
    expect(await after(edit, publicOnly)).toEqual([
      expect.stringMatching(/^5: providers\.x\.baseUrl: .*own network/),
    ]);
    expect(await after(edit, "port: 1")).toEqual([]);
  });

  test("a public one is taken, and a private one where that is allowed", async () => {
    expect(await after(at("https://four.example/v1"), publicOnly)).toEqual([]);
    expect(await after(at("http://10.0.0.5:8000/v1"), "port: 1")).toEqual([]);
    expect(await after(at("http://inside.example/v1"), "port: 1")).toEqual([]);
    expect(await after(at("http://169.254.169.254/latest"), "port: 1")).toEqual([
      expect.stringMatching(/network card/),
    ]);
  });
});

describe("faults", () => {
  test("are those of a start, with line, column, and what was expected", async () => {
    const context = contextOf(file, { env });
    const { faults } = await checkText(
      `${context.shown.text}retries: { attempts: many }\ndefaultModel: nobody/x\n`,
      context,
    );
    expect(faults).toEqual([
      {
        path: "retries.attempts",
        line: 12,
        column: 22,
        message: 'Expected a whole number from 0 to 10, but found "many".',
        expected: "a whole number from 0 to 10",
        found: '"many"',
      },
      expect.objectContaining({ path: "defaultModel", line: 13 }),
    ]);
  });

  test("are found behind a secret of another length, in the same line", async () => {
    const [first] = await after((text) =>
      text.replace("KEPT-SECRET-2 }", "KEPT-SECRET-2, onDisconnect: no }"),
    );
    expect(first).toMatch(/^5: providers\.literal\.onDisconnect/);
    const context = contextOf(file, { env });
    const text = context.shown.text.replace("KEPT-SECRET-2 }", "KEPT-SECRET-2, onDisconnect: no }");
    const { faults } = await checkText(text, context);
    const { line = 0, column = 0 } = faults[0] ?? {};
    expect(text.split("\n")[line - 1]?.slice(column - 1)).toBe("no }");
  });

  test("of YAML have a place, too, and an empty file is none", async () => {
    expect(await after(() => "models: [1\nx: }")).toEqual([expect.stringMatching(/^\d+: : /)]);
    expect(await after(() => " \n")).toEqual([expect.stringContaining("would be empty")]);
  });
});
