import type { Path } from "../settings/path.ts";

/** Where in the settings file secrets are; `*` stands for any name or place in a list. */
const places: readonly (readonly string[])[] = [
  ["database"],
  ["secret"],
  ["providers", "*", "apiKey"],
  ["providers", "*", "accessKeyId"],
  ["providers", "*", "secretAccessKey"],
  ["providers", "*", "sessionToken"],
  ["providers", "*", "headers", "*"],
  ["providers", "*", "endpoints", "*", "apiKey"],
  ["sso", "*", "clientSecret"],
  ["tokens", "issuers", "*", "introspection", "clientSecret"],
  ["tokens", "issuers", "*", "introspection", "clientSecret"],
  ["anomalies", "webhook", "url"],
  ["anomalies", "webhook", "secret"],
  ["audit", "checkpoints", "command", "*"],
];

/** Whether what stands at this path, or around it, is a secret. */
export function isSecretPlace(path: Path): boolean {
  return places.some(
    (place) =>
      path.length >= place.length &&
      place.every((step, depth) => step === "*" || step === String(path[depth])),
  );
}

/** What at such a place says only where the secret is: a variable's name, or a word of the settings' own. */
export function tellsNothing(text: string): boolean {
  return /^(?:stored|sqlite|(?:Bearer |Basic )?\$\{[A-Za-z_][A-Za-z0-9_]*\}|)$/.test(text);
}
