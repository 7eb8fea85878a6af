/**
 * Whether a repeat gets this answer again, or is a new call.
 *
 * Kept is what may have been paid for, and what would only come again: every success that reached its end, and the
 * refusals of the request itself (400, 422), among them those of an upstream, which some providers charge for.
 * All else is forgotten before the caller sees it: trouble that passes (408, 409, 429, 5xx), a stream that broke off,
 * a call that was cancelled, and refusals that a change outside of the request can lift (401, 403, 404, 413, 415).
 */
export function isKept(status: number, failed: boolean): boolean {
  return status < 400 ? !failed : status === 400 || status === 422;
}
