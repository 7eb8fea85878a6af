import { loadSettings, type LoadOptions } from "../settings/load.ts";
import { placeOf, SettingsError } from "../settings/fault.ts";
import type { Settings } from "../settings/settings.ts";
import { type Finding, ok, problem, warning, wordsOf } from "./finding.ts";

const check = "Settings";

/** Reads the settings as the server would. Without faults, they are there for the other checks. */
export function checkSettings(options: LoadOptions): {
  readonly settings?: Settings;
  readonly findings: readonly Finding[];
} {
  try {
    const settings = loadSettings(options);
    const source =
      settings.file === undefined
        ? "There is no parley.yaml; the defaults and the environment hold."
        : `${settings.file} has no faults.`;
    const warnings = settings.warnings.map((text) => warning(check, text, "See docs/settings.md."));
    return { settings, findings: [ok(check, source), ...warnings] };
  } catch (error) {
    if (!(error instanceof SettingsError)) {
      return {
        findings: [problem(check, `They cannot be read: ${wordsOf(error)}`, "See docs/settings.md.")],
      };
    }
    const remedy =
      "Correct this. Until then the server does not start, and what depends on settings is not checked.";
    return {
      findings: error.faults.map((fault) => problem(check, `${placeOf(fault)}: ${fault.message}`, remedy)),
    };
  }
}
