import { expect, test } from "vitest";
import { Lent } from "./lent.ts";

function lent() {
  const closed: string[] = [];
  return { closed, thing: new Lent("thing", (value) => void closed.push(value)) };
}

test("what is retired is closed once the last user has given it back", async () => {
  const { thing, closed } = lent();
  expect(thing.borrow()).toBe("thing");
  thing.borrow();
  thing.giveBack();
  expect(thing.users).toBe(1);
  thing.retire();
  expect(closed).toEqual([]);
  expect(thing.over).toBe(false);
  thing.giveBack();
  await thing.closed;
  expect(closed).toEqual(["thing"]);
});

test("what nobody uses is closed when it is retired, and only once", async () => {
  const { thing, closed } = lent();
  thing.retire();
  thing.retire();
  await thing.end();
  expect(closed).toEqual(["thing"]);
  expect(() => thing.borrow()).toThrow(TypeError);
});

test("what is not retired stays open without users", () => {
  const { thing, closed } = lent();
  thing.borrow();
  thing.giveBack();
  expect(thing.over).toBe(false);
  expect(closed).toEqual([]);
});

test("it can be lent again while it is retired and somebody has it", async () => {
  const { thing, closed } = lent();
  thing.borrow();
  thing.retire();
  thing.borrow();
  thing.giveBack();
  expect(closed).toEqual([]);
  thing.giveBack();
  await thing.closed;
  expect(closed).toEqual(["thing"]);
});

test("an end waits for nobody", async () => {
  const { thing, closed } = lent();
  thing.borrow();
  await thing.end();
  expect(closed).toEqual(["thing"]);
  thing.giveBack();
  expect(closed).toEqual(["thing"]);
});

test("a close that fails is told to whoever waits for it", async () => {
  const thing = new Lent("thing", () => Promise.reject(new Error("stuck")));
  thing.retire();
  await expect(thing.closed).rejects.toThrow("stuck");
});
