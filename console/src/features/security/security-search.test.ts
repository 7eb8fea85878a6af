import { expect, test } from "vitest";
import { filtersOf, readSecuritySearch } from "./security-search.ts";

test("the address says what is looked at, and whatever is none of that is left out", () => {
  const search = {
    part: "sessions",
    event: "login.failed",
    from: "2026-11-23",
    rule: "spending",
    verify: true,
    other: 1,
  };
  expect(readSecuritySearch(search)).toEqual({
    part: "sessions",
    event: "login.failed",
    from: "2026-11-23",
    rule: "spending",
    verify: true,
  });
  expect(
    readSecuritySearch({
      part: "nothing",
      from: "yesterday",
      until: 7,
      rule: "moon",
      actor: "",
      verify: "yes",
    }),
  ).toEqual({});
});

test("both days are included", () => {
  const { from = 0, until = 0 } = filtersOf({ from: "2026-11-23", until: "2026-11-23" });
  expect(new Date(from * 1_000).getHours()).toBe(0);
  expect(new Date(until * 1_000).getDate()).toBe(24);
  expect(until - from).toBe(86_400);
});

test("nothing asked narrows nothing", () => {
  expect(filtersOf({})).toEqual({});
  expect(filtersOf({ event: "e", actor: "a", resource: "r" })).toEqual({
    event: "e",
    actor: "a",
    resource: "r",
  });
});
