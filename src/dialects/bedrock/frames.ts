import { crc32 } from "node:zlib";

/** A header's value is a text (type 7): its length in two bytes, and its bytes in UTF-8. */
const textType = 7;

/** The headers of a frame as they lie on the wire: the same for all frames of a kind. */
export function frameHead(headers: Readonly<Record<string, string>>): Buffer {
  return Buffer.concat(Object.entries(headers).map(([name, value]) => header(name, value)));
}

/**
 * One message of Amazon's binary event stream: two lengths and their checksum, the headers, the body, and the checksum
 * of all, big-endian. https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html
 */
export function frame(head: Buffer, body: object): Buffer {
  const content = JSON.stringify(body);
  const length = 16 + head.length + Buffer.byteLength(content);
  const out = Buffer.allocUnsafe(length);
  out.writeUInt32BE(length, 0);
  out.writeUInt32BE(head.length, 4);
  out.writeUInt32BE(crc32(out.subarray(0, 8)), 8);
  head.copy(out, 12);
  out.write(content, 12 + head.length, "utf8");
  out.writeUInt32BE(crc32(out.subarray(0, length - 4)), length - 4);
  return out;
}

function header(name: string, value: string): Buffer {
  const text = Buffer.from(value, "utf8");
  const out = Buffer.alloc(4 + name.length + text.length);
  out.writeUInt8(name.length, 0);
  out.write(name, 1, "latin1");
  out.writeUInt8(textType, 1 + name.length);
  out.writeUInt16BE(text.length, 2 + name.length);
  text.copy(out, 4 + name.length);
  return out;
}
