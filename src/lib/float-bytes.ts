const size = Float32Array.BYTES_PER_ELEMENT;

/** Whether this machine puts the least significant byte first, as nearly all do. */
const leastFirst = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** 32-bit floats as bytes, the least significant one first, on every machine. */
export function bytesOfFloats(floats: Float32Array): Buffer {
  return ordered(copied(new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength)));
}

/** The reverse of `bytesOfFloats`. What is less than a whole float at the end is passed over. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  // A copy: floats begin at a multiple of their size, and a database's bytes anywhere.
  const whole = ordered(copied(bytes.subarray(0, bytes.length - (bytes.length % size))));
  return new Float32Array(whole.buffer, whole.byteOffset, whole.length / size);
}

/** One by one takes a hundred times as long, and conversations have thousands of vectors. */
function copied(bytes: Uint8Array): Buffer<ArrayBuffer> {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return Buffer.from(copy);
}

function ordered(bytes: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  if (!leastFirst) bytes.swap32();
  return bytes;
}
