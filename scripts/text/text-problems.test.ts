import { expect, test } from "vitest";
import { textProblems } from "./text-problems.ts";

/** Joined here, so that this file passes the check that it tests. */
const word = (...parts: readonly string[]): string => parts.join("");

test.each([
  word("// TO", "DO: later"),
  word("FIX", "ME"),
  word("a XX", "X b"),
  word("cat /wo", "rk/main/a"),
  word("`/ro", "ot/.ssh`"),
  word("cd /ho", "me/ada"),
  word("/Us", "ers/ada/code"),
  word("C:\\Us", "ers\\ada"),
  word("https://regi", "stry.npm", "js.org/zod"),
  word("see www.npm", "js.com/package"),
  word("mir", "ror.example.internal"),
  word("py", "pi.org"),
])("%s is found, with its line", (text) => {
  const found = textProblems("a.md", `one\ntwo\n${text}\n`);
  expect(found.length).toBeGreaterThan(0);
  expect(found[0]).toMatchObject({ path: "a.md", line: 3, level: "error" });
});

test.each([
  "a network of todos",
  "src/work/a.ts and ./root/b",
  "https://example.com/work/a",
  "the home/ folder",
  "registry.contentType, new Registry()",
  "the npm registry",
  "npm.command",
])("%s is fine", (text) => {
  expect(textProblems("a.md", text)).toEqual([]);
});

test("hashes in the lockfile may spell any word, but registries are found there, too", () => {
  const hash = word("sha512-a/TO", "DO+b");
  expect(textProblems("package-lock.json", hash)).toEqual([]);
  expect(textProblems("package-lock.json", word("https://regi", "stry.example.org/a.tgz"))).toHaveLength(1);
});
