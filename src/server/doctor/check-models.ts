import type { Catalogue } from "../../engine/catalogue.ts";
import { nearest } from "../../lib/nearest.ts";
import { demoModelName } from "../settings/demo-alias.ts";
import { didYouMean } from "../settings/explain.ts";
import type { Settings } from "../settings/settings.ts";
import type { AskedProvider } from "./check-providers.ts";
import { type Finding, ok, problem, warning } from "./finding.ts";

const check = "Models";

/** Whether every name leads to a model that its provider has; nothing is said about providers that did not say. */
export function checkModels(
  settings: Pick<Settings, "models" | "defaultModel">,
  catalogue: Catalogue,
  asked: readonly AskedProvider[],
): readonly Finding[] {
  const names = new Set([...settings.models.map(({ name }) => name), settings.defaultModel]);
  const findings: Finding[] = [];
  for (const name of names) {
    const targets = catalogue.resolve(name);
    if (targets === undefined) {
      findings.push(
        problem(
          check,
          `The model "${name}" leads nowhere.`,
          "Name one of `models`, or write provider/model.",
        ),
      );
    }
    for (const { provider, model } of targets ?? []) {
      for (const { name: itself, label, models } of asked) {
        if (itself !== provider.name || models === undefined || has(models, model)) continue;
        const who = label === undefined ? itself : `${itself}#${label}`;
        const message = `"${name}" leads to ${itself}/${model}, and ${who} does not list that model.`;
        const hint = didYouMean(nearest(model, models)) || ` It lists ${some(models)}.`;
        findings.push(warning(check, message, `Check the name of the model.${hint}`));
      }
    }
  }
  if (findings.length > 0) return findings;
  const demo = settings.defaultModel === demoModelName;
  const real = demo ? " It is a small demo model; for a real one: parley pull, or a provider's key." : "";
  return [ok(check, `Calls that name no model go to "${settings.defaultModel}".${real}`)];
}

/** Ollama lists `llama3.2:latest` and takes `llama3.2` for it. */
function has(models: readonly string[], model: string): boolean {
  return models.includes(model) || models.includes(`${model}:latest`);
}

function some(models: readonly string[]): string {
  if (models.length === 0) return "none";
  const shown = models.slice(0, 5).join(", ");
  return models.length > 5 ? `${shown} and ${models.length - 5} more` : shown;
}
