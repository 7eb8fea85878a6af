import { nearest } from "../../lib/nearest.ts";
import type { MakeFault } from "./checks.ts";
import { didYouMean } from "./explain.ts";
import type { Fault } from "./fault.ts";
import { entriesOf, member } from "./raw.ts";
import type { Origin } from "./origin.ts";
import { masked } from "./path.ts";
import { providerNames, rehearsalName } from "./provider-checks.ts";

/** Targets whose provider does not exist. */
export function targetFaults({ input, written }: Origin, fault: MakeFault): readonly Fault[] {
  const providers = providerNames(input);
  return entriesOf(member(input, "models")).flatMap(([name, model]) => {
    const targets = member(model, "targets");
    return (Array.isArray(targets) ? targets : []).flatMap((target: unknown, index) => {
      const provider = member(target, "provider");
      if (typeof provider !== "string" || provider === "" || providers.includes(provider)) return [];
      const hint = didYouMean(nearest(provider, providers)) || ` There are: ${providers.join(", ")}.`;
      const path = ["models", name, "targets", index, "provider"];
      const message = `There is no provider ${quoted(provider, written(path))}.${hint}`;
      return [fault(path, "value", message)];
    });
  });
}

/** Conditions that no call can meet. */
export function conditionFaults({ input }: Origin, fault: MakeFault): readonly Fault[] {
  return entriesOf(member(input, "models")).flatMap(([name, model]) => {
    const targets = member(model, "targets");
    return (Array.isArray(targets) ? targets : []).flatMap((target: unknown, index) => {
      const when = member(target, "when");
      const [least, most] = [Number(member(when, "minTokens")), Number(member(when, "maxTokens"))];
      if (!(least > most)) return [];
      const message = `No call can have at least ${least} and at most ${most} tokens.`;
      return [fault(["models", name, "targets", index, "when", "maxTokens"], "value", message)];
    });
  });
}

/** A default model, or one for summaries or vectors, that no call would find. */
export function defaultFaults(origin: Origin, fault: MakeFault): readonly Fault[] {
  return [["defaultModel"], ["conversations", "summaryModel"], ["conversations", "embeddingsModel"]].flatMap(
    (path) => modelFaults(origin, path, fault),
  );
}

function modelFaults(
  { input, written }: Origin,
  path: readonly string[],
  fault: MakeFault,
): readonly Fault[] {
  const name = path.reduce<unknown>(member, input);
  if (typeof name !== "string" || name === "" || isReachable(name, input)) return [];
  const aliases = entriesOf(member(input, "models")).map(([alias]) => alias);
  const meant = didYouMean(nearest(name, aliases));
  const hint = meant || " Name one of `models`, or write provider/model.";
  return [fault(path, "value", `There is no model ${quoted(name, written(path))}.${hint}`)];
}

/** A name as it may be shown: where a variable was put in, as it stands in the file. */
function quoted(name: string, written: string | undefined): string {
  return JSON.stringify(masked(written ?? name));
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
