import { expect, test } from "vitest";
import { lineEnds, Silence } from "./silence.ts";

const fault = expect.objectContaining({ code: "upstream_invalid" });

const still = () => 1_000;

test("so many parts in a row, and not one more", () => {
  const silence = new Silence(10, still);
  silence.add(1, 4);
  silence.add(1, 6);
  expect(() => silence.add(1, 1)).toThrow(fault);
});

test("so many bytes in a row, however few the parts are", () => {
  const silence = new Silence(10, still);
  silence.add(32 * 1024 * 1024, 0);
  expect(() => silence.add(1, 0)).toThrow(fault);
});

test("it begins anew with each word", () => {
  const silence = new Silence(10, still);
  const often = (): void => {
    for (let times = 0; times < 100; times++) {
      silence.add(20 * 1024 * 1024, 10);
      silence.break();
    }
  };
  expect(often).not.toThrow();
});

test("what comes slowly may come for ever, and at twice the pace it may not", () => {
  const hour = (everyMs: number) => () => {
    let now = 0;
    const silence = new Silence(30_000, () => now);
    for (; now < 3_600_000; now += everyMs) silence.add(50, 2);
  };
  expect(hour(1)).not.toThrow();
  expect(hour(0.5)).toThrow(fault);
});

test.each([
  ["", 0],
  ["a", 0],
  ["a\n", 1],
  ["\n\n\n", 3],
  ["\r\r", 2],
  ["a\r\nb\r\n", 4],
])("ends of lines in %j", (text, count) => expect(lineEnds(Buffer.from(text))).toBe(count));
