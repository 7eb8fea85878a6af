import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";

import { createDoubts } from "./doubts.ts";

test("work is done later, again until it succeeds, and then no more", async () => {
  const doubts = createDoubts(5);
  const work = vi.fn(async () => {
    if (work.mock.calls.length < 3) throw new Error("not back yet");
  });
  const other = vi.fn(async () => undefined);
  doubts.add("one", work);
  doubts.add("two", other);
  expect(work).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(other).toHaveBeenCalledOnce(), { timeout: 5_000 });
  expect(work).toHaveBeenCalledTimes(3);
  await sleep(30);
  expect(work).toHaveBeenCalledTimes(3);
  expect(other).toHaveBeenCalledOnce();
});

test("a doubt is resolved once, and one who stops does nothing any more", async () => {
  const doubts = createDoubts(5);
  doubts.remember("one");
  expect([doubts.resolve("one"), doubts.resolve("one")]).toEqual([true, false]);
  const work = vi.fn(async () => undefined);
  doubts.add("two", work);
  doubts.stop();
  await sleep(30);
  expect(work).not.toHaveBeenCalled();
});
