import { BLOCK, BLOCK_BYTES, tensorTypes } from "../../test/gguf/encode-tensor.ts";

/**
 * The `count` weights that begin at byte `at` of a file. Fails with a `TypeError` for another kind than `f32` and
 * `q8_0`, for a part of a block, and when the file ends before.
 */
export function decodeTensor(bytes: Buffer, at: number, type: number, count: number): Float32Array {
  if (type !== tensorTypes.f32 && type !== tensorTypes.q8_0)
    throw new TypeError(`a tensor is of GGUF's type ${type}, and f32 and q8_0 are known`);
  if (type === tensorTypes.q8_0 && count % BLOCK !== 0)
    throw new TypeError(`a tensor of ${count} weights has no whole blocks`);
  const length = type === tensorTypes.f32 ? 4 * count : (count / BLOCK) * BLOCK_BYTES;
  if (at + length > bytes.length) throw new TypeError("the file is cut short");
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, length);
  const weights = new Float32Array(count);
  for (let index = 0; index < count; index++) {
    if (type === tensorTypes.f32) {
      weights[index] = view.getFloat32(4 * index, true);
    } else {
      const from = Math.floor(index / BLOCK) * BLOCK_BYTES;
      weights[index] = view.getFloat16(from, true) * view.getInt8(from + 2 + (index % BLOCK));
    }
  }
  return weights;
}
