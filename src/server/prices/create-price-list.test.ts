import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { costOf } from "../../lib/money.ts";
import { presets } from "../../providers/openai-compatible/presets.ts";
import { load } from "../settings/settings.fixture.ts";
import { createPriceList } from "./create-price-list.ts";
import { priceTable, tableVersion } from "./table.ts";

const providers = `providers:
  openai: { type: openai-compatible, preset: openai, apiKey: k }
  other: { type: openai-compatible, baseUrl: https://api.openai.com/v1, apiKey: k }
  proxy: { type: openai-compatible, preset: openai, baseUrl: https://proxy.example/v1, apiKey: k }
  azure: { type: openai-compatible, preset: azure, baseUrl: https://NAME.openai.azure.com/openai/v1, apiKey: k }
  router: { type: openai-compatible, preset: openrouter, apiKey: k }
  mistral: { type: openai-compatible, preset: mistral, apiKey: k }
  gpu: { type: openai-compatible, preset: vllm }
`;
const listOf = (prices = "") => createPriceList(load(`${providers}${prices}`));
const mini = { input: 250_000, cached: 25_000, output: 2_000_000 };
const free = { input: 0, cached: 0, cacheWrite: 0, output: 0, image: 0 };

describe("the table", () => {
  const list = listOf();

  test.each<[string, string, unknown]>([
    ["openai", "gpt-5-mini", mini],
    ["other", "gpt-5-mini", mini],
    ["azure", "gpt-5-mini", { ...mini, cached: 30_000 }],
    ["router", "openai/gpt-5-mini", mini],
    ["openai", "gpt-5-mini-2025-08-07", mini],
    ["openai", "gpt-4o-2024-05-13", { input: 5_000_000, output: 15_000_000 }],
    ["local", "any", free],
    ["rehearsal", "rehearsal", free],
  ])("%s has a price for %s", (provider, model, price) => {
    expect(list.priceOf(provider, model)).toEqual(price);
    // From memory, the second time.
    expect(list.priceOf(provider, model)).toEqual(price);
  });

  test.each([
    ["proxy", "gpt-5-mini"],
    ["gpu", "gpt-5-mini"],
    ["nobody", "gpt-5-mini"],
    ["openai", "gpt-5-mini-something-else"],
    ["openai", "gpt-5-mini-2025-08-07-something"],
    ["openai", "gpt-5-mini-2025-13-07"],
    ["openai", "gpt-5-mini-2025-08-32"],
    ["openai", "gpt-5-min"],
    ["openai", "GPT-5-mini"],
    ["openai", "openai/gpt-5-mini"],
    ["openai", ""],
    ["openai", "__proto__"],
    ["router", "openai/gpt-5-mini:online"],
    ["router", "openai/gpt-5-mini-2025-08-07"],
    ["mistral", "mistral-large-latest"],
    ["mistral", "mistral-large-2512-2026-01-01"],
  ])("%s has none for %j", (provider, model) => {
    expect(list.priceOf(provider, model)).toBeUndefined();
    expect(list.outputLimitOf?.(provider, model)).toBeUndefined();
  });

  test("knows the longest answers", () => {
    expect(list.outputLimitOf?.("openai", "gpt-5-mini-2025-08-07")).toBe(128_000);
    expect(list.outputLimitOf?.("openai", "gpt-4.1")).toBe(32_768);
    expect(list.outputLimitOf?.("openai", "text-embedding-3-small")).toBeUndefined();
    expect(list.outputLimitOf?.("local", "any")).toBeUndefined();
  });

  test("has exact figures, and dearer ones for long requests", () => {
    const sections = Object.entries(priceTable);
    expect(sections.map(([service]) => service)).toEqual(expect.arrayContaining(["openai", "groq"]));
    for (const [service, { models, checked }] of sections) {
      expect(Object.keys(presets)).toContain(service);
      expect(checked).toMatch(/^2026-\d\d: /);
      expect(models.size).toBeGreaterThan(0);
      for (const { price, outputLimit = 1 } of models.values()) {
        const { long = price, ...short } = price;
        for (const amount of [...Object.values(short), ...Object.values(long), outputLimit]) {
          expect(Number.isSafeInteger(amount)).toBe(true);
        }
        expect(price.input).toBeGreaterThan(0);
        expect(price.cached ?? 0).toBeLessThan(price.input ?? 0);
        expect(long.input).toBeGreaterThanOrEqual(price.input ?? 0);
      }
    }
    expect(list.priceOf("openai", "gpt-5.4")).toEqual({
      input: 2_500_000,
      cached: 250_000,
      output: 15_000_000,
      long: { above: 272_000, input: 5_000_000, cached: 500_000, output: 22_500_000 },
    });
  });

  test("gives no price to a name that nobody has listed", () => {
    const known = new Set(priceTable.openai?.models.keys());
    const tails = fc.stringMatching(/^[-:.@a-z0-9]{1,12}$/);
    fc.assert(
      fc.property(fc.constantFrom(...known), tails, (name, tail) => {
        const model = `${name}${tail}`;
        fc.pre(!known.has(model) && !/-20\d\d-\d\d-\d\d$/.test(model));
        expect(list.priceOf("openai", model)).toBeUndefined();
      }),
    );
  });
});

