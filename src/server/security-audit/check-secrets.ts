import { Secret } from "../../lib/secret.ts";
import { looksRandom } from "../settings/data-leaves.ts";
import type { SecurityFacts } from "./facts.ts";
import type { SecurityFinding } from "../../spec/security-finding.ts";

/** Settings whose values are secrets, followed by what is neither a variable nor a word that stands for something. */
const inClear =
  /(?:^|[\s{,"'])(apiKey|secret|secretAccessKey|sessionToken|clientSecret|password)["']?\s*:(?!\s*(?:["']?(?:\$\{|stored\b)|[#{[]|$))/;

/** An address with a password in it. */
const passwordInAddress = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:(?!\$\{)[^\s/@]+@/i;

/** Headers are treated as secrets, all of them; these are some. */
const secretHeader = /auth|key|token|secret|cookie|pass/i;

/** Shorter ones stand in many lines for other things. */
const shortest = 6;

/** How deep settings are. */
const deepest = 12;

/** A value that the settings treat as a secret, and what it is called there. */
interface Known {
  readonly name: string;
  readonly value: string;
}

/** Secrets that stand in the settings, and those that are none. */
export function checkSecrets({
  settingsText,
  settings,
  pepper,
  files,
}: SecurityFacts): readonly SecurityFinding[] {
  const findings: SecurityFinding[] = [];
  const known = secretsIn(settings);
  const mode = files.find(({ kind }) => kind === "settings")?.mode ?? 0;
  for (const [place, line] of (settingsText ?? "").split("\n").entries()) {
    const bare = line.replace(/(^|\s)#.*$/, "");
    const name = secretIn(bare) ?? known.find(({ value }) => bare.includes(value))?.name;
    if (name === undefined) continue;
    findings.push({
      id: "secret-in-settings",
      severity: (mode & 0o044) === 0 ? "low" : "high",
      message: `Line ${place + 1} of the settings holds a secret in clear text: ${name}.`,
      remedy: "Write ${NAME} and set the environment variable; or, for a provider's key, apiKey: stored.",
      subject: `${settings.file ?? "settings"}:${place + 1}`,
    });
  }
  if (pepper !== undefined && !looksRandom(pepper)) {
    findings.push({
      id: "weak-secret",
      severity: "critical",
      message: "The installation's secret is not random: it looks like an example.",
      remedy: "openssl rand -hex 32 makes one. All keys must then be made anew.",
    });
  }
  return findings;
}

function secretIn(line: string): string | undefined {
  return inClear.exec(line)?.[1] ?? (passwordInAddress.test(line) ? "a password in an address" : undefined);
}

/** What was read as a secret, wherever it stands: names alone would miss the next one. */
function secretsIn(value: unknown, name = "", inHeaders = false, depth = 0): readonly Known[] {
  if (value instanceof Secret) {
    const text = value.reveal();
    return text.length < shortest || (inHeaders && !secretHeader.test(name)) ? [] : [{ name, value: text }];
  }
  if (typeof value !== "object" || value === null || depth > deepest) return [];
  return Object.entries(value).flatMap(([inner, one]) =>
    secretsIn(one, Array.isArray(value) ? name : inner, name === "headers", depth + 1),
  );
}
