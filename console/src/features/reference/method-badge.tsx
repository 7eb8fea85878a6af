const tones: Readonly<Record<string, string>> = { GET: "text-good", POST: "text-accent", DELETE: "text-bad" };

/** How a call is made. The word says it: the colour only helps. */
export function MethodBadge({ method }: { readonly method: string }) {
  return <span className={`font-mono text-xs font-semibold ${tones[method] ?? "text-ink"}`}>{method}</span>;
}
