import { expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import { LiveTexts } from "./live-texts.ts";

const done = { done: true, value: undefined };

test("texts come in their order, what has waited in one, and then the end", async () => {
  const texts = new LiveTexts();
  const first = texts.next();
  texts.add("a");
  expect(await first).toEqual({ done: false, value: "a" });
  texts.add("b");
  texts.add("");
  texts.add("c");
  texts.end();
  expect(await texts.next()).toEqual({ done: false, value: "bc" });
  expect(await texts.next()).toEqual(done);
});

test("who is too slow is told so, and so is who is ended from outside", async () => {
  const slow = new LiveTexts();
  for (let piece = 0; piece < 5; piece++) slow.add("x".repeat(1024 * 1024));
  await expect(slow.next()).rejects.toMatchObject({ code: "cancelled" });
  const ended = new LiveTexts();
  const waiting = ended.next();
  ended.fail(new ParleyError("shutting_down"));
  await expect(waiting).rejects.toMatchObject({ code: "shutting_down" });
});

test("who leaves waits no longer, and takes nothing more", async () => {
  const texts = new LiveTexts();
  const waiting = texts.next();
  expect(await texts.return()).toEqual(done);
  expect(await waiting).toEqual(done);
  texts.add("late");
  expect(await texts.next()).toEqual(done);
});
