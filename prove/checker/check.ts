/** The checker: pure, and of nobody's party. It knows no word of Parley's code. */
import { checkAcknowledged } from "./check-acknowledged.ts";
import { checkAttempts } from "./check-attempts.ts";
import { checkCosts } from "./check-costs.ts";
import { checkEnds } from "./check-ends.ts";
import { checkIdempotency } from "./check-idempotency.ts";
import { checkRefused } from "./check-refused.ts";
import { checkTokens } from "./check-tokens.ts";
import type { Case } from "./case.ts";
import type { Violation } from "./violation.ts";

/** Compares the three histories: everything in them that breaks an invariant, in the order of the rules. */
export function check(histories: Case): readonly Violation[] {
  const rules = [
    checkAcknowledged,
    checkAttempts,
    checkTokens,
    checkCosts,
    checkEnds,
    checkRefused,
    checkIdempotency,
  ];
  return rules.flatMap((rule) => [...rule(histories)]);
}
