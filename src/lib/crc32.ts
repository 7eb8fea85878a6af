/** The polynomial of zlib's CRC-32 (ISO 3309), its bits in reverse. */
const polynomial = 0xedb88320;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = (rest & 1) === 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
  return rest;
});

/**
 * The CRC-32 of a text in UTF-8, as `zlib.crc32` gives it. Of our own because Node's `zlib` brings a reader of zip files
 * and all its streams along, half a megabyte that nothing else in an idle server uses.
 */
export function crc32(text: string): number {
  let sum = 0xffffffff;
  for (const byte of Buffer.from(text)) sum = (table[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
