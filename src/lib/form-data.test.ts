import fc from "fast-check";
import { expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import { type FormField, readForm, writeForm } from "./form-data.ts";

const boundary = "0123456789abcdef0123456789abcdef";
const type = `multipart/form-data; boundary=${boundary}`;

const field: fc.Arbitrary<FormField> = fc.oneof(
  fc.record({
    name: fc.string({ minLength: 1, maxLength: 20 }).map((text) => text.replaceAll(/[\r\n"%]/g, "x")),
    bytes: fc.string({ unit: "grapheme" }).map((text) => Buffer.from(text)),
  }),
  fc.record({
    name: fc.constant("file"),
    filename: fc.stringMatching(/^[a-zäöü0-9 ]{1,20}\.wav$/),
    type: fc.constantFrom("audio/wav", "image/png"),
    bytes: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  }),
);

test("what was written is read", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(field, { minLength: 1, maxLength: 5 }), async (fields) => {
      expect(await readForm(writeForm(fields, boundary), type)).toEqual(fields);
    }),
  );
});

test("a name cannot end its header", async () => {
  const [read] = await readForm(
    writeForm([{ name: 'a"\r\nx-evil: 1', bytes: Buffer.from("b") }], boundary),
    type,
  );
  expect(read?.name).toBe('a"\r\nx-evil: 1');
});

test.each([
  ["", type],
  ["--nothing", type],
  ["a=b", "multipart/form-data"],
  [`--${boundary}\r\ncontent-disposition: form-data; name="a"\r\n\r\nbroken off`, type],
])("%j is no form", async (body, contentType) => {
  await expect(readForm(Buffer.from(body), contentType)).rejects.toBeInstanceOf(ParleyError);
});

test("a flood of fields is refused", async () => {
  const fields = Array.from({ length: 129 }, (_, i) => ({ name: `f${i}`, bytes: Buffer.from("x") }));
  await expect(readForm(writeForm(fields, boundary), type)).rejects.toMatchObject({
    code: "array_above_max_length",
  });
});
