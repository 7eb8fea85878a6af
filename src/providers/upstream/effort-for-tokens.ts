/**
 * The effort that comes nearest to a bound of the thought, for upstreams that are told a word and no number. Clients of
 * other makers name the same three steps by 1,024, 8,192 and 24,576 tokens: the limits lie between.
 */
export function effortForTokens(tokens: number): string {
  if (tokens < 1) return "none";
  if (tokens <= 2048) return "low";
  return tokens <= 12_288 ? "medium" : "high";
}
