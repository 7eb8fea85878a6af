import { lookup as systemLookup, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "../../lib/is-public-address.ts";

/** Finds all addresses of a name. */
type FindAll = (
  name: string,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

/**
 * Finds the addresses of a name, and refuses the name when one of them is not public: what a name means can be changed by
 * whoever has it, between a look and the connection as well. So the connection goes to what was looked at here.
 */
export function publicLookup(findAll: FindAll = findBySystem): LookupFunction {
  return function lookup(name, options, done) {
    findAll(name, (error, addresses) => {
      const [first] = addresses;
      const inside = addresses.some(({ address }) => !isPublicAddress(address));
      if (error !== null) done(error, "");
      else if (first === undefined || inside)
        done(new Error("the name leads to an address that is not public"), "");
      else if (options.all === true) done(null, [...addresses]);
      else done(null, first.address, first.family);
    });
  };
}

function findBySystem(name: string, done: Parameters<FindAll>[1]): void {
  systemLookup(name, { all: true }, (error, addresses) => done(error, error === null ? addresses : []));
}
