import { expect, test } from "vitest";
import { findObstacle } from "./unreachable.ts";

const coded = (code: string, cause?: unknown): Error => Object.assign(new Error(code, { cause }), { code });

test.each([
  ["ENOTFOUND", "its name is not known to the DNS"],
  ["ECONNREFUSED", "nothing listens there"],
  ["UND_ERR_CONNECT_TIMEOUT", "it does not answer"],
  ["CERT_HAS_EXPIRED", "its certificate has expired"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "its certificate is not trusted"],
])("%s", (code, what) => {
  expect(findObstacle(coded(code)).what).toBe(what);
});

test("the cause is found behind other errors, and among several", () => {
  expect(findObstacle(new Error("outer", { cause: coded("UNKNOWN", coded("EHOSTUNREACH")) })).what).toBe(
    "there is no way to its network",
  );
  expect(findObstacle(new AggregateError([coded("EWHATEVER"), coded("ECONNREFUSED")])).what).toBe(
    "nothing listens there",
  );
});

test("what is not known is still said", () => {
  expect(findObstacle(new Error("x"))).toEqual({ what: "the connection fails", remedy: expect.any(String) });
  expect(findObstacle("no error at all").what).toBe("the connection fails");
});
