import type { AnomalyRule } from "../../spec/anomaly.ts";
import type { RequestTrace } from "../../spec/request-log.ts";
import { many401 } from "./rules/many-401.ts";
import { newAddress } from "./rules/new-address.ts";
import { retiredKey } from "./rules/retired-key.ts";
import type { Finding, Rule } from "./rules/rule.ts";
import { spending } from "./rules/spending.ts";
import { tenfoldRate } from "./rules/tenfold-rate.ts";

/** Subjects that a rule remembers; those that it heard of longest ago are forgotten beyond. */
const mostSubjects = 10_000;

/** Something that a rule found, and how long it then says nothing more of the same. */
export interface Found extends Finding {
  readonly rule: AnomalyRule;
  readonly pause: number;
}

/** Looks at requests one after the other, by all rules. */
export interface Detector {
  see(row: RequestTrace): readonly Found[];
  /** How many subjects are remembered by the rule that remembers most. */
  readonly subjects: number;
}

export function createDetector(most: number = mostSubjects): Detector {
  const looks = [
    lookFor(newAddress, most),
    lookFor(tenfoldRate, most),
    lookFor(many401, most),
    lookFor(retiredKey, most),
    lookFor(spending, most),
  ];
  return {
    see: (row) => looks.flatMap(({ see }) => see(row) ?? []),
    get subjects() {
      return Math.max(...looks.map(({ states }) => states.size));
    },
  };
}

function lookFor<State>(rule: Rule<State>, most: number) {
  const states = new Map<string, State>();
  function see(row: RequestTrace): Found | undefined {
    const subject = rule.subjectOf(row);
    if (subject === undefined) return undefined;
    const { state, finding } = rule.see(states.get(subject), row);
    states.delete(subject);
    states.set(subject, state);
    if (states.size > most) forgetOldest(states);
    return finding === undefined ? undefined : { ...finding, rule: rule.name, pause: rule.pause };
  }
  return { see, states };
}

function forgetOldest(states: Map<string, unknown>): void {
  const [oldest] = states.keys();
  if (oldest !== undefined) states.delete(oldest);
}
