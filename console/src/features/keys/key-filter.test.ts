import { describe, expect, test } from "vitest";
import { isShown, keySearchOf, keyShows, oldSecretOf } from "./key-filter.ts";

const day = 86_400;
const key = {
  name: "Nightly report",
  redacted_value: "sk-parley-...Ab3d",
  status: "active",
  idle_seconds: 5,
  last_used_at: 1_700_000_000,
} as const;

describe("which keys are shown", () => {
  test("a key that works and is used is among those that work, and all", () => {
    expect(keyShows.filter((show) => isShown(key, show, ""))).toEqual(["working", "all"]);
  });

  test("one that was never used, and one that nobody has used for 90 days, are found as that", () => {
    const never = { ...key, last_used_at: null };
    expect(keyShows.filter((show) => isShown(never, show, ""))).toEqual(["working", "never", "all"]);
    const stale = { ...key, idle_seconds: 90 * day };
    expect(keyShows.filter((show) => isShown(stale, show, ""))).toEqual(["working", "stale", "all"]);
    expect(isShown({ ...key, idle_seconds: 90 * day - 1 }, "stale", "")).toBe(false);
  });

  test("one that works no more is neither stale nor unused", () => {
    const revoked = { ...key, status: "revoked", last_used_at: null, idle_seconds: 999 * day } as const;
    expect(keyShows.filter((show) => isShown(revoked, show, ""))).toEqual(["revoked", "all"]);
  });

  test.each(["REPORT", " ab3d ", ""])("%j finds it", (words) => {
    expect(isShown(key, "all", words)).toBe(true);
  });

  test("other words do not", () => expect(isShown(key, "all", "weekly")).toBe(false));
});

test("an address says what is shown, and nothing unknown", () => {
  expect(keySearchOf({ kind: "house", show: "stale", q: "x", key: "key_1", other: 1 })).toEqual({
    kind: "house",
    show: "stale",
    q: "x",
    key: "key_1",
  });
  expect(keySearchOf({ kind: "cellar", show: "working", q: "", key: 7 })).toEqual({});
});

test("while a key is rotated, its old secret is the one that ends", () => {
  const secret = {
    redacted_value: "…1",
    created_at: 1,
    last_used_at: null,
    ends_at: null,
    status: "active",
  } as const;
  const old = { ...secret, redacted_value: "…0", ends_at: 9 } as const;
  expect(oldSecretOf({ secrets: [secret, old] })).toBe(old);
  expect(oldSecretOf({ secrets: [secret, { ...old, status: "ended" }] })).toBeUndefined();
});
