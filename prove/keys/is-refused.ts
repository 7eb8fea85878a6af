/** Whether a key was not taken: 401, and 429 where too many wrong ones have come from here within a minute. */
export function isRefused(status: number): boolean {
  return status === 401 || status === 429;
}
