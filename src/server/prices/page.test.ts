import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseMoney } from "../../lib/money.ts";
import { load } from "../settings/settings.fixture.ts";
import { createPriceList } from "./create-price-list.ts";
import { type PricedModel, priceTable, tableVersion } from "./table.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/prices.md"), "utf8");

/** Sections of the page with a table of their own; the others are told in words. */
const titles = {
  OpenAI: "openai",
  Groq: "groq",
  Mistral: "mistral",
  DeepSeek: "deepseek",
  Together: "together",
} as const;

/** The rows of a section's table: model → what the page says of it. */
function rowsOf(title: string): ReadonlyMap<string, PricedModel> {
  const text = page.split(`### ${title}\n`)[1]?.split("\n### ")[0] ?? "";
  const rows = [...text.matchAll(/^\| (`.+?`) +\| ([^|]+?) *\|(?: ([\d,]*) *\|)?$/gm)];
  return new Map(
    rows.flatMap(([, names = "", price = "", limit = ""]) =>
      names.split(", ").map((name) => [name.replaceAll("`", ""), read(price, limit)] as const),
    ),
  );
}

function read(text: string, limit: string): PricedModel {
  const [figures = "", long] = text.split(", ");
  const [input, cached, cacheWrite, output] = figures.split(" / ").map(parseMoney);
  const prices = { input, cached, cacheWrite, output };
  const times = (factors: readonly number[]) =>
    Object.fromEntries(
      Object.entries(prices).flatMap(([name, amount], index) =>
        amount === undefined ? [] : [[name, amount * (factors[index] ?? 1)]],
      ),
    );
  return {
    price: {
      ...times([]),
      ...(long === "long" && { long: { above: 272_000, ...times([2, 2, 2, 1.5]) } }),
    },
    ...(limit !== "" && { outputLimit: Number(limit.replaceAll(",", "")) }),
  };
}

test.each(Object.entries(titles))("docs/prices.md says of %s what the table says", (title, service) => {
  const rows = rowsOf(title);
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(priceTable[service]?.models ?? []));
  expect(rows.size).toBeGreaterThan(0);
});

test("has the table's date and every service", () => {
  expect(page).toContain(`**${tableVersion}**`);
  expect(Object.keys(priceTable).toSorted()).toEqual(
    [...page.matchAll(/^### (.+)$/gm)].map(([, title = ""]) => title.toLowerCase()).toSorted(),
  );
});

test("has an example that works", () => {
  const [, example = ""] = /```yaml\n([^]*?)```/.exec(page) ?? [];
  const list = createPriceList(load(example, { OPENAI_API_KEY: "k" }));
  expect(list.priceOf("openai", "gpt-5-mini")).toEqual({ input: 250_000, cached: 25_000, output: 2_000_000 });
  expect(list.priceOf("gpu", "any")).toEqual({ input: 0, output: 0 });
});
