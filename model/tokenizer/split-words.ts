/**
 * How a text falls apart before pairs are merged. llama.cpp knows this rule as `qwen2`: words with the space in front
 * of them, single digits, signs, and white space.
 */
const rule =
  /(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu;

export function splitWords(text: string): readonly string[] {
  return text.match(rule) ?? [];
}
