import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { certainStateOf, withProcess } from "./process-name.ts";

/** Where the machine cannot be told, nothing is certain. */
const onLinux = <T>(state: T): T | undefined => (process.platform === "linux" ? state : undefined);

/** The number of a process that has just ended. */
function endedProcess(): number {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  return pid;
}

test("a process that ended is dead, and this one lives", () => {
  const mine = withProcess("inst_0123", process.pid);
  expect(mine).toMatch(/^inst_0123(\.[0-9a-f]{8}\.\d+-\d+)?$/);
  expect(certainStateOf(mine)).toBe(onLinux("lives"));
  expect(certainStateOf(withProcess("inst_0123", endedProcess()))).toBe(onLinux("dead"));
});

test("one whose number another process has now is dead", () => {
  const mine = withProcess("inst_0123", process.pid);
  expect(certainStateOf(mine.replace(/-\d+$/, "-1"))).toBe(onLinux("dead"));
});

test("of one that did not say when it began, its number is all there is to go by", () => {
  expect(certainStateOf(withProcess("inst_0123", process.pid).replace(/-\d+$/, ""))).toBe(onLinux("lives"));
});

test.each(["inst_0123", "inst_0123.00000000.1", "inst_0123.00000000.1-1", "inst_0123.x.1", ""])(
  "of %j nothing is certain",
  (id) => {
    expect(certainStateOf(id)).toBeUndefined();
  },
);
