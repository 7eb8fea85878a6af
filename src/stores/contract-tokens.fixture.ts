import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Stores } from "../spec/stores.ts";

/** What every store must do with tokens that were revoked. */
export function tokenContract(name: string, open: () => Promise<Stores>): void {
  describe(`${name}: revoked tokens`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
    });
    afterEach(() => stores.close());

    test("a token is revoked once, and from then on", async () => {
      const { tokens } = stores;
      expect(await tokens.isRevoked("tok_1")).toBe(false);
      expect(await tokens.revoke("tok_1", 5_000)).toBe(true);
      expect(await tokens.revoke("tok_1", 9_000)).toBe(false);
      expect(await tokens.isRevoked("tok_1")).toBe(true);
      expect(await tokens.isRevoked("tok_2")).toBe(false);
      await tokens.revoke("tok_3", 5_000);
      expect((await tokens.revokedOf(["tok_3", "tok_2", "tok_1"])).toSorted()).toEqual(["tok_1", "tok_3"]);
      expect(await tokens.revokedOf([])).toEqual([]);
    });

    test("those that have ended anyway are forgotten, the oldest first", async () => {
      const { tokens } = stores;
      for (const [id, end] of [
        ["c", 3_000],
        ["a", 1_000],
        ["b", 2_000],
      ] as const)
        await tokens.revoke(id, end);
      expect(await tokens.expire(2_000, 1)).toBe(1);
      expect(await tokens.isRevoked("a")).toBe(false);
      expect(await tokens.expire(2_000, 9)).toBe(1);
      expect(await tokens.expire(2_000, 9)).toBe(0);
      expect(await tokens.isRevoked("c")).toBe(true);
    });

    test("a revocation within a change that fails has not happened", async () => {
      const failing = stores.audit.record(async (within) => {
        await within.tokens.revoke("tok_1", 5_000);
        throw new Error("no");
      });
      await expect(failing).rejects.toThrow("no");
      expect(await stores.tokens.isRevoked("tok_1")).toBe(false);
    });
  });
}
