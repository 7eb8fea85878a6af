import { hour, type Rule } from "./rule.ts";
import { addTo, type Usual } from "./usual.ts";

/** An hour is held against the hours of the last week. */
const measure = { width: hour, memory: 168 };

/** Nothing is usual before a day has passed; and less than a dollar an hour is never unusual. */
const leastSpans = 24;
const leastMicros = 1_000_000;
const times = 5;

/** A project spends five times as much in an hour as it usually does. */
export const spending: Rule<Usual> = {
  name: "spending",
  pause: 6 * hour,
  subjectOf: ({ projectId, costMicros = 0 }) => (costMicros > 0 ? projectId : undefined),
  see(before, { at, costMicros = 0, projectId = "" }) {
    const state = addTo(before, at, costMicros, measure);
    const most = Math.max(leastMicros, times * state.usual);
    if (state.spans < leastSpans || state.now < most) return { state };
    const details = { cost_micros: state.now, usually_micros: Math.round(state.usual), hours: 1 };
    return { state, finding: { subject: projectId, projectId, details } };
  },
};
