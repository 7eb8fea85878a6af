import { addressGroup } from "../../../lib/address-group.ts";
import type { RequestTrace } from "../../../spec/request-log.ts";
import { hour, isStranger, minute, type Rule } from "./rule.ts";

/** Requests without a good key from one address in ten minutes that are too many. */
const width = 10 * minute;
const tooMany = 50;

export interface Refused {
  readonly since: number;
  readonly count: number;
}

/** Whoever is at an address tries keys. */
export const many401: Rule<Refused> = {
  name: "many_401",
  pause: hour,
  subjectOf: (row) => (isStranger(row) ? groupOf(row) : undefined),
  see(before, row) {
    const { at, repeats, address } = row;
    const goesOn = before !== undefined && at - before.since < width;
    const state = goesOn ? { ...before, count: before.count + repeats } : { since: at, count: repeats };
    if (state.count < tooMany) return { state };
    const details = { refused: state.count, minutes: 10 };
    return {
      state,
      finding: { subject: groupOf(row), details, ...(address !== undefined && { address }) },
    };
  },
};

/** A flood from more addresses than are told apart has none. */
function groupOf({ address }: RequestTrace): string {
  return address === undefined ? "several" : addressGroup(address);
}
