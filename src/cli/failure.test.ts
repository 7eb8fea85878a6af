import { describe, expect, test } from "vitest";
import { DataError } from "../server/data-error.ts";
import { SettingsError } from "../server/settings/fault.ts";
import { ParleyError } from "../spec/errors.ts";
import { UsageError } from "./exit.ts";
import { describeFailure } from "./failure.ts";

const system = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`${code}: raw words`), { code, ...more });
const sqlite = (errcode: number): Error =>
  Object.assign(new Error("raw words"), { code: "ERR_SQLITE_ERROR", errcode });

describe("what can be foreseen is one sentence with what to do, and no stack", () => {
  test.each([
    [
      system("EADDRINUSE", { port: 4242 }),
      "Port 4242 is taken. Stop the program that uses it, or choose another one: --port 4243",
    ],
    [system("EADDRINUSE", { port: 65_535 }), "--port 1"],
    [system("EADDRNOTAVAIL", { address: "10.1.2.3" }), "This machine has no address 10.1.2.3."],
    [system("ENOTFOUND", { hostname: "nowhere.invalid" }), "The name nowhere.invalid is not known."],
    [system("EACCES", { port: 80 }), "This user may not listen on port 80."],
    [system("EACCES", { path: "/data" }), "This user may not use /data."],
    [system("EROFS", { path: "/data" }), "/data cannot be written: its file system is read-only."],
    [system("ENOSPC", { path: "/data/x" }), "The disk is full (/data/x)."],
    [system("ENOSPC"), "The disk is full. Make room"],
    [system("EEXIST", { path: "/data" }), "/data cannot be made: there is a file where a folder should be."],
    [system("ENOENT", { path: "/data", syscall: "mkdir" }), "/data cannot be made. Name another data folder"],
    [system("ENOENT", { path: "/x" }), "ENOENT: raw words"],
    [system("EWHATEVER"), "EWHATEVER: raw words"],
    [new DataError("The secret is damaged."), "The secret is damaged."],
    [new UsageError("Nothing to ask."), "Nothing to ask."],
    [
      new SettingsError([{ path: "PARLEY_PORT", message: "Expected a number." }]),
      "PARLEY_PORT:\n  Expected a number.",
    ],
    ["a text that was thrown", "a text that was thrown"],
  ])("%s", (error, sentence) => {
    const said = describeFailure(error);
    expect(said).toContain(sentence);
    expect(said).not.toContain("    at ");
  });
});

describe("Parley's own errors", () => {
  test("one with words of its own says them, and not its cause", () => {
    const error = new ParleyError("storage_unavailable", {
      message: "The data is newer.",
      cause: new Error("secret detail"),
    });
    expect(describeFailure(error)).toBe("The data is newer.");
  });

  test("one with the table's general sentence adds what led to it", () => {
    const error = new ParleyError("upstream_unreachable", { cause: new Error("connect ECONNREFUSED") });
    expect(describeFailure(error)).toBe("The model's provider could not be reached. (connect ECONNREFUSED)");
  });

  test.each([
    [5, "keeps the database locked"],
    [261, "keeps the database locked"],
    [8, "may not be written"],
    [10, "The disk failed"],
    [11, "The database is damaged"],
    [13, "The disk is full"],
    [14, "cannot be opened"],
    [26, "The database is damaged"],
  ])("SQLite's code %i is explained", (errcode, words) => {
    expect(describeFailure(new ParleyError("storage_unavailable", { cause: sqlite(errcode) }))).toContain(
      words,
    );
  });

  test("rights that are missing below the database are explained", () => {
    const cause = system("EACCES", { path: "/data/parley.db" });
    expect(describeFailure(new ParleyError("storage_unavailable", { cause }))).toContain(
      "This user may not use /data/parley.db.",
    );
  });

  test("an internal error is a bug and shows where", () => {
    expect(describeFailure(new ParleyError("internal", { cause: new TypeError("oops") }))).toMatch(
      /TypeError: oops\n\s+at /,
    );
  });
});

test("what nobody foresaw is shown with its stack", () => {
  expect(describeFailure(new TypeError("oops"))).toMatch(/TypeError: oops\n\s+at /);
  expect(describeFailure(system("ERR_INVALID_ARG_TYPE"))).toMatch(/\n\s+at /);
});

test("words of strangers in an error cannot steer the terminal", () => {
  expect(describeFailure(new ParleyError("upstream_rejected", { message: "\x1b[2Jgone" }))).toBe("[2Jgone");
});
