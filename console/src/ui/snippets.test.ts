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

test("Python is given what is asked as its own people write it", () => {
  const tools = [{ type: "function", strict: true, parameters: {}, extra: null }];
  const code = snippetOf("python", base, { ...nasty, tools, temperature: 0.5, from: 1 } as never);
  expect(code).toContain(`
response = client.responses.create(
    model="m",
    input=${JSON.stringify(nasty.input)},
    tools=[
        {
            "type": "function",
            "strict": True,
            "parameters": {},
            "extra": None,
        },
    ],
    temperature=0.5,
    **{"from": 1},
)
`);
});

test("Java's block of text is what is asked", () => {
  const block = /"""\n(.*?)\n +"""/s.exec(snippetOf("java", base, nasty))?.[1] ?? "";
  expect(JSON.parse(block.replaceAll("\\\\", "\\"))).toEqual(nasty);
});

test("Go's backticks hold it, where it has none itself", () => {
  expect(snippetOf("go", base, nasty)).toContain('body := "{');
  const plain = { model: "m", input: 'Say "one" \\ two.' };
  const raw = /body := `([^`]*)`/.exec(snippetOf("go", base, plain))?.[1] ?? "";
  expect(JSON.parse(raw)).toEqual(plain);
});

test("PHP's quotes hold it", () => {
  const code = snippetOf("php", base, nasty);
  const quoted = /CURLOPT_POSTFIELDS => '((?:[^'\\]|\\[\\'])*)'/s.exec(code)?.[1] ?? "";
  expect(JSON.parse(quoted.replaceAll(/\\([\\'])/g, "$1"))).toEqual(nasty);
});
