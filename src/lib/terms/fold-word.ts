/** Letters that no decomposition takes apart. */
const apart: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  æ: "ae",
  œ: "oe",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

const ascii = /^[\0-\x7f]*$/;
const marked =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{M}\P{L}]*$/u;
const marks = /\p{M}+/gu;
const special = /[ßøæœłđðþı]/g;

/**
 * A word in small letters, without the marks that people leave out when they are in a hurry: `Größe` and `GROSSE` are the
 * same. Marks stay where they are letters of their own, as in Thai or Hindi.
 */
export function foldWord(word: string): string {
  if (ascii.test(word)) return word.toLowerCase();
  const small = word.normalize("NFKC").toLowerCase();
  if (!marked.test(small)) return small;
  return small
    .normalize("NFD")
    .replace(marks, "")
    .normalize("NFC")
    .replace(special, (letter) => apart[letter] ?? letter);
}
