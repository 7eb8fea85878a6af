import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Shelf } from "./shelf.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function shelfOf(sizes: Readonly<Record<string, number>>, mostBytes: number): Shelf<string> {
  const shelf = new Shelf<string>(mostBytes);
  for (const [name, bytes] of Object.entries(sizes)) {
    shelf.put(name, `value of ${name}`);
    shelf.grow(name, `value of ${name}`, bytes);
  }
  return shelf;
}

test("what nobody looked at for longest makes room", () => {
  const shelf = shelfOf({ a: 40, b: 40 }, 100);
  expect(shelf.get("a")).toBe("value of a");
  shelf.put("c", "value of c");
  shelf.grow("c", "value of c", 40);
  expect([shelf.get("a"), shelf.get("b"), shelf.get("c")]).toEqual(["value of a", undefined, "value of c"]);
});

test("what is too large by itself is alone, and not thrown away by its own growth", () => {
  const shelf = shelfOf({ a: 40, b: 140 }, 100);
  expect(shelf.get("a")).toBeUndefined();
  expect(shelf.bytesOf("b", "value of b")).toBe(140);
});

test("what is not there any more neither grows nor takes room", () => {
  const shelf = shelfOf({ a: 40 }, 100);
  shelf.put("a", "another");
  shelf.grow("a", "value of a", 90);
  shelf.put("b", "value of b");
  shelf.grow("b", "value of b", 90);
  expect(shelf.bytesOf("a", "value of a")).toBeUndefined();
  expect(shelf.bytesOf("a", "another")).toBe(0);
  shelf.forget("b");
  shelf.forget("b");
  shelf.grow("a", "another", 100);
  expect(shelf.get("a")).toBe("another");
});

test("what nobody looks at is gone after some minutes, what is looked at stays, and no timer is left", () => {
  const shelf = shelfOf({ a: 1, b: 1 }, 100);
  for (let minute = 0; minute < 10; minute++) {
    shelf.get("a");
    vi.advanceTimersByTime(60_000);
  }
  expect([shelf.bytesOf("a", "value of a"), shelf.bytesOf("b", "value of b")]).toEqual([1, undefined]);
  vi.advanceTimersByTime(6 * 60_000);
  expect(shelf.bytesOf("a", "value of a")).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
  shelf.put("a", "again");
  expect(vi.getTimerCount()).toBe(1);
});
