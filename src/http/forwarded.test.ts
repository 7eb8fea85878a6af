import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { addressRanges } from "../lib/address-ranges.ts";
import { ParleyError } from "../spec/errors.ts";
import { readForwarded } from "./forwarded.ts";

const trusted = addressRanges(["10.0.0.0/8", "2001:db8:ffff::/48"]) ?? (() => false);

function read(peer: string, headers: Readonly<Record<string, string>>) {
  const request = { socket: { remoteAddress: peer }, headers } as unknown as IncomingMessage;
  return readForwarded(request, trusted);
}

const client = "203.0.113.7";

test("who is no trusted proxy says nothing", () => {
  for (const peer of ["203.0.113.9", "::1", "192.168.0.1", ""])
    expect(read(peer, { "x-forwarded-for": client, "x-forwarded-proto": "https" })).toBeUndefined();
});

test.each([
  ["one proxy", "203.0.113.7", client],
  ["what the client wrote itself stands left", "1.2.3.4, 203.0.113.7", client],
  ["several proxies, all trusted", "1.2.3.4, 203.0.113.7, 10.1.1.1, 10.2.2.2", client],
  ["a client in the proxies' own network", "10.9.9.9, 10.1.1.1", "10.9.9.9"],
  ["with a port", "203.0.113.7:1234", client],
  ["IPv4 within IPv6", "::ffff:203.0.113.7", client],
  ["IPv6", "2001:db8::7", "2001:db8::7"],
  ["IPv6 with a port", "[2001:db8::7]:443", "2001:db8::7"],
  ["nothing that is an address", "unknown", "10.0.0.1"],
  ["an address behind something else", "203.0.113.7, unknown, 10.1.1.1", "10.1.1.1"],
  ["empty", "", "10.0.0.1"],
  ["an empty entry", "203.0.113.7,", "10.0.0.1"],
])("X-Forwarded-For: %s", (_name, list, address) => {
  expect(read("10.0.0.1", { "x-forwarded-for": list })).toEqual({ address, secure: false });
});

test.each([
  ["for=203.0.113.7;proto=https", client, true],
  ["for=203.0.113.7;proto=http", client, false],
  ['For="203.0.113.7:4711";Proto=HTTPS;by=203.0.113.43', client, true],
  ['for="[2001:db8:cafe::17]:4711"', "2001:db8:cafe::17", false],
  ["for=1.2.3.4;proto=https, for=203.0.113.7;proto=http", client, false],
  ["for=203.0.113.7;proto=https, for=10.1.1.1", client, true],
  ["for=unknown;proto=https", "10.0.0.1", false],
  ["for=_hidden", "10.0.0.1", false],
  ["nonsense", "10.0.0.1", false],
])("Forwarded: %s", (forwarded, address, secure) => {
  expect(read("10.0.0.1", { forwarded })).toEqual({ address, secure });
});

test("the last proxy says whether it was TLS", () => {
  const of = (proto: string) =>
    read("10.0.0.1", { "x-forwarded-for": client, "x-forwarded-proto": proto })?.secure;
  expect([of("https"), of("HTTPS"), of("http"), of("https, http"), of("http, https")]).toEqual([
    true,
    true,
    false,
    false,
    true,
  ]);
});

test("two headers that name different clients are refused, since one of them is the client's own", () => {
  expect(read("10.0.0.1", { "x-forwarded-for": client, forwarded: `for=${client}` })?.address).toBe(client);
  const both = () => read("10.0.0.1", { "x-forwarded-for": "1.2.3.4", forwarded: `for=${client}` });
  expect(both).toThrow(ParleyError);
  expect(both).toThrow("name different clients");
});

test("a list of thousands is read no further than a way can be long", () => {
  const list = Array.from({ length: 5_000 }, () => "10.1.1.1");
  expect(read("10.0.0.1", { "x-forwarded-for": [client, ...list].join(",") })?.address).toBe("10.1.1.1");
});
