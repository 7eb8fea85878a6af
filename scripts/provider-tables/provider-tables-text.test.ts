import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { load } from "../../src/server/settings/settings.fixture.ts";
import { upstreamKinds } from "../../src/server/settings/upstream-kinds.ts";
import { parameterNames } from "../../src/spec/parameters.ts";
import { marks, withTables } from "./provider-tables-text.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/providers.md"), "utf8");

describe("docs/providers.md", () => {
  test("has the tables that scripts/write-provider-tables.ts writes", async () => {
    expect((await withTables(page)) === page, "run `node scripts/write-provider-tables.ts`").toBe(true);
  });

  test("has a row for each parameter, with a cell for each provider", () => {
    const rows = page.split("\n").filter((line) => line.startsWith("| `"));
    expect(rows.map((row) => row.split(" | ")[0]?.slice(3, -1))).toEqual([...parameterNames]);
    for (const row of rows) expect(row.split(" | ").length).toBe(4 + upstreamKinds.length);
  });

  test("has a section for each kind, with its key's variable and settings that hold", () => {
    for (const { type, keyVariables } of upstreamKinds) {
      const section = page.split(/^### /m).find((text) => text.includes(`type: ${type}`));
      expect(section, type).toBeDefined();
      for (const variable of keyVariables) expect(section).toContain(`\`${variable}\``);
    }
    const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text = ""]) => text);
    expect(examples.length).toBeGreaterThan(upstreamKinds.length);
    for (const example of examples) expect(() => load(example, variables)).not.toThrow();
  });
});

const variables = Object.fromEntries([
  ...upstreamKinds.flatMap(({ keyVariables }) => keyVariables.map((name) => [name, "sk-test"])),
  ["AZURE_OPENAI_API_KEY", "sk-test"],
  ["GROQ_API_KEY", "sk-test"],
  ["AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"],
  ["AWS_SECRET_ACCESS_KEY", "secret"],
  ["AWS_REGION", "eu-central-1"],
]);

test("a page without the marks, or with one alone, is a fault", async () => {
  await expect(withTables("# Providers\n")).rejects.toThrow("no marks");
  await expect(withTables(`${marks.end}\n${marks.begin}\n`)).rejects.toThrow("no marks");
});
