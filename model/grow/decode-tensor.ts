/** Weights that share a scale in `q8_0`, and the bytes of such a block: a 16-bit scale, and a byte for each. */
const block = 32;
const blockBytes = 2 + block;
/** GGUF's numbers of the two kinds of weights that a file of ours has. */
const types = { f32: 0, q8_0: 8 } as const;

/**
 * The `count` weights that begin at byte `at` of a file. Fails with a `TypeError` for another kind than `f32` and
 * `q8_0`, for a part of a block, and when the file ends before.
 */
export function decodeTensor(bytes: Buffer, at: number, type: number, count: number): Float32Array {
  if (type !== types.f32 && type !== types.q8_0)
    throw new TypeError(`a tensor is of GGUF's type ${type}, and f32 and q8_0 are known`);
  if (type === types.q8_0 && count % block !== 0)
    throw new TypeError(`a tensor of ${count} weights has no whole blocks`);
  const length = type === types.f32 ? 4 * count : (count / block) * blockBytes;
  if (at + length > bytes.length) throw new TypeError("the file is cut short");
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, length);
  const weights = new Float32Array(count);
  for (let index = 0; index < count; index++) {
    if (type === types.f32) {
      weights[index] = view.getFloat32(4 * index, true);
    } else {
      const from = Math.floor(index / block) * blockBytes;
      weights[index] = view.getFloat16(from, true) * view.getInt8(from + 2 + (index % block));
    }
  }
  return weights;
}
