import type { LookupAddress } from "node:dns";
import { expect, test } from "vitest";
import { publicLookup } from "./public-lookup.ts";

function lookedUp(addresses: readonly string[], all: boolean, fault: Error | null = null) {
  const lookup = publicLookup((_name, done) =>
    done(
      fault,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 })),
    ),
  );
  return new Promise<{ error: Error | null; address: unknown; family: unknown }>((resolve) => {
    lookup("name.example", { all }, (error, address, family) => resolve({ error, address, family }));
  });
}

test("a name with public addresses alone is found", async () => {
  expect(await lookedUp(["8.8.8.8", "2606:4700::1"], false)).toEqual({
    error: null,
    address: "8.8.8.8",
    family: 4,
  });
  expect((await lookedUp(["8.8.8.8", "2606:4700::1"], true)).address).toEqual([
    { address: "8.8.8.8", family: 4 },
    { address: "2606:4700::1", family: 6 },
  ]);
});

test.each([[["127.0.0.1"]], [["8.8.8.8", "10.0.0.1"]], [["::1"]], [["fe80::1"]], [[]]])(
  "%j is refused",
  async (addresses) => {
    expect((await lookedUp(addresses, true)).error?.message).toContain("not public");
  },
);

test("a name that is not there is an error of its own", async () => {
  expect((await lookedUp([], false, new Error("ENOTFOUND"))).error?.message).toBe("ENOTFOUND");
});
