import { endianness } from "node:os";

const size = Float32Array.BYTES_PER_ELEMENT;

/** 32-bit floats as bytes, the least significant one first, on every machine. */
export function bytesOfFloats(floats: Float32Array): Buffer {
  return ordered(Uint8Array.from(new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength)));
}

/** The reverse of `bytesOfFloats`. What is less than a whole float at the end is passed over. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  const whole = bytes.subarray(0, bytes.length - (bytes.length % size));
  // A copy: floats begin at a multiple of their size, and a database's bytes anywhere.
  return new Float32Array(ordered(Uint8Array.from(whole)).buffer as ArrayBuffer);
}

function ordered(bytes: Uint8Array<ArrayBuffer>): Buffer {
  const same = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return endianness() === "LE" ? same : same.swap32();
}
