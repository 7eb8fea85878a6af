import { expect, test } from "vitest";
import { lineEnds, Silence } from "./silence.ts";

const fault = expect.objectContaining({ code: "upstream_invalid" });

test("so many parts in a row, and not one more", () => {
  const silence = new Silence(10);
  silence.add(1, 4);
  silence.add(1, 6);
  expect(() => silence.add(1, 1)).toThrow(fault);
});

test("so many bytes in a row, however few the parts are", () => {
  const silence = new Silence(10);
  silence.add(32 * 1024 * 1024, 0);
  expect(() => silence.add(1, 0)).toThrow(fault);
});

test("it begins anew with each word", () => {
  const silence = new Silence(10);
  for (let times = 0; times < 100; times++) {
    silence.add(20 * 1024 * 1024, 10);
    silence.break();
  }
});

test.each([
  ["", 0],
  ["a", 0],
  ["a\n", 1],
  ["\n\n\n", 3],
  ["\r\r", 2],
  ["a\r\nb\r\n", 4],
])("ends of lines in %j", (text, count) => expect(lineEnds(Buffer.from(text))).toBe(count));
