import type { Token } from "../../lib/tokenizer.ts";

/** Where the first of the stop sequences begins; the text's length when none is in it. */
export function stopAt(text: string, stops: readonly string[]): number {
  let first = text.length;
  for (const stop of stops) {
    const found = stop === "" ? -1 : text.indexOf(stop);
    if (found !== -1 && found < first) first = found;
  }
  return first;
}

/**
 * Leaves out the tokens that `logit_bias` forbids (−100 by their id), always with the whole character they
 * are part of. That may bring two halves of a stop sequence together: the text then ends before the first.
 */
export function dropBanned(
  tokens: readonly Token[],
  bias: Readonly<Record<string, number>>,
  stops: readonly string[],
): readonly Token[] {
  const banned = new Set(Object.keys(bias).filter((id) => (bias[id] ?? 0) <= -100));
  if (banned.size === 0) return tokens;
  const kept = wholeCharacters(tokens)
    .filter((group) => !group.some(({ id }) => banned.has(String(id))))
    .flat();
  const text = kept.map((token) => token.text).join("");
  const end = stopAt(text, stops);
  let length = 0;
  // Of the token in which the stop begins nothing is kept: half a token has no id.
  const cut = kept.findIndex((token) => (length += token.text.length) > end);
  return end === text.length || cut === -1 ? kept : kept.slice(0, cut);
}

/** Groups of tokens that begin and end with a whole character. */
function wholeCharacters(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const groups: Token[][] = [];
  let open: Token[] = [];
  let bytes = 0;
  for (const token of tokens) {
    open.push(token);
    bytes += token.bytes.length - Buffer.byteLength(token.text);
    if (bytes > 0) continue;
    groups.push(open);
    open = [];
  }
  return open.length > 0 ? [...groups, open] : groups;
}
