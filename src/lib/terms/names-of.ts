import { foldWord } from "./fold-word.ts";
import { splitWords } from "./split-words.ts";

const name = /^\p{Lu}\p{Ll}+$/u;
const honoured = /([\p{Script=Han}\p{Script=Katakana}]{1,6})(?:さん|先生|君|ちゃん)/gu;

/**
 * What looks like a name in a text, folded as `termsOf` folds: words with a capital within a sentence, and in Japanese
 * what stands before `さん`. In German that is every noun: see to it that rare ones count more.
 */
export function namesOf(text: string): readonly string[] {
  const found = splitWords(text)
    .filter(({ text: word, first }) => !first && name.test(word))
    .map(({ text: word }) => foldWord(word));
  for (const [, called = ""] of text.matchAll(honoured)) found.push(called);
  return [...new Set(found)];
}
