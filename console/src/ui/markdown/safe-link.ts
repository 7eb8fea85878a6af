const schemes = new Set(["http:", "https:", "mailto:"]);

/** The address where it may be a link: whole, and with a scheme that runs nothing. */
export function safeLink(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return schemes.has(url.protocol) ? url.href : undefined;
}
