import { expect, test } from "vitest";
import { readSettled } from "./read-settled.ts";

/** A file whose content is another one at each pause, until it stays. */
function changing(...contents: readonly string[]) {
  let place = 0;
  let readings = 0;
  const now = (): string => contents[Math.min(place, contents.length - 1)] ?? "";
  return {
    read: async () => {
      readings++;
      if (now() === "bad") throw new Error("bad");
      return now();
    },
    readings: () => readings,
    deps: {
      stamp: async () => now(),
      sleep: async () => void place++,
      settleMs: 1,
    },
  };
}

test("what is just being written is read again until it stays", async () => {
  const { read, deps, readings } = changing("", "models:", "models: {}");
  expect(await readSettled(read, deps)).toBe("models: {}");
  expect(readings()).toBe(3);
});

test("what stays is read once", async () => {
  const { read, deps, readings } = changing("a");
  expect(await readSettled(read, deps)).toBe("a");
  expect(readings()).toBe(1);
});

test("a fault of a half is no fault, and one of the whole is", async () => {
  const half = changing("bad", "good");
  expect(await readSettled(half.read, half.deps)).toBe("good");
  const whole = changing("good", "bad");
  await expect(readSettled(whole.read, whole.deps)).rejects.toThrow("bad");
});

test("what never stays is taken as it was read last", async () => {
  const endless = changing(...Array.from({ length: 100 }, (_, number) => String(number)));
  expect(await readSettled(endless.read, endless.deps)).toBe("19");
});
