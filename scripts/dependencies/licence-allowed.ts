/** Licences under which somebody may run, change and sell what they built on Parley, with attribution at most. */
const allowed = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "Python-2.0",
  "Unlicense",
]);

/**
 * Whether an SPDX expression leaves a choice that is on the list. Knows names, `AND`, `OR` and one level of
 * parentheses, which is what occurs; anything else counts as not allowed.
 */
export function licenceAllowed(expression: string | undefined): boolean {
  if (expression === undefined) return false;
  const plain = expression.replaceAll(/\(([^()]*)\)/g, (_match, inner: string) =>
    licenceAllowed(inner) ? "MIT" : "refused",
  );
  return plain
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((name) => allowed.has(name.trim())));
}
