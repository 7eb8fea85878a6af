/** Rows that llama.cpp's attention on a processor takes at a time; with fewer it goes row by row. */
export const tile = 64;

/** How many times as fast attention is for a row of a tile as for a row by itself. */
const tileGain = 4;

/**
 * Tokens behind which a row by itself costs as much attention as it costs weights, for each number of a token's
 * vector. Models with more heads or fewer weights for their width have fewer, so this errs towards what is there.
 */
const balance = 0.6;

/** What is evaluated once more has to pay for itself by at least a tenth: the model of the costs is a rough one. */
const margin = 1.1;

/**
 * How much of a prompt's beginning, of which the state is there already, is worth keeping on a processor.
 *
 * llama.cpp's flash attention works on tiles of 64 rows, and a few new tokens behind a long prompt take longer than 64
 * do. Then the last of the known tokens are evaluated once more, to fill the tile. Milliseconds of one thread, for a
 * model 1,408 wide, with node-llama-cpp 3.22.1 (two threads halve all of them):
 *
 * | tokens before | 32 new | 40 | 48 | 63 | 64 |
 * |---|---|---|---|---|---|
 * | 0 | 47 | 52 | 67 | 93 | 82 |
 * | 256 | 61 | 84 | 90 | 108 | 91 |
 * | 512 | 63 | 78 | 93 | 110 | 86 |
 * | 1,024 | 84 | 105 | 107 | 140 | 89 |
 * | 1,536 | 101 | 115 | 150 | 211 | 120 |
 * | 3,072 | 237 | 267 | 275 | 333 | 139 |
 *
 * @param common Tokens at the prompt's beginning whose state is there.
 * @param length Tokens of the prompt.
 * @param width Numbers in a token's vector.
 */
export function keptPrefix(common: number, length: number, width: number): number {
  const fresh = length - common;
  if (fresh >= tile || length < tile) return common;
  const attention = length / (balance * width);
  const rowByRow = fresh * (1 + attention);
  const asTile = tile * (1 + attention / tileGain);
  return rowByRow > margin * asTile ? length - tile : common;
}
