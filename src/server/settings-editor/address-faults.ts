import { isIP } from "node:net";
import { addressRanges } from "../../lib/address-ranges.ts";
import { isPublicAddress } from "../../lib/is-public-address.ts";
import type { Fault } from "../settings/fault.ts";
import { isHome, type WayOut } from "./key-homes.ts";

/** Finds all IP addresses of a name. */
export type FindAddresses = (name: string) => Promise<readonly string[]>;

export interface AddressRules {
  /** Whether what is added may be in this network, or on this machine: `editing.privateAddresses`. */
  readonly privateAddresses: boolean;
  readonly find: FindAddresses;
  /** The file, as faults name it. */
  readonly file: string;
}

/** RFC 3927 and RFC 4291: clouds tell whoever asks there the keys of the machine, and no provider of models is there. */
const linkLocal = addressRanges(["169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128"]) ?? (() => true);

/**
 * Providers of which somebody who is not at the machine wants Parley to ask an address that it must not ask for them. An
 * address that was in the file before, or of a service that Parley knows, may be asked.
 *
 * Where private addresses are not allowed, an address is https with a name that leads to public addresses alone. The name
 * may lead elsewhere later; but then what is there must show a certificate for that name before it is told anything.
 */
export async function addressFaults(
  before: readonly WayOut[],
  after: readonly WayOut[],
  rules: AddressRules,
): Promise<readonly Fault[]> {
  const known = new Set(before.map(({ origin }) => origin));
  const fresh = after.filter(({ origin }) => !known.has(origin) && !isHome(origin));
  const faults = await Promise.all(
    fresh.map(async ({ provider, origin }) => {
      const problem = await problemOf(new URL(origin), rules);
      return problem === undefined
        ? []
        : [{ file: rules.file, path: `providers.${provider}.baseUrl`, message: problem }];
    }),
  );
  return faults.flat();
}

async function problemOf(
  { protocol, hostname }: URL,
  { privateAddresses, find }: AddressRules,
): Promise<string | undefined> {
  const host = hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host) === 0 ? await find(host).catch(() => undefined) : [host];
  if (addresses?.some((address) => linkLocal(address)))
    return "This address belongs to the machine's own network card: no provider is there.";
  if (privateAddresses) return undefined;
  if (addresses === undefined || addresses.length === 0)
    return "This name leads nowhere at the moment, so it is not known whether it is public. Check it, or try again later.";
  if (!addresses.every((address) => isPublicAddress(address)))
    return "This address is in the server's own network. Whoever runs the server can allow such addresses in the file: `editing: { privateAddresses: true }`.";
  return protocol === "https:"
    ? undefined
    : "An address that is added here begins with https://: what is sent there, keys included, travels through the Internet.";
}
