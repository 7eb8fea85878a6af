import { hour, isStranger, type Rule, whoOf } from "./rule.ts";

/** A key that was revoked, has expired or was replaced is still used by somebody. */
export const retiredKey: Rule<null> = {
  name: "retired_key",
  pause: 6 * hour,
  // Only of keys that are known is anything told where they are refused.
  subjectOf: (row) => (isStranger(row) ? row.keyId : undefined),
  see(_state, row) {
    const { keyId = "", errorCode = "invalid_api_key", repeats } = row;
    const details = { requests: repeats, error: errorCode };
    return { state: null, finding: { subject: keyId, ...whoOf(row), details } };
  },
};
