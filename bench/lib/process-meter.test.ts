import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  cpuBetween,
  isAlive,
  processTree,
  readCpu,
  readMachineBusyMicros,
  readMemory,
} from "./process-meter.ts";

let proc = "";

beforeEach(() => {
  proc = mkdtempSync(join(tmpdir(), "bench-proc-"));
});
afterEach(() => rmSync(proc, { recursive: true }));

interface FakeProcess {
  readonly parent?: number;
  readonly state?: string;
  readonly ticks?: readonly [user: number, system: number];
  /** Nanoseconds by thread; absent in a kernel without schedstat. */
  readonly threads?: Readonly<Record<number, number>>;
  readonly rollup?: string;
}

function fake(pid: number, { parent = 1, state = "S", ticks = [0, 0], threads, rollup }: FakeProcess): void {
  const folder = join(proc, String(pid));
  mkdirSync(join(folder, "task", String(pid)), { recursive: true });
  const fields = [state, parent, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...ticks, 0];
  writeFileSync(join(folder, "stat"), `${pid} (a (strange) name) ${fields.join(" ")}`);
  for (const [thread, nanos] of Object.entries(threads ?? {})) {
    mkdirSync(join(folder, "task", thread), { recursive: true });
    writeFileSync(join(folder, "task", thread, "schedstat"), `${nanos} 0 1\n`);
  }
  if (rollup !== undefined) writeFileSync(join(folder, "smaps_rollup"), rollup);
  writeFileSync(join(folder, "status"), "Name:\tx\nVmRSS:\t    2048 kB\n");
}

describe("CPU", () => {
  test("is the sum of all threads of all processes, exact to the nanosecond", () => {
    fake(10, { threads: { 10: 1_000_000, 11: 500_000 } });
    fake(20, { threads: { 20: 250_000 } });
    expect(readCpu([10, 20], proc).exactMicros).toBe(1_750);
  });

  test("counts in ticks where the kernel has no schedstat", () => {
    fake(10, { ticks: [3, 4] });
    expect(readCpu([10], proc)).toEqual({ exactMicros: undefined, tickMicros: 70_000 });
  });

  test("between two readings is the exact one", () => {
    const used = cpuBetween({ exactMicros: 100, tickMicros: 0 }, { exactMicros: 5_100, tickMicros: 10_000 });
    expect(used).toBe(5_000);
  });

  test("between two readings is the ticks' when threads have ended and took their time with them", () => {
    const used = cpuBetween(
      { exactMicros: 900_000, tickMicros: 900_000 },
      { exactMicros: 950_000, tickMicros: 1_900_000 },
    );
    expect(used).toBe(1_000_000);
  });

  test("of a process that is gone is an error and not zero", () => {
    expect(() => readCpu([99], proc)).toThrow(/ENOENT/);
  });

  test("of the machine leaves out idling and waiting for a disk", () => {
    writeFileSync(join(proc, "stat"), "cpu  10 1 20 1000 500 2 3 4 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n");
    expect(readMachineBusyMicros(proc)).toBe(400_000);
  });
});

describe("memory", () => {
  test("is summed, resident and shared out", () => {
    fake(10, { rollup: "Rss:      100 kB\nPss:       60 kB\n" });
    fake(20, { rollup: "Rss:       10 kB\nPss:        6 kB\n" });
    expect(readMemory([10, 20], proc)).toEqual({ rssBytes: 110 * 1024, pssBytes: 66 * 1024 });
  });

  test("has no shared-out figure, rather than a wrong one, where it may not be read", () => {
    fake(10, {});
    expect(readMemory([10], proc)).toEqual({ rssBytes: 2048 * 1024, pssBytes: undefined });
  });
});

test("a tree is the root with children and grandchildren, and nobody else's", () => {
  fake(10, {});
  fake(11, { parent: 10 });
  fake(12, { parent: 11 });
  fake(30, { parent: 3 });
  expect(processTree(10, proc).toSorted()).toEqual([10, 11, 12]);
});

test("a process that has ended and was not waited for is not alive", () => {
  fake(10, { state: "Z" });
  fake(11, {});
  expect([isAlive(10, proc), isAlive(11, proc), isAlive(12, proc)]).toEqual([false, true, false]);
});
