import { BlockList, isIP } from "node:net";

/** Whether an address is in one of some ranges. */
export type AddressRanges = (address: string) => boolean;

/**
 * Reads addresses and ranges in CIDR form (`203.0.113.7`, `10.0.0.0/8`, `2001:db8::/32`); `undefined` where one of them
 * is neither. IPv4 addresses within IPv6 (`::ffff:203.0.113.7`, RFC 4291 section 2.5.5.2) are those that they stand for.
 */
export function addressRanges(texts: readonly string[]): AddressRanges | undefined {
  const list = new BlockList();
  for (const text of texts) {
    const range = parseRange(text);
    if (range === undefined) return undefined;
    list.addSubnet(range.address, range.bits, range.family);
  }
  return function isInRanges(address) {
    const plain = plainAddress(address);
    const family = isIP(plain);
    return family !== 0 && list.check(plain, family === 4 ? "ipv4" : "ipv6");
  };
}

/** An address in its shortest sense: without a zone, and as IPv4 where it is one within IPv6. Others stay as they are. */
export function plainAddress(address: string): string {
  const [bare = ""] = address.split("%", 1);
  if (isIP(bare) !== 6) return bare;
  const words = mappedWords(bare);
  if (words === undefined) return bare;
  const [high, low] = words;
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

/** The two last groups of `::ffff:cb00:7107`, however it is written; `undefined` where it is no IPv4 within IPv6. */
function mappedWords(address: string): readonly [number, number] | undefined {
  // The URL parser writes every address in one form (https://url.spec.whatwg.org/#concept-ipv6-serializer).
  const canonical = URL.parse(`http://[${address}]/`)?.hostname ?? "";
  const match = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(canonical);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return [Number.parseInt(match[1], 16), Number.parseInt(match[2], 16)];
}

interface Range {
  readonly address: string;
  readonly bits: number;
  readonly family: "ipv4" | "ipv6";
}

function parseRange(text: string): Range | undefined {
  const match = /^([0-9A-Fa-f:.]{2,45})(?:\/(\d{1,3}))?$/.exec(text);
  if (match?.[1] === undefined) return undefined;
  const given = isIP(match[1]);
  if (given === 0) return undefined;
  const address = plainAddress(match[1]);
  const family = isIP(address);
  const most = given === 4 ? 32 : 128;
  const asked = match[2] === undefined ? most : Number(match[2]);
  // A range of addresses within IPv6 that is wider than all of IPv4 is no range of IPv4.
  const bits = given === 6 && family === 4 ? asked - 96 : asked;
  if (asked > most || bits < 0) return undefined;
  return { address, bits, family: family === 4 ? "ipv4" : "ipv6" };
}
