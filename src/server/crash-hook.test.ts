import { afterEach, expect, test, vi } from "vitest";
import { crashHook } from "./crash-hook.ts";

afterEach(() => void vi.restoreAllMocks());

test.each([undefined, ""])("%j: nothing listens", (value) => {
  expect(crashHook(value)).toBeUndefined();
});

test.each([
  ["after-open", 1],
  ["after-open:1", 1],
  ["after-open:3", 3],
])("%s: the process is killed at that step, that time, and once", (value, times) => {
  const kill = vi.spyOn(process, "kill").mockReturnValue(true);
  const reach = crashHook(value);
  for (let reached = 1; reached <= 5; reached++) {
    reach?.("before-open");
    reach?.("after-open");
    expect(kill).toHaveBeenCalledTimes(reached < times ? 0 : 1);
  }
  expect(kill).toHaveBeenCalledWith(process.pid, "SIGKILL");
});
