import { hour, minute, type Rule, whoOf } from "./rule.ts";
import { addTo, type Usual } from "./usual.ts";

/** Five minutes are held against the five minutes of the last day. */
const measure = { width: 5 * minute, memory: 288 };

/** Nothing is usual before an hour has passed; and fewer requests in five minutes are never unusual. */
const leastSpans = 12;
const leastRequests = 100;
const times = 10;

/** A key asks ten times as much as usual. */
export const tenfoldRate: Rule<Usual> = {
  name: "tenfold_rate",
  pause: hour,
  subjectOf: ({ keyId }) => keyId,
  see(before, row) {
    const state = addTo(before, row.at, row.repeats, measure);
    const most = Math.max(leastRequests, times * state.usual);
    if (state.spans < leastSpans || state.now < most) return { state };
    const details = { requests: state.now, usually: Math.round(state.usual * 10) / 10, minutes: 5 };
    return { state, finding: { subject: row.keyId ?? "", ...whoOf(row), details } };
  },
};
