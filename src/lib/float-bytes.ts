const size = Float32Array.BYTES_PER_ELEMENT;

/** 32-bit floats as bytes, the least significant one first, on every machine. */
export function bytesOfFloats(floats: Float32Array): Buffer {
  const bytes = Buffer.alloc(floats.length * size);
  floats.forEach((value, place) => bytes.writeFloatLE(value, place * size));
  return bytes;
}

/** The reverse of `bytesOfFloats`. What is less than a whole float at the end is passed over. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: Math.floor(bytes.length / size) }, (_, place) =>
    view.getFloat32(place * size, true),
  );
}
