import { expect, test } from "vitest";
import type { Rules } from "../engine/rules.ts";
import { keepRules } from "./keep-rules.ts";

/** Rules whose reading ends when `done` is called, or fails with what it is given. */
function house() {
  const readings: { done(error?: Error): void }[] = [];
  const warned: unknown[] = [];
  let changed: (() => void) | undefined;
  const refresh = () =>
    new Promise<void>((resolve, reject) => {
      readings.push({ done: (error) => (error === undefined ? resolve() : reject(error)) });
    });
  const stores = {
    watch(callback: () => void) {
      changed = callback;
      return () => void (changed = undefined);
    },
  };
  const kept = keepRules({ refresh } as Rules, stores, (_message, error) => warned.push(error));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { readings, warned, kept, settled, change: () => changed?.(), watched: () => changed !== undefined };
}

test("is ready when the rules were read, and reads them again at each change, until it is ended", async () => {
  const { readings, kept, settled, change, watched } = house();
  await settled();
  expect([readings.length, watched()]).toEqual([1, false]);
  readings[0]?.done();
  const stop = await kept;
  change();
  expect(readings).toHaveLength(2);
  readings[1]?.done();
  await settled();
  change();
  expect(readings).toHaveLength(3);
  stop();
  expect(watched()).toBe(false);
});

test("what changes while the rules are read is read afterwards, once", async () => {
  const { readings, kept, settled, change } = house();
  readings[0]?.done();
  await kept;
  for (let times = 0; times < 3; times++) change();
  expect(readings).toHaveLength(2);
  readings[1]?.done();
  await settled();
  expect(readings).toHaveLength(3);
  readings[2]?.done();
  await settled();
  expect(readings).toHaveLength(3);
});

test("tells of a reading that failed, and goes on; the first one must succeed", async () => {
  const { readings, warned, kept, settled, change } = house();
  readings[0]?.done();
  await kept;
  const error = new Error("the disk is gone");
  change();
  readings[1]?.done(error);
  await settled();
  expect(warned).toEqual([error]);
  change();
  expect(readings).toHaveLength(3);

  const other = house();
  other.readings[0]?.done(error);
  await expect(other.kept).rejects.toBe(error);
});
