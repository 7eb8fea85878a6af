import { createHash } from "node:crypto";
import type { Price, PriceList } from "../../spec/price.ts";
import { serviceOf } from "../settings/presets.ts";
import type { ProviderSettings, Settings } from "../settings/settings.ts";
import { type PricedModel, type PriceSection, priceTable, tableVersion } from "./table.ts";

/** What runs in this house costs no money: known to be 0. */
const free: Price = Object.freeze({ input: 0, cached: 0, cacheWrite: 0, output: 0, image: 0 });

/** Far above the models that a team uses. Callers choose the names that are looked up, so it must have a bound. */
const mostRemembered = 1_024;

/** `NAME-YYYY-MM-DD`, and nothing looser: `gpt-5-mini-something` is another model, whose price is not known. */
const datedName = /^(.+)-20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

const unknown: Partial<PricedModel> = Object.freeze({});

/**
 * The prices of the settings' providers: those that the settings name, else those of the table where the provider is
 * one of its services, else none.
 *
 * The name that fits best wins: the model's own, then, at services whose snapshots carry a date, the name without
 * the date, then `provider/*`. Where both fit equally well, the settings win over the table, with their whole row.
 */
export function createPriceList(settings: Pick<Settings, "providers" | "prices">): PriceList {
  const providers = new Map(settings.providers.map((provider) => [provider.name, provider]));
  const written = new Map(Object.entries(settings.prices));
  const remembered = new Map<string, Partial<PricedModel>>();

  const lookUp = (provider: string, model: string): Partial<PricedModel> => {
    const name = `${provider}/${model}`;
    const before = remembered.get(name);
    if (before !== undefined) return before;
    const found = find(providers.get(provider), model, written);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(name, found);
    return found;
  };

  return {
    version: versionOf(settings.prices),
    priceOf: (provider, model) => lookUp(provider, model).price,
    outputLimitOf: (provider, model) => lookUp(provider, model).outputLimit,
  };
}

function find(
  provider: ProviderSettings | undefined,
  model: string,
  written: ReadonlyMap<string, Price>,
): Partial<PricedModel> {
  if (provider === undefined) return unknown;
  const section = sectionOf(provider);
  const undated = section?.datedSnapshots === true ? datedName.exec(model)?.[1] : undefined;
  const own = provider.type === "llama" || provider.type === "rehearsal" ? free : undefined;
  const writtenAs = (name: string) => written.get(`${provider.name}/${name}`);

  const row = section?.models.get(model);
  const undatedRow = undated === undefined ? undefined : section?.models.get(undated);
  const price =
    writtenAs(model) ??
    row?.price ??
    (undated === undefined ? undefined : writtenAs(undated)) ??
    undatedRow?.price ??
    writtenAs("*") ??
    own;
  const outputLimit = (row ?? undatedRow)?.outputLimit;
  return { ...(price !== undefined && { price }), ...(outputLimit !== undefined && { outputLimit }) };
}

function sectionOf(provider: ProviderSettings): PriceSection | undefined {
  const service = provider.type === "openai-compatible" ? serviceOf(provider) : undefined;
  return service === undefined ? undefined : priceTable[service];
}

/** The order in which prices were written does not change what they are. */
function versionOf(prices: Readonly<Record<string, Price>>): string {
  const names = Object.keys(prices).toSorted();
  if (names.length === 0) return tableVersion;
  const canonical = names.map((name) => [name, Object.entries(prices[name] ?? {}).toSorted(byName)]);
  const digest = createHash("sha256").update(JSON.stringify(canonical)).digest("hex");
  return `${tableVersion}+${digest.slice(0, 8)}`;
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
