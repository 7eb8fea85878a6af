import { halfBits } from "./half-bits.ts";

/** How weights lie in a file: 32-bit floats, or blocks of 32 bytes with a common scale. */
export type Quantisation = "f32" | "q8_0";

/** The numbers of GGUF's `ggml_type`. */
export const tensorTypes: Readonly<Record<Quantisation, number>> = { f32: 0, q8_0: 8 };

/** Weights that share a scale in `q8_0`. */
export const BLOCK = 32;
/** Its scale in 16 bits, and a byte for each. */
export const BLOCK_BYTES = 2 + BLOCK;

/** The bytes of a tensor's weights. For `q8_0` their number is a multiple of 32. */
export function encodeTensor(weights: Float32Array, quantisation: Quantisation): Buffer {
  return quantisation === "f32" ? plain(weights) : blocks(weights);
}

function plain(weights: Float32Array): Buffer {
  // GGUF is little-endian, as is every machine that Parley runs on.
  return Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength);
}

function blocks(weights: Float32Array): Buffer {
  if (weights.length % BLOCK !== 0) throw new TypeError(`q8_0 needs whole blocks of ${BLOCK} weights`);
  const bytes = Buffer.alloc((weights.length / BLOCK) * BLOCK_BYTES);
  for (let from = 0, at = 0; from < weights.length; from += BLOCK, at += BLOCK_BYTES) {
    let largest = 0;
    for (let index = from; index < from + BLOCK; index++) {
      largest = Math.max(largest, Math.abs(weights[index] ?? 0));
    }
    bytes.writeUInt16LE(halfBits(largest / 127), at);
    const perUnit = largest === 0 ? 0 : 127 / largest;
    for (let index = 0; index < BLOCK; index++) {
      bytes.writeInt8(Math.round((weights[from + index] ?? 0) * perUnit), at + 2 + index);
    }
  }
  return bytes;
}
