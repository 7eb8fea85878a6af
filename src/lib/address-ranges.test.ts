import fc from "fast-check";
import { expect, test } from "vitest";
import { addressRanges, plainAddress } from "./address-ranges.ts";

test.each([
  [
    ["203.0.113.7"],
    ["203.0.113.7", "::ffff:203.0.113.7", "::ffff:cb00:7107", "0:0:0:0:0:ffff:cb00:7107"],
    ["203.0.113.8"],
  ],
  [["10.0.0.0/8"], ["10.255.0.1", "::ffff:10.1.2.3"], ["11.0.0.1", "::1"]],
  [["2001:db8::/32"], ["2001:db8::1", "2001:db8:ffff::"], ["2001:db9::1", "32.1.13.184"]],
  [["::1"], ["::1", "0:0:0:0:0:0:0:1"], ["127.0.0.1", "::"]],
  [["::ffff:10.0.0.0/104"], ["10.9.9.9", "::ffff:10.9.9.9"], ["11.0.0.0"]],
  [["0.0.0.0/0"], ["1.2.3.4", "::ffff:1.2.3.4"], ["2001:db8::1"]],
  [["fe80::/10"], ["fe80::1%eth0"], ["::1"]],
  [
    ["10.0.0.1", "192.168.0.0/16"],
    ["10.0.0.1", "192.168.77.1"],
    ["10.0.0.2", "", "nonsense"],
  ],
])("%j", (texts, inside, outside) => {
  const isIn = addressRanges(texts);
  expect(inside.map((address) => isIn?.(address))).toEqual(inside.map(() => true));
  expect(outside.map((address) => isIn?.(address))).toEqual(outside.map(() => false));
});

test.each([
  "",
  "10.0.0",
  "10.0.0.0/33",
  "::/129",
  "::ffff:10.0.0.0/95",
  "1.2.3.4/",
  "1.2.3.4/-1",
  "host",
  "[::1]",
  "1.2.3.4:80",
  "010.0.0.1",
  "0x7f.1",
])("%j is no range", (text) => {
  expect(addressRanges([text])).toBeUndefined();
  expect(addressRanges(["10.0.0.1", text])).toBeUndefined();
});

test("an IPv4 address is the same however it is written, and in exactly the ranges that begin with it", () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, bits) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
      const mapped = `::ffff:${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
      expect(plainAddress(mapped)).toBe(address);
      expect(plainAddress(`::ffff:${address}`)).toBe(address);
      expect(addressRanges([`${address}/${bits}`])?.(mapped)).toBe(true);
    }),
  );
});
