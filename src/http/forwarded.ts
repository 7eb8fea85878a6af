import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { type AddressRanges, plainAddress } from "../lib/address-ranges.ts";
import { ParleyError } from "../spec/errors.ts";

/** Where a request came from before proxies passed it on. */
export interface Forwarded {
  readonly address: string;
  /** Whether it came to the last proxy by TLS. */
  readonly secure: boolean;
}

/** Most hops that are looked at: a longer list is no proxy's. */
const mostHops = 32;

/**
 * What trusted proxies say of a request. The client is the rightmost address that is none of theirs: what stands left of it,
 * it may have written itself. `undefined` where the request does not come from a trusted proxy, and then its headers say
 * nothing. Fails with `malformed_request` where the two headers that can tell name different clients, since one of them
 * comes from the client then.
 */
export function readForwarded(
  { socket, headers }: Pick<IncomingMessage, "socket" | "headers">,
  isTrusted: AddressRanges,
): Forwarded | undefined {
  const peer = plainAddress(socket.remoteAddress ?? "");
  if (!isTrusted(peer)) return undefined;
  const usual = clientOf(peer, hopsOfUsual(headers), isTrusted);
  if (headers.forwarded === undefined) return asForwarded(usual, headers);
  const standard = clientOf(peer, hopsOfStandard(headers), isTrusted);
  if (headers["x-forwarded-for"] !== undefined && usual.address !== standard.address) throw twoClients();
  return asForwarded(standard, headers);
}

function asForwarded({ address, proto }: Client, headers: IncomingHttpHeaders): Forwarded {
  const scheme = proto ?? lastOf(headers["x-forwarded-proto"]);
  return { address, secure: scheme?.toLowerCase() === "https" };
}

interface Client {
  readonly address: string;
  readonly proto?: string | undefined;
}

interface Hop {
  /** As it was written; `undefined` where the proxy would not say. */
  readonly address: string | undefined;
  readonly proto?: string | undefined;
}

/** From the last proxy backwards, as far as each hop was told by somebody trusted. */
function clientOf(peer: string, hops: readonly Hop[], isTrusted: AddressRanges): Client {
  let client: Client = { address: peer };
  for (const { address, proto } of hops.toReversed().slice(0, mostHops)) {
    // Who said something that is no address is the last of whom anything is known.
    if (address === undefined) return client;
    client = { address, proto: client.proto ?? proto };
    if (!isTrusted(address)) return client;
  }
  return client;
}

function hopsOfUsual(headers: IncomingHttpHeaders): readonly Hop[] {
  const text = String(headers["x-forwarded-for"] ?? "");
  return text === "" ? [] : text.split(",").map((entry) => ({ address: addressIn(entry) }));
}

/** RFC 7239, section 4. */
function hopsOfStandard({ forwarded }: IncomingHttpHeaders): readonly Hop[] {
  if (forwarded === undefined || forwarded === "") return [];
  return forwarded.split(",").map((element) => {
    const pairs = element
      .split(";")
      .map((pair) => /^\s*([A-Za-z]+)=(?:"([^"\\]*)"|([^\s";,]+))\s*$/.exec(pair));
    const value = (name: string): string | undefined => {
      const pair = pairs.find((match) => match?.[1]?.toLowerCase() === name);
      return pair?.[2] ?? pair?.[3];
    };
    return { address: addressIn(value("for") ?? ""), proto: value("proto") };
  });
}

/** `203.0.113.7`, `203.0.113.7:1234`, `2001:db8::1` or `[2001:db8::1]:1234`. */
function addressIn(entry: string): string | undefined {
  const text = entry.trim();
  const bare = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text;
  return isIP(bare) === 0 ? undefined : plainAddress(bare);
}

/** The nearest proxy writes last. */
function lastOf(header: string | readonly string[] | undefined): string | undefined {
  return header === undefined ? undefined : String(header).split(",").at(-1)?.trim();
}

function twoClients(): ParleyError {
  return new ParleyError("malformed_request", {
    message:
      "The headers X-Forwarded-For and Forwarded name different clients. The proxy in front of Parley must set or remove both.",
  });
}
