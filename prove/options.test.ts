import { describe, expect, test } from "vitest";
import { readOptions } from "./options.ts";
import { usualNames } from "./scenarios/names.ts";

describe("options", () => {
  test("without words: the short profile of everything, with a seed of its own", () => {
    expect(readOptions([])).toEqual({
      size: "short",
      seed: expect.any(Number),
      only: usualNames,
      databases: ["sqlite", "postgres"],
      verbose: false,
      report: false,
      minutes: 60,
      keep: false,
    });
  });

  test("a seed, a profile and parts can be asked for", () => {
    const words = ["--full", "--seed", "17", "--only", "budget, kills", "--database", "postgres"];
    expect(readOptions(words)).toMatchObject({
      size: "full",
      seed: 17,
      only: ["kills", "budget"],
      databases: ["postgres"],
      report: true,
    });
  });

  test("scenarios can be named without --only, the soak among them, for as long as one likes", () => {
    expect(readOptions(["soak", "kills", "--minutes", "5"])).toMatchObject({
      only: ["kills", "soak"],
      minutes: 5,
    });
  });

  test("--help asks for help", () => {
    expect(readOptions(["--help"])).toBe("help");
  });

  test.each([
    [["--fast"], "--fast"],
    [["kill"], 'not "kill"'],
    [["--full", "--short"], "exclude"],
    [["--only", "kill"], 'not "kill"'],
    [["--database", "mysql"], 'not "mysql"'],
    [["--seed", "-1"], "argument is ambiguous"],
    [["--minutes", "0"], 'not "0"'],
    [["--seed", "1.5"], 'not "1.5"'],
    [["--seed", "99999999999"], "2147483647"],
  ])("%j is refused with a sentence", (words, message) => {
    expect(() => readOptions(words)).toThrow(message);
  });
});
