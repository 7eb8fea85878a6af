import { voiceOf } from "./language.ts";

/** Most words that are handed on. */
const MAX_HINTS = 20;

/** How much of a message is read for words, in UTF-16 units. */
const READ = 2_000;

/**
 * The words of a message that an argument may be made of, the most telling first: what stands in quotation
 * marks, names, numbers, then the other words that mean something. `leftOut` are words that do not count,
 * such as the tool's own name.
 */
export function hintsFrom(message: string, leftOut: readonly string[]): readonly string[] {
  const text = message.slice(0, READ).toWellFormed();
  const { smallWords } = voiceOf([text]);
  const hidden = new Set(leftOut.map((word) => word.toLowerCase()));
  const ranks: string[][] = [[], [], [], []];
  const found = text.matchAll(
    /["“„«]([^"“”„«»]{1,80})["”“»]|(\p{Lu}[\p{L}\p{M}'’-]{0,40}(?:\s\p{Lu}[\p{L}\p{M}'’-]{0,40}){0,3})|([\p{L}\p{N}]+(?:[.@'’:-][\p{L}\p{N}]+){0,8})/gu,
  );
  for (const { 1: quoted, 2: name, 3: word, index } of found) {
    if (quoted !== undefined) {
      ranks[0]?.push(quoted.trim());
      continue;
    }
    const hint = name ?? word ?? "";
    // "What's" is as small as "what".
    const plain = hint.toLowerCase().replace(/['’]\p{L}{1,2}$/u, "");
    if (hidden.has(plain) || smallWords.has(plain)) continue;
    // The first word of a sentence is capitalised whatever it means.
    if (name !== undefined && (index > 0 || name.includes(" "))) ranks[1]?.push(name);
    else if (/^\d/.test(hint)) ranks[2]?.push(hint);
    else if (hint.length > 2) ranks[3]?.push(hint);
  }
  return [...new Set(ranks.flat())].filter((hint) => hint !== "").slice(0, MAX_HINTS);
}
