import { hashText } from "../../lib/seeded-random.ts";

/** Weight of three letters in a row beside that of a whole word: "colour" and "colours" shall be close. */
const TRIGRAM_WEIGHT = 0.4;

/**
 * A vector for a text by feature hashing: every word and every three letters of it add to one place, with
 * a sign of their own (Weinberger and others, 2009). Length 1; texts that share words are close to each other.
 *
 * @param dimensions ≥ 1.
 */
export function embedText(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  const words =
    text
      .toWellFormed()
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  for (const word of words) {
    add(vector, `w:${word}`, 1);
    const padded = `<${word}>`;
    for (let index = 0; index + 3 <= padded.length; index++) {
      add(vector, padded.slice(index, index + 3), TRIGRAM_WEIGHT);
    }
  }
  return normalise(vector, text);
}

function add(vector: Float32Array, feature: string, weight: number): void {
  const hash = hashText(feature);
  // The top bit decides the sign, the others the place.
  const place = (hash & 0x7fffffff) % vector.length;
  vector[place] = vector[place]! + (hash >>> 31 === 1 ? weight : -weight);
}

/** To length 1. A text without words, or whose words cancel out, points somewhere of its own. */
function normalise(vector: Float32Array, text: string): Float32Array {
  let length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (length < 1e-6) {
    vector.fill(0);
    vector[hashText(text) % vector.length] = 1;
    length = 1;
  }
  for (let index = 0; index < vector.length; index++) vector[index] = vector[index]! / length;
  return vector;
}
