import { describe, expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import { readWishes } from "./call-wishes.ts";

describe("what a request's headers ask of the way", () => {
  test.each([
    [{}, {}],
    [{ "x-parley-region": "eu" }, { region: "eu" }],
    [{ "x-parley-retries": "0" }, { retries: 0 }],
    [{ "x-parley-retries": "100" }, { retries: 100 }],
    [{ "x-parley-timeout": "30s" }, { deadline: 31_000 }],
    [{ "x-parley-timeout": "30000" }, { deadline: 31_000 }],
    [{ "x-parley-timeout": "1m30s" }, { deadline: 91_000 }],
  ])("%j", (headers, wishes) => {
    expect(readWishes(headers, 1_000)).toEqual(wishes);
  });

  test.each([
    ["x-parley-region", "e u"],
    ["x-parley-retries", "-1"],
    ["x-parley-retries", "101"],
    ["x-parley-retries", "two"],
    ["x-parley-retries", ""],
    ["x-parley-timeout", "0"],
    ["x-parley-timeout", "-5s"],
    ["x-parley-timeout", "25h"],
    ["x-parley-timeout", "soon"],
    ["x-parley-timeout", ""],
  ])("%s: %s is refused by its name", (name, value) => {
    const reading = (): unknown => readWishes({ [name]: value }, 0);
    expect(reading).toThrow(ParleyError);
    expect(reading).toThrow(`The header ${name} must be`);
  });
});
