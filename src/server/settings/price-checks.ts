import { nearest } from "../../lib/nearest.ts";
import type { MakeFault } from "./checks.ts";
import { didYouMean } from "./explain.ts";
import type { Fault } from "./fault.ts";
import { masked } from "./path.ts";
import { providerNames } from "./provider-checks.ts";
import { entriesOf, member } from "./raw.ts";

/** Prices of providers that do not exist: a mistyped one would leave a model without a price. */
export function priceFaults(input: unknown, fault: MakeFault): readonly Fault[] {
  const providers = providerNames(input);
  return entriesOf(member(input, "prices")).flatMap(([name]) => {
    const slash = name.indexOf("/");
    const provider = name.slice(0, Math.max(slash, 0));
    if (provider === "" || providers.includes(provider)) return [];
    const hint = didYouMean(nearest(provider, providers)) || ` There are: ${providers.join(", ")}.`;
    const message = `There is no provider ${JSON.stringify(masked(provider))}.${hint}`;
    return [fault(["prices", name], "name", message)];
  });
}
