import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { firstLoad } from "../../scripts/first-load.ts";

/** Bytes under gzip: a promise of the console (docs/console.md). */
const most = 250_000;

test("the first load is at most 250 kB of JavaScript under gzip", () => {
  const scripts = firstLoad(fileURLToPath(new URL("../../console/dist", import.meta.url)));
  expect(scripts.length).toBeGreaterThan(0);
  const sum = scripts.reduce((all, { bytes }) => all + bytes, 0);
  expect([sum <= most, sum, scripts]).toEqual([true, sum, scripts]);
});
