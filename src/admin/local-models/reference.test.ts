import { describe, expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { isSafeName } from "./place.ts";
import { parseReference } from "./reference.ts";

const endpoint = new URL("https://hub.example");
const parse = (text: string) => parseReference(text, endpoint);

test("a repository, with and without a choice", () => {
  const hub = { kind: "hub", user: "ann", repo: "m-GGUF", revision: "main" };
  expect(parse("hf:ann/m-GGUF")).toEqual(hub);
  expect(parse(" HF:ann/m-GGUF:Q8_0 ")).toEqual({ ...hub, choice: "Q8_0" });
  expect(parse("hf:ann/m-GGUF:more/m.gguf")).toEqual({ ...hub, choice: "more/m.gguf" });
});

test("an address, with a hash or without", () => {
  expect(parse("https://a.example/m.gguf?key=1")).toEqual({
    kind: "address",
    url: new URL("https://a.example/m.gguf?key=1"),
  });
  const hash = "AB".repeat(32);
  const found = parse(`https://a.example/m.gguf#sha256=${hash}`);
  expect(found).toMatchObject({ sha256: hash.toLowerCase() });
  expect(found).toMatchObject({ url: new URL("https://a.example/m.gguf") });
});

test("a page of the hub is taken for the file that it shows", () => {
  for (const word of ["resolve", "blob"]) {
    expect(parse(`https://hub.example/ann/m-GGUF/${word}/v1/more/m%2BQ8_0.gguf`)).toEqual({
      kind: "hub",
      user: "ann",
      repo: "m-GGUF",
      revision: "v1",
      choice: "more/m+Q8_0.gguf",
    });
  }
});

test("a short name, also as other programs write it", () => {
  for (const name of ["qwen3-0.6b", "Qwen3:0.6b"]) {
    expect(parse(name)).toMatchObject({
      kind: "hub",
      user: "Qwen",
      repo: "Qwen3-0.6B-GGUF",
      choice: "Q8_0",
      entry: { name: "qwen3-0.6b" },
    });
  }
});

describe("what makes no sense is refused with what to write", () => {
  test.each([
    ["", "not_found", "Short names are"],
    ["qwen3-0.6", "not_found", "Did you mean qwen3-0.6b?"],
    ["ann/models", "invalid_value", "write hf:ann/models."],
    ["hf:../etc:x", "invalid_value", "letters, digits"],
    ["hf:../../etc:x", "not_found", "Otherwise write hf:user/repo"],
    ["hf:ann", "not_found", "Otherwise write hf:user/repo"],
    ["https://ann:secret@a.example/m.gguf", "invalid_value", "user name or password"],
    ["ftp://a.example/m.gguf", "invalid_value", "begins with https://"],
    ["https://a.example/m.gguf#sha256=123", "invalid_value", "64 hexadecimal digits"],
    ["https://hub.example/ann/m/resolve/a%2Fb/m.gguf", "invalid_value", "a branch, a tag or a commit"],
    ["x".repeat(3_000), "invalid_value", "too long"],
  ])("%s", (text, code, message) => {
    const failure = (): unknown => {
      try {
        return parse(text);
      } catch (error) {
        return error;
      }
    };
    expect(failure()).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(JSON.stringify(failure())).not.toContain("secret");
  });
});

test("every entry of the catalogue has a name of its own, and fits into memory with its weights", () => {
  expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
  for (const { name, user, repo, bytes, memoryBytes } of catalogue) {
    expect(name).toMatch(/^[a-z0-9.-]{1,64}$/);
    expect(isSafeName(user) && isSafeName(repo)).toBe(true);
    expect(memoryBytes).toBeGreaterThan(bytes);
  }
});
