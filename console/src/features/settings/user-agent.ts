/** The order matters: most browsers say that they are Chrome and Safari as well. */
const browsers = [
  ["Edge", /\bEdgA?\//],
  ["Opera", /\bOPR\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:HeadlessChrome|Chrome|CriOS)\//],
  ["Safari", /\bSafari\//],
] as const;

const systems = [
  ["Android", /\bAndroid\b/],
  ["iOS", /\b(?:iPhone|iPad)\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMac OS X\b/],
  ["Linux", /\bLinux\b/],
] as const;

/** What a browser calls itself, in words that somebody knows again; `undefined` for one that nobody knows. */
export function browserOf(userAgent: string | null): string | undefined {
  if (userAgent === null) return undefined;
  const first = (rows: readonly (readonly [string, RegExp])[]): string | undefined =>
    rows.find(([, form]) => form.test(userAgent))?.[0];
  const known = [first(browsers), first(systems)].filter((word) => word !== undefined);
  return known.length === 0 ? undefined : known.join(", ");
}
