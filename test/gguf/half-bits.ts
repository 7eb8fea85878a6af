const scratch = new DataView(new ArrayBuffer(4));

/** The 16 bits of a number as an IEEE 754 half, rounded to the nearest; too large becomes infinity. */
export function halfBits(value: number): number {
  scratch.setFloat16(0, value);
  return scratch.getUint16(0);
}
