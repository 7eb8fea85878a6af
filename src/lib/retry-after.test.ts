import { expect, test } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const now = Date.parse("2026-11-22T12:00:00Z");

test.each([
  [{ "retry-after-ms": "250" }, 250],
  [{ "retry-after-ms": "0.5", "retry-after": "9" }, 1],
  [{ "retry-after": "2" }, 2000],
  [{ "retry-after": "1.5" }, 1500],
  [{ "retry-after": "0" }, 0],
  [{ "retry-after": "Sun, 22 Nov 2026 12:00:30 GMT" }, 30_000],
  [{ "retry-after": "Sun, 22 Nov 2026 11:00:00 GMT" }, 0],
  [{ "retry-after-ms": "soon", "retry-after": "3" }, 3000],
  [{ "retry-after": "soon" }, undefined],
  [{ "retry-after": "" }, undefined],
  [{ "retry-after": "-1" }, undefined],
  [{ "retry-after": "1e9" }, undefined],
  [{ "retry-after": "999999999" }, 86_400_000],
  [{ "retry-after": "Tue, 01 Dec 2099 12:00:00 GMT" }, 86_400_000],
  [{}, undefined],
])("%o is %s ms", (headers, ms) => {
  expect(retryAfterMs(headers, now)).toBe(ms);
});
