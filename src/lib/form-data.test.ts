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

test("what was written is read", () => {
  fc.assert(
    fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), (fields) => {
      expect(readForm(writeForm(fields, boundary), type)).toEqual(fields);
    }),
  );
});

test("a name cannot end its header", () => {
  const [read] = readForm(writeForm([{ name: 'a"\r\nx-evil: 1', bytes: Buffer.from("b") }], boundary), type);
  expect(read?.name).toBe('a"\r\nx-evil: 1');
});

test.each([
  ["", type],
  ["--nothing", type],
  ["a=b", "multipart/form-data"],
  [`--${boundary}\r\ncontent-disposition: form-data; name="a"\r\n\r\nbroken off`, type],
  [`--${boundary}`, type],
  [`--${boundary}\r\n`, type],
  [`--${boundary}x`, type],
  [`--${boundary}\r\n\r\nno head\r\n--${boundary}--`, type],
  [`--${boundary}\r\na: b\r\n\r\nno name\r\n--${boundary}--`, type],
  [`--${boundary}\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--${boundary}`, type],
  ["\r\n--nothing", type],
])("%j is no form", (body, contentType) => {
  expect(() => readForm(Buffer.from(body), contentType)).toThrow(ParleyError);
});

test("a flood of fields is refused", () => {
  const fields = Array.from({ length: 129 }, (_, i) => ({ name: `f${i}`, bytes: Buffer.from("x") }));
  expect(() => readForm(writeForm(fields, boundary), type)).toThrow(
    expect.objectContaining({ code: "array_above_max_length" }),
  );
});

test("what would take long to read is refused before it is read", () => {
  const many = Buffer.from(
    `--${boundary}\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n`.repeat(200_000),
  );
  expect(() => readForm(many, type)).toThrow(expect.objectContaining({ code: "array_above_max_length" }));
  const lines = Buffer.from(`--${boundary}\r\n${"a: b\r\n".repeat(2_000)}\r\nc\r\n--${boundary}--\r\n`);
  expect(() => readForm(lines, type)).toThrow(expect.objectContaining({ code: "invalid_value" }));
  expect(() => readForm(many, "multipart/form-data")).toThrow(
    expect.objectContaining({ code: "invalid_value" }),
  );
  const fields = Array.from({ length: 128 }, (_, i) => ({ name: `f${i}`, bytes: Buffer.from("x") }));
  expect(readForm(writeForm(fields, boundary), `multipart/form-data; boundary="${boundary}"`)).toEqual(
    fields,
  );
});

test("a form as the runtime writes it is read", async () => {
  const form = new FormData();
  form.set("model", "whisper — ü");
  form.set("file", new File(["\u0000\r\n--x"], 'a "b"; name="c".wav', { type: "audio/wav" }));
  form.set("mask", new File(["y"], "plain"));
  const request = new Request("http://127.0.0.1", { method: "POST", body: form });
  const body = Buffer.from(await request.arrayBuffer());
  expect(readForm(body, request.headers.get("content-type") ?? "")).toEqual([
    { name: "model", bytes: Buffer.from("whisper — ü") },
    { name: "file", filename: 'a "b"; name="c".wav', type: "audio/wav", bytes: Buffer.from("\0\r\n--x") },
    { name: "mask", filename: "plain", type: "application/octet-stream", bytes: Buffer.from("y") },
  ]);
});
