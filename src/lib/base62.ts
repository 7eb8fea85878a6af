const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Writes bytes as a big-endian number in base 62, left-padded with `0` to `length` characters. */
export function base62(bytes: Uint8Array, length: number): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = "";
  while (value > 0n) {
    text = alphabet.charAt(Number(value % 62n)) + text;
    value /= 62n;
  }
  return text.padStart(length, "0");
}
