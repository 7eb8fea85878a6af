import { expect, test } from "vitest";
import { lazily } from "./lazily.ts";

test("is made when it is first asked for, once, however many ask meanwhile", async () => {
  let made = 0;
  const get = lazily(async () => ++made);
  expect(made).toBe(0);
  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  expect(await get()).toBe(1);
});

test("what could not be made is tried again by the next who asks", async () => {
  let tries = 0;
  const get = lazily(async () => {
    if (++tries === 1) throw new Error("not now");
    return tries;
  });
  const both = await Promise.allSettled([get(), get()]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await get()).toBe(2);
});
