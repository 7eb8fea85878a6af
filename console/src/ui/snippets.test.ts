import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { snippetLanguages, snippetOf } from "./snippets.ts";

const nasty = { model: "m", input: `It's "quoted" \\ $HOME \`ls\` \n line two, 日本語 🎉 %s \${x}` };
const base = "http://127.0.0.1:4242/v1";

test.each(snippetLanguages)("%s names the address, and no key", (language) => {
  const code = snippetOf(language, base, nasty);
  expect(code).toContain("127.0.0.1:4242/v1");
  expect(code).toContain("OPENAI_API_KEY");
});

test("a shell hands on exactly what is asked", () => {
  const code = snippetOf("curl", base, nasty).replace(/^curl /, "printf '%s\\n' ");
  const words = execFileSync("sh", ["-c", code], { encoding: "utf8" });
  expect(JSON.parse(words.slice(words.indexOf("\n-d\n") + 4))).toEqual(nasty);
});

test("Python reads exactly what is asked", () => {
  const line = /json\.loads\((.*)\)/.exec(snippetOf("python", base, nasty))?.[1] ?? "";
  // A text of Python with the escapes that JSON has means the same in JSON.
  expect(JSON.parse(JSON.parse(line) as string)).toEqual(nasty);
});

test("PHP's quotes hold it", () => {
  const code = snippetOf("php", base, nasty);
  const quoted = /CURLOPT_POSTFIELDS => '((?:[^'\\]|\\[\\'])*)'/s.exec(code)?.[1] ?? "";
  expect(JSON.parse(quoted.replaceAll(/\\([\\'])/g, "$1"))).toEqual(nasty);
});
