import { describe, expect, test } from "vitest";
import { readOptions } from "./options.ts";

describe("options", () => {
  test("without words: everything, three rounds", () => {
    expect(readOptions([])).toMatchObject({
      smoke: false,
      only: ["json", "sse", "cold", "idle", "books", "local", "memory"],
      rounds: 3,
    });
  });

  test("a smoke run has one round, unless more are asked for", () => {
    expect(readOptions(["--smoke"])).toMatchObject({ smoke: true, rounds: 1 });
    expect(readOptions(["--smoke", "--rounds", "2"])).toMatchObject({ rounds: 2 });
  });

  test("--only takes some of the parts", () => {
    expect(readOptions(["--only", "sse, idle"])).toMatchObject({ only: ["sse", "idle"] });
  });

  test("Node alone takes its turn where it is asked for", () => {
    expect([readOptions([]), readOptions(["--bare"])]).toMatchObject([{ bare: false }, { bare: true }]);
  });

  test("--help asks for help", () => {
    expect(readOptions(["--help"])).toBe("help");
  });

  test.each([
    [["--fast"], "--fast"],
    [["json"], "json"],
    [["--only", "jsn"], 'not "jsn"'],
    [["--rounds", "0"], 'not "0"'],
    [["--rounds", "2.5"], 'not "2.5"'],
    [["--phases", "1000"], "1 to 50"],
  ])("%j is refused with a sentence", (words, message) => {
    expect(() => readOptions(words)).toThrow(message);
  });
});
