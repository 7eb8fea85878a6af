import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogue } from "../../admin/local-models/catalogue.ts";
import { bytesText } from "../../cli/amounts.ts";
import { loadSettings } from "../settings/load.ts";

const page = readFileSync(new URL("../../../docs/local-models.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml]) => yaml ?? "");

test("the page has an example for each of the servers, and two of its own", () => {
  expect(examples.map((yaml) => /preset: ([\w-]+)/.exec(yaml)?.[1])).toEqual([
    undefined,
    undefined,
    "vllm",
    "sglang",
    "llama-cpp",
  ]);
});

test.each(examples)("its settings are taken as they stand: %#", (yaml) => {
  const settings = loadSettings({ env: {}, cwd: "/nowhere", readFile: () => yaml });
  expect(settings.defaultModel).toBe("chat");
  expect(settings.warnings).toEqual([]);
});

test("its table is the catalogue", () => {
  const rows = catalogue.map(({ name, kind, bytes, memoryBytes, licence, user, repo }) =>
    [
      `\`${name}\`${kind === "embedding" ? " (embeddings)" : ""}`,
      bytesText(bytes),
      bytesText(memoryBytes),
      licence,
      `${user}/${repo}`,
    ].join(" | "),
  );
  for (const row of rows) expect(page).toContain(`| ${row} |`);
});
