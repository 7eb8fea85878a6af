import fc from "fast-check";
import { expect, test } from "vitest";
import type { UsageRow } from "../../../spec/usage-report.ts";
import { presentCosts } from "./present.ts";

test("any amount below eight thousand million dollars is written to the micro-unit", () => {
  const micros = fc.integer({ min: 0, max: 2 ** 33 * 1_000_000 });
  fc.assert(
    fc.property(micros, (known) => {
      const row = { costMicros: { known, unknown: 0 } } as UsageRow;
      const [whole = "", fraction = ""] = JSON.stringify(presentCosts(row).amount.value).split(".");
      expect(BigInt(whole + fraction.padEnd(6, "0"))).toBe(BigInt(known));
    }),
  );
});
