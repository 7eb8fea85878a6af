import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { isCertainlyDead, withProcess } from "./process-name.ts";

/** The number of a process that has just ended. */
function endedProcess(): number {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  return pid;
}

test("a process that ended is dead, and this one lives", () => {
  const mine = withProcess("inst_0123", process.pid);
  expect(mine).toMatch(/^inst_0123(\.[0-9a-f]{8}\.\d+)?$/);
  expect(isCertainlyDead(mine)).toBe(false);
  // Where the machine cannot be told, nobody is certainly dead.
  expect(isCertainlyDead(withProcess("inst_0123", endedProcess()))).toBe(process.platform === "linux");
});

test.each(["inst_0123", "inst_0123.00000000.1", "inst_0123.x.1", ""])("of %j nothing is certain", (id) => {
  expect(isCertainlyDead(id)).toBe(false);
});
