/** Where in the settings something is: names of mappings and, from 0, places in lists. */
export type Path = readonly PropertyKey[];

/** Writes a path as people do: `models.chat.targets[0].provider`, `models["*"]`. */
export function pathText(path: Path): string {
  return path.map(stepText).join("").replace(/^\./, "");
}

/** A path as the key of a map. NUL cannot occur in a name of the settings. */
export function pathKey(path: Path): string {
  return path.map(String).join("\0");
}

function stepText(step: PropertyKey): string {
  if (typeof step === "number") return `[${step}]`;
  const name = masked(String(step));
  return /^[A-Za-z_][\w-]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** Top-level settings whose values are shown nowhere. */
export const secretSettings: ReadonlySet<string> = new Set(["database", "secret"]);

const mask = "[redacted]";
const longestShown = 80;

/**
 * A text of the settings as it may be shown: what looks like a key, a password in an address, or a query is
 * replaced. It is the second line of defence, for a secret that was written in the wrong place; the values of
 * secret settings are never shown at all.
 */
export function masked(text: string): string {
  const safe = text
    .replaceAll(/\/\/[^/@\s]*@/g, `//${mask}@`)
    .replaceAll(/\?\S+/g, `?${mask}`)
    .replaceAll(/((?:api[-_]?key|token|secret|password|authorization)\s*[:=]\s*)\S.*/gi, `$1${mask}`)
    .replaceAll(/[A-Za-z0-9_-]{8,}/g, (word) => (looksSecret(word) ? mask : word));
  return safe.length > longestShown ? `${safe.slice(0, longestShown)}…` : safe;
}

/** Keys begin with a known prefix, or are long and mix letters and digits; names of models have short parts. */
export function looksSecret(word: string): boolean {
  if (/^(sk|gsk|xai|hf|pk)[-_]/.test(word)) return true;
  const mixed = (part: string) => /\d/.test(part) && /[A-Za-z]/.test(part);
  return (
    (word.length >= 32 && mixed(word)) || word.split(/[-_]/).some((part) => part.length >= 16 && mixed(part))
  );
}
