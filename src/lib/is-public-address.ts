import { isIP } from "node:net";
import { type AddressRanges, addressRanges, plainAddress } from "./address-ranges.ts";

/** What of unicast is not for everybody: IANA's registries of special-purpose addresses (RFC 6890), November 2026. */
const special = made([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "2620:4f:8000::/48",
  "3fff::/20",
]);

/** All there is of unicast: whatever is not in here, is not public, known or not. */
const unicast = made(["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3", "2000::/3"]);

/** Whether an IP address is one that the whole Internet means the same by: in global unicast, and not special. */
export function isPublicAddress(address: string): boolean {
  const plain = plainAddress(address);
  return isIP(plain) !== 0 && unicast(plain) && !special(plain);
}

function made(ranges: readonly string[]): AddressRanges {
  const found = addressRanges(ranges);
  if (found === undefined) throw new TypeError("one of these is no range");
  return found;
}
