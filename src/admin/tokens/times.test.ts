import { afterAll, beforeAll, expect, test } from "vitest";
import { tokenWorld, type TokenWorld } from "./token-world.fixture.ts";

let world: TokenWorld;
beforeAll(async () => {
  world = await tokenWorld();
});
afterAll(() => world.close());

async function accepted(token: string): Promise<boolean> {
  return world.authenticate(token).then(
    () => true,
    () => false,
  );
}

/** By how many seconds the issuer's clock is off. */
const skews = Array.from({ length: 25 }, (_, place) => -120 + place * 10);

test.each(skews)("a clock that is off by %d seconds", async (skew) => {
  world.another();
  const seconds = world.now / 1000;
  const at = (claims: object): Promise<boolean> =>
    accepted(world.token({ claims: world.claims({ ...claims, jti: `${skew}` }) }));
  // A minute is what clocks may be apart: at the end exactly, it is over.
  expect(await at({ exp: seconds + skew })).toBe(skew > -60);
  expect(await at({ nbf: seconds + skew })).toBe(skew <= 60);
  expect(await at({ iat: seconds + skew })).toBe(skew <= 60);
});

test("the edge is the millisecond, also for a token that is remembered", async () => {
  world.another();
  const token = world.token({ claims: world.claims({ exp: world.now / 1000 + 10 }) });
  expect(await accepted(token)).toBe(true);
  world.now += 69_999;
  expect(await accepted(token)).toBe(true);
  world.now += 1;
  expect(await accepted(token)).toBe(false);
  expect(await accepted(token)).toBe(false);
});
