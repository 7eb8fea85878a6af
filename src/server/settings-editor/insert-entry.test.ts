import { expect, test } from "vitest";
import { insertEntry } from "./insert-entry.ts";

const provider = {
  section: "providers",
  name: "new",
  value: { type: "anthropic", apiKey: "stored" },
} as const;
const line = "new: { type: anthropic, apiKey: stored }";

test.each<[string, string, string]>([
  ["an empty file", "", `providers:\n  ${line}\n`],
  ["comments alone", "# ours\n", `# ours\nproviders:\n  ${line}\n`],
  ["another section", "models: {}", `models: {}\nproviders:\n  ${line}\n`],
  ["a section without content", "providers:  # soon\nport: 1\n", `providers:  # soon\n  ${line}\nport: 1\n`],
  [
    "a section, comments and blanks around it",
    "# ours\nproviders:\n    a: { type: rehearsal }  # x\n\n    # more\n\nport:   1\n",
    `# ours\nproviders:\n    a: { type: rehearsal }  # x\n    ${line}\n\n    # more\n\nport:   1\n`,
  ],
  [
    "a provider of several lines",
    "providers:\n  a:\n    type: rehearsal # x\nport: ${PORT}",
    `providers:\n  a:\n    type: rehearsal # x\n  ${line}\nport: \${PORT}`,
  ],
  [
    "a section in braces",
    "providers: { a: { apiKey: ${K} } }\n",
    `providers: { a: { apiKey: \${K} }, ${line} }\n`,
  ],
  ["empty braces", "providers: {}\n", `providers: { ${line} }\n`],
  ["JSON", '{"port":1}', `{"port":1, providers: { ${line} }}`],
  ["lines of Windows", "port: 1\r\n", `port: 1\r\nproviders:\r\n  ${line}\r\n`],
  ["an end that is marked", "---\nport: 1\n...\n", `---\nport: 1\nproviders:\n  ${line}\n...\n`],
])("%s", (_name, before, after) => {
  expect(insertEntry(before, provider)?.replace(/\{ new/, "{ new")).toBe(after);
});

test("names and values that YAML would read otherwise are put into quotes", () => {
  const value = { targets: [{ provider: "new", model: "a: b # c" }] };
  expect(insertEntry("", { section: "models", name: "1.5:x", value })).toBe(
    'models:\n  "1.5:x": { targets: [ { provider: new, model: "a: b # c" } ] }\n',
  );
  expect(insertEntry("", { section: "models", name: "null", value })).toContain('  "null": {');
});

test.each([
  "- a",
  "text",
  "providers: [a]",
  "providers: *nowhere",
  "a: [",
  "providers: &p { a: {} }\nmodels: *p",
])("%j is left as it is, or says afterwards what it should", (source) => {
  const after = insertEntry(source, provider);
  if (after !== undefined) expect(after).toContain(line);
  else expect(after).toBeUndefined();
});
