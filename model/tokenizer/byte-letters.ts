/** GPT-2's alphabet: one visible character for each byte. Printable Latin-1 stands for itself. */
export const byteLetters: readonly string[] = makeLetters();

function makeLetters(): string[] {
  const letters: string[] = [];
  let hidden = 0;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
    letters.push(String.fromCharCode(printable ? byte : 0x100 + hidden++));
  }
  return letters;
}

export function toByteLetters(text: string): string[] {
  return [...Buffer.from(text)].map((byte) => byteLetters[byte] ?? "");
}
