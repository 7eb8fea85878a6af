import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Preset, presets } from "../../providers/openai-compatible/presets.ts";
import { type JsonSchema, settingsJsonSchema } from "./json-schema.ts";
import { settingsSchemaText } from "./schema-text.ts";
import { load } from "./settings.fixture.ts";

const root = join(import.meta.dirname, "../../..");
const committed = readFileSync(join(root, "parley.schema.json"), "utf8");
const page = readFileSync(join(root, "docs/settings.md"), "utf8");
const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(JSON.parse(committed) as object);

/** What an editor would mark. */
function schemaFaults(text: string): readonly unknown[] {
  return validate(parse(text)) ? [] : (validate.errors ?? []);
}

/** Every single setting, as the page writes its path, with its schema. */
function settingsOf(schema: JsonSchema, path = ""): readonly (readonly [path: string, schema: JsonSchema])[] {
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  if (schema.oneOf !== undefined) return schema.oneOf.flatMap((one) => settingsOf(one, path));
  if (schema.properties !== undefined) {
    return Object.entries(schema.properties).flatMap(([name, inner]) => settingsOf(inner, at(name)));
  }
  const inner = schema.additionalProperties || schema.items;
  if (inner?.properties === undefined && inner?.oneOf === undefined) return [[path, schema]];
  if (schema.items === undefined) return settingsOf(inner, at("NAME"));
  return [[path, schema], ...settingsOf(inner, `${path}[]`)];
}

const settings = new Map(settingsOf(settingsJsonSchema()));
/** Rows of the page's tables of settings, which come after that of the environment: path → default. */
const rows = new Map(
  [...page.slice(page.indexOf("## All settings")).matchAll(/^\| `([a-zA-Z.[\]]+)` \| (.+?) \| .+ \|$/gm)].map(
    ([, path, value]) => [path, value],
  ),
);
const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text = ""]) => text);

test("parley.schema.json is what scripts/write-settings-schema.ts writes", () => {
  expect(committed === settingsSchemaText(), "run `node scripts/write-settings-schema.ts`").toBe(true);
});

test("every setting has a description for editors", () => {
  const silent = [...settings].filter(([, { description = "" }]) => !description.endsWith("."));
  expect(silent.map(([path]) => path)).toEqual([]);
});

describe("docs/settings.md", () => {
  test("has a row for every setting, and no other", () => {
    const known = [...settings.keys()];
    expect(known).toContain("providers.NAME.timeouts.connect");
    expect(known).toContain("models.NAME.targets[].model");
    expect(
      [...rows.keys()].filter((path) => /[.]/.test(String(path)) || known.includes(String(path))).toSorted(),
    ).toEqual(known.toSorted());
  });

  test("names the defaults as they are", () => {
    const known = [...settings].filter(([, schema]) => schema.default !== undefined);
    const shown = ({ default: value }: JsonSchema) =>
      Array.isArray(value) ? "none" : `\`${String(value)}\``;
    expect(known.map(([path]) => [path, rows.get(path)])).toEqual(
      known.map(([path, schema]) => [path, shown(schema)]),
    );
    const others = [...settings].filter(([, schema]) => schema.default === undefined);
    expect(others.filter(([path]) => /^`[^`]*`$/.test(rows.get(path) ?? "``"))).toEqual([]);
  });

  test("has a row for every preset, with its address and variable", () => {
    for (const [name, preset] of Object.entries<Preset>(presets)) {
      const address = preset.baseUrl === undefined ? "yours" : `\`${preset.baseUrl}\``;
      const variable = preset.apiKeyEnv === undefined ? "none" : `\`${preset.apiKeyEnv}\``;
      expect(page).toContain(`| \`${name}\` | ${address} | ${variable} |\n`);
    }
  });

  test("has examples that are taken, by Parley and by editors", () => {
    expect(examples).toHaveLength(4);
    const env = { OPENAI_API_KEY: "k", GROQ_API_KEY: "k", AZURE_OPENAI_API_KEY: "k" };
    for (const example of examples) {
      expect(load(example, env).file).toBe("/srv/operator/parley.yaml");
      expect(schemaFaults(example)).toEqual([]);
    }
  });

  test("ends with the defaults", () => {
    const { file, ...written } = load(examples.at(-1));
    expect(file).toBeDefined();
    expect(written).toEqual(load(undefined));
  });
});

describe("the JSON Schema for editors", () => {
  test.each([
    "port: ${PORT}\nlimits: { bodyBytes: 5000 }\nlog:\n",
    'log: { level: "${LEVEL:-info}" }\nshutdown: { grace: 1m30s }',
    'models: { "*": { targets: [{ provider: a }] } }\ncors: { origins: ["*", tauri://localhost] }',
  ])("takes %j", (text) => {
    expect(schemaFaults(text)).toEqual([]);
  });

  test.each([
    "prot: 1",
    "port: 65536",
    "port: http",
    "log: { level: loud }",
    "providers: { a: { type: openai } }",
    "providers: { a: { type: rehearsal, baseUrl: http://a } }",
    "providers: { a/b: { type: rehearsal } }",
    "models: { chat: { targets: [] } }",
    "models: { a/b: { targets: [{ provider: a }] } }",
    "shutdown: { grace: 30 }",
    "limits: { bodyBytes: 4 apples }",
    "- port: 1",
  ])("refuses %j", (text) => {
    expect(schemaFaults(text)).not.toEqual([]);
  });
});
