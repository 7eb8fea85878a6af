import { expect, test } from "vitest";
import { createErrands } from "./errands.ts";

test("errands run a few at a time, each name once, and a fault is told", async () => {
  const warnings: string[] = [];
  const errands = createErrands((message) => warnings.push(message));
  const ends: (() => void)[] = [];
  let most = 0;
  let running = 0;
  const deed = async () => {
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => ends.push(resolve));
    running--;
  };
  for (let number = 0; number < 10; number++) expect(errands.run(`deed ${number}`, deed)).toBe(true);
  expect(errands.run("deed 3", deed)).toBe(false);
  expect(errands.run("the last", () => Promise.reject(new Error("no")))).toBe(true);
  const idle = errands.idle();
  for (let ended = 0; ended < 10; ended++) {
    await expect.poll(() => ends.length).toBeGreaterThan(ended);
    ends[ended]?.();
  }
  await idle;
  expect([most, running, warnings]).toEqual([4, 0, ["the last failed"]]);
  expect(errands.run("deed 3", () => Promise.resolve())).toBe(true);
  await errands.close();
});

test("at the end those under way are told, those that wait are forgotten, and none comes after", async () => {
  const warnings: string[] = [];
  const errands = createErrands((message) => warnings.push(message));
  const begun: AbortSignal[] = [];
  const deed = (signal: AbortSignal) => {
    begun.push(signal);
    return new Promise<void>((_resolve, reject) =>
      signal.addEventListener("abort", () => reject(new Error())),
    );
  };
  for (let number = 0; number < 9; number++) errands.run(`deed ${number}`, deed);
  await errands.close();
  expect(begun).toHaveLength(4);
  expect(begun.every(({ aborted }) => aborted)).toBe(true);
  expect(errands.run("late", deed)).toBe(false);
  expect(warnings).toEqual([]);
});
