import { canonical } from "./schema-instance/canonical.ts";

/**
 * The one text in which an audit entry's details are kept, hashed and exported: JSON with sorted members, in which nothing
 * can steer a terminal. What does not read back to itself was changed by somebody.
 */
export function auditDetails(details: unknown): string {
  return withoutControls(canonical(details));
}

/** JSON itself lets DEL and the second set of control characters through. */
export function withoutControls(json: string): string {
  return json.replaceAll(
    /\p{Cc}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