describe("the settings", () => {
  const list = listOf(`prices:
  openai/gpt-5-mini: { input: 1, output: 2.5 }
  openai/gpt-4o: { input: 9, output: 9 }
  openai/*: { input: 7, output: 7 }
  gpu/org/model:7b: { input: 0, output: 0 }
  proxy/gpt-5-mini: { input: 0.000001, output: 1000000 }
  azure/gpt-5: {}
  local/big: { input: 0.1, output: 0.1 }
`);

  test.each<[string, string, unknown]>([
    ["openai", "gpt-5-mini", { input: 1_000_000, output: 2_500_000 }],
    ["openai", "gpt-5-mini-2025-08-07", { input: 1_000_000, output: 2_500_000 }],
    // The table's row for the very date fits better than the settings' name without it.
    ["openai", "gpt-4o-2024-05-13", { input: 5_000_000, output: 15_000_000 }],
    ["openai", "gpt-4o-2024-08-06", { input: 9_000_000, output: 9_000_000 }],
    ["openai", "gpt-5-nano", { input: 50_000, cached: 5_000, output: 400_000 }],
    ["openai", "something-new", { input: 7_000_000, output: 7_000_000 }],
    ["gpu", "org/model:7b", { input: 0, output: 0 }],
    ["gpu", "org/model:8b", undefined],
    ["proxy", "gpt-5-mini", { input: 1, output: 1_000_000_000_000 }],
    ["proxy", "gpt-5-mini-2025-08-07", undefined],
    ["azure", "gpt-5", {}],
    ["local", "big", { input: 100_000, output: 100_000 }],
    ["local", "small", free],
  ])("price %s/%s", (provider, model, price) => {
    expect(list.priceOf(provider, model)).toEqual(price);
  });

  test("an empty price is unknown, a price of 0 is none", () => {
    const usage = { inputTokens: 5, outputTokens: 5 };
    expect(costOf(list.priceOf("azure", "gpt-5"), usage)).toBeUndefined();
    expect(costOf(list.priceOf("gpu", "org/model:7b"), usage)).toBe(0);
  });

  test("name the version, in whatever order they are written", () => {
    expect(listOf().version).toBe(tableVersion);
    expect(tableVersion).toBe("2026-11-22");
    const [one, other, third] = [
      "prices: { gpu/a: { input: 1, output: 2 }, gpu/b: { image: 0.5 } }",
      'prices: { gpu/b: { image: "$0.50" }, gpu/a: { output: 2.0, input: "1" } }',
      "prices: { gpu/a: { input: 1, output: 2 }, gpu/b: { image: 0.6 } }",
    ].map((prices) => listOf(prices).version);
    // sha256 of [["gpu/a",[["input",1000000],["output",2000000]]],["gpu/b",[["image",500000]]]]
    expect(one).toBe("2026-11-22+46ae6647");
    expect(other).toBe(one);
    expect(third).toMatch(/^2026-11-22\+[0-9a-f]{8}$/);
    expect(third).not.toBe(one);
  });
});

test("names that callers make up do not fill the memory, and change nothing", () => {
  const list = listOf();
  for (let index = 0; index < 5_000; index++) {
    expect(list.priceOf("openai", `made-up-${index}`)).toBeUndefined();
  }
  expect(list.priceOf("openai", "gpt-5-mini")).toEqual(mini);
});
