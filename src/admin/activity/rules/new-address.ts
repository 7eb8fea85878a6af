import { addressGroup } from "../../../lib/address-group.ts";
import { hour, isStranger, type Rule, whoOf } from "./rule.ts";

/** How long a key's addresses are only learned, from its first request that is remembered. */
const learning = 24 * hour;

/** Addresses that are remembered of a key. One that comes from so many has no usual ones, and nothing is said of it. */
const mostKnown = 32;

export interface KnownAddresses {
  readonly since: number;
  /** The one that was used last is at the end. */
  readonly known: readonly string[];
}

/** A key is used from an address from which it never came, a day or more after it was first used. */
export const newAddress: Rule<KnownAddresses> = {
  name: "new_address",
  pause: 24 * hour,
  subjectOf: (row) =>
    row.keyId !== undefined && row.address !== undefined && !isStranger(row) ? row.keyId : undefined,
  see(state, row) {
    const { keyId = "", address = "", at } = row;
    const group = addressGroup(address);
    if (state === undefined) return { state: { since: at, known: [group] } };
    const { since, known } = state;
    if (known.at(-1) === group) return { state };
    const others = known.filter((one) => one !== group);
    const next = { since, known: [...others, group].slice(-mostKnown) };
    const isNew = others.length === known.length;
    if (!isNew || known.length >= mostKnown || at - since < learning) return { state: next };
    const details = { known_addresses: known.length };
    return { state: next, finding: { subject: `${keyId} ${group}`, ...whoOf(row), details } };
  },
};
