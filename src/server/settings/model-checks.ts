import { nearest } from "../../lib/nearest.ts";
import type { MakeFault } from "./checks.ts";
import { didYouMean } from "./explain.ts";
import { entriesOf, member } from "./raw.ts";
import { masked } from "./path.ts";
import { providerNames, rehearsalName } from "./provider-checks.ts";

/** Targets whose provider does not exist. */
export function targetFaults(input: unknown, fault: MakeFault): readonly Fault[] {
  const providers = providerNames(input);
  return entriesOf(member(input, "models")).flatMap(([name, model]) => {
    const targets = member(model, "targets");
    return (Array.isArray(targets) ? targets : []).flatMap((target: unknown, index) => {
      const provider = member(target, "provider");
      if (typeof provider !== "string" || provider === "" || providers.includes(provider)) return [];
      const hint = didYouMean(nearest(provider, providers)) || ` There are: ${providers.join(", ")}.`;
      const message = `There is no provider "${masked(provider)}".${hint}`;
      return [fault(["models", name, "targets", index, "provider"], "value", message)];
    });
  });
}

/** A default model that no call would find. */
export function defaultFaults(input: unknown, fault: MakeFault): readonly Fault[] {
  const name = member(input, "defaultModel");
  if (typeof name !== "string" || name === "" || isReachable(name, input)) return [];
  const aliases = entriesOf(member(input, "models")).map(([alias]) => alias);
  const meant = didYouMean(nearest(name, aliases));
  const message = `There is no model "${masked(name)}".${meant || " Name one of `models`, or write provider/model."}`;
  return [fault(["defaultModel"], "value", message)];
}

/** Whether a call for this model would find its way. */
function isReachable(name: string, input: unknown): boolean {
  const models = member(input, "models");
  if (name === "*") return false;
  if (member(models, name) !== undefined || member(models, "*") !== undefined) return true;
  const [provider = "", ...rest] = name.split("/");
  if (rest.join("/") !== "" && providerNames(input).includes(provider)) return true;
  if (name === rehearsalName || name.startsWith(`${rehearsalName}-`)) return true;
  return entriesOf(member(input, "providers")).some(([, each]) => {
    const listed = member(each, "models");
    return Array.isArray(listed) && listed.includes(name);
  });
}
