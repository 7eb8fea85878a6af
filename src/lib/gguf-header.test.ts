import fc from "fast-check";
import { expect, test } from "vitest";
import { tinyGguf } from "./gguf.fixture.ts";
import { readGgufHeader } from "./gguf-header.ts";

const read = (file: Buffer) =>
  readGgufHeader(async (position, length) => file.subarray(position, position + length), file.length);

test("a header tells architecture, name, quantisation, context and size", async () => {
  const file = tinyGguf();
  expect(await read(file)).toMatchObject({
    version: 3,
    architecture: "llama",
    name: "Tiny",
    quantisation: "F32",
    contextTokens: 2048,
    tensors: 1,
    parameters: 8,
    wholeBytes: file.length,
  });
});

test("lists are passed over, and their length is told", async () => {
  const { lists, values } = await read(tinyGguf());
  expect(lists.get("tokenizer.ggml.tokens")).toBe(3);
  expect(values.has("tokenizer.ggml.tokens")).toBe(false);
});

test("what the file does not say is absent", async () => {
  const header = await read(tinyGguf({ values: { "general.file_type": { type: 4, value: 9999 } } }));
  expect(header).not.toHaveProperty("quantisation");
  expect(header).not.toHaveProperty("chatTemplate");
});

test("a header that is longer than what is read at once", async () => {
  const template = "x".repeat(3 * 1024 * 1024);
  const tokens = Array.from({ length: 200_000 }, (_, index) => `token ${index}`);
  const file = tinyGguf({
    values: {
      "tokenizer.chat_template": { type: 8, value: template },
      "tokenizer.ggml.tokens": { type: 9, value: tokens },
    },
  });
  const header = await read(file);
  expect(header.chatTemplate).toBe(template);
  expect(header.lists.get("tokenizer.ggml.tokens")).toBe(200_000);
  expect(header.wholeBytes).toBe(file.length);
});

test("a file that was cut anywhere is refused, or told by its size", async () => {
  const file = tinyGguf();
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), async (length) => {
      const header = await read(file.subarray(0, length)).catch((error: unknown) => error);
      if (header instanceof Error) expect(header).toMatchObject({ code: "invalid_value" });
      else expect(header).toMatchObject({ wholeBytes: file.length });
    }),
  );
});

test("bytes that were changed anywhere never hang, and fail with a sentence if they fail", async () => {
  const file = tinyGguf();
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.nat(255), async (at, byte) => {
      const changed = Buffer.from(file);
      changed[at] = byte;
      const header = await read(changed).catch((error: unknown) => error);
      if (header instanceof Error) expect(header).toMatchObject({ code: "invalid_value" });
    }),
    { numRuns: 500 },
  );
});

test.each([
  [
    "a web page",
    Buffer.from("<!doctype html><title>Sign in</title>"),
    "does not begin with the letters GGUF",
  ],
  [
    "an old version",
    Buffer.concat([Buffer.from("GGUF"), Buffer.from([1, 0, 0, 0]), Buffer.alloc(32)]),
    "its version is 1",
  ],
  ["nothing", Buffer.alloc(0), "too short"],
])("%s is no such file", async (_what, file, words) => {
  await expect(read(file)).rejects.toThrow(words);
});
