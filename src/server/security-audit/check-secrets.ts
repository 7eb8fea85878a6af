import type { SecurityFacts } from "./facts.ts";
import type { SecurityFinding } from "./finding.ts";

/** Settings whose values are secrets, followed by what is neither a variable nor a word that stands for something. */
const inClear =
  /(?:^|[\s{,"'])(apiKey|secret|secretAccessKey|sessionToken|clientSecret|password)["']?\s*:(?!\s*(?:["']?(?:\$\{|stored\b)|[#{[]|$))/;

/** An address with a password in it. */
const passwordInAddress = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:(?!\$\{)[^\s/@]+@/i;

/** Fewer different bytes than this are no 32 random ones. */
const leastDistinct = 16;

/** Secrets that stand in the settings, and those that are none. */
export function checkSecrets({
  settingsText,
  settings,
  pepper,
  files,
}: SecurityFacts): readonly SecurityFinding[] {
  const findings: SecurityFinding[] = [];
  const mode = files.find(({ kind }) => kind === "settings")?.mode ?? 0;
  for (const [place, line] of (settingsText ?? "").split("\n").entries()) {
    const bare = line.replace(/(^|\s)#.*$/, "");
    const name =
      inClear.exec(bare)?.[1] ?? (passwordInAddress.test(bare) ? "a password in an address" : undefined);
    if (name === undefined) continue;
    findings.push({
      id: "secret-in-settings",
      severity: (mode & 0o044) === 0 ? "low" : "high",
      message: `Line ${place + 1} of the settings holds a secret in clear text: ${name}.`,
      remedy: "Write ${NAME} and set the environment variable; or, for a provider's key, apiKey: stored.",
      subject: `${settings.file ?? "settings"}:${place + 1}`,
    });
  }
  if (pepper !== undefined && new Set(pepper).size < leastDistinct) {
    findings.push({
      id: "weak-secret",
      severity: "critical",
      message: "The installation's secret is not random: it looks like an example.",
      remedy: "openssl rand -hex 32 makes one. All keys must then be made anew.",
    });
  }
  return findings;
}
