import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import { O200K_TOKEN_SPLIT_REGEX } from "gpt-tokenizer/encodingParams/constants";
import * as reference from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, test } from "vitest";
import { BytePairEncoder } from "./byte-pair-encoder.ts";
import { TokenTable } from "./token-table.ts";

const file = createRequire(import.meta.url).resolve("gpt-tokenizer/data/o200k_base.tiktoken");
const table = new TokenTable(readFileSync(file));
const encoder = new BytePairEncoder(table, O200K_TOKEN_SPLIT_REGEX);

/** What gpt-tokenizer itself says, with special tokens as ordinary text. */
function expected(text: string): number[] {
  return reference.encode(text.toWellFormed(), { disallowedSpecial: new Set() });
}

describe("BytePairEncoder", () => {
  test.each([
    ["nothing", ""],
    ["a greeting", "Hello, world!"],
    ["special tokens as ordinary text", "a<|endoftext|>b<|im_start|>"],
    ["characters of several tokens", "👩‍👩‍👧‍👦 漢字 ñandú 🤷🏽‍♀️"],
    ["contractions and white space", "We'll  see,\r\n\n it's   \t THEY'RE's"],
    ["lone surrogates", "a\ud800b\udc00"],
    ["a run without a break", "漢字仮名交".repeat(300)],
  ])("gives the reference's ids for %s", (_name, text) => {
    expect(encoder.encode(text)).toEqual(expected(text));
  });

  test("gives the reference's ids for any text", () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));
    fc.assert(
      fc.property(text, (sample) => {
        // The reference loses its way at U+FEFF: its TextDecoder takes it for a byte order mark.
        const plain = sample.replaceAll("\ufeff", "");
        expect([...encoder.encode(plain)]).toEqual(expected(plain));
      }),
      { numRuns: 500 },
    );
  });

  test("knows U+FEFF as the token that it is", () => {
    const [id = -1, ...more] = encoder.encode("\ufeff");
    expect(more).toEqual([]);
    expect(Buffer.from(table.bytes(id) ?? []).toString("hex")).toBe("efbbbf");
  });

  test("gives the reference's ids across its windows", () => {
    // Words, numbers, contractions and newlines, so that every rule meets a window's end.
    for (const unit of ["word's 1234 ", "a  \n", "ABCdef", "don't漢字 "]) {
      const text = unit.repeat(Math.ceil(600_000 / unit.length));
      expect(encoder.count(text)).toBe(expected(text).length);
    }
  });

  test("gives the reference's ids wherever a window ends", () => {
    const small = new BytePairEncoder(table, O200K_TOKEN_SPLIT_REGEX, 48);
    const unit = fc.constantFrom(
      " ",
      "  ",
      "\n",
      "A",
      "b",
      "中",
      "é",
      "'ll",
      "'",
      "7",
      "/",
      ".",
      "🫨",
      "\ud800",
    );
    const part = fc.array(unit, { maxLength: 12 }).map((units) => units.join(""));
    // A digit ends every run of letters, white space and signs, so that none is longer than a window.
    const text = fc.array(part, { minLength: 4, maxLength: 40 }).map((parts) => parts.join("a1. 1"));
    fc.assert(
      fc.property(text, (sample) => {
        expect([...small.encode(sample)]).toEqual(expected(sample));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["white space that a later newline takes", `x\n${" ".repeat(12)}\nx`],
    ["capitals that a later small letter takes", ` 天天中彩票APP${"Q".repeat(12)}b`],
  ])("reads to the end of %s", (_name, text) => {
    const small = new BytePairEncoder(table, O200K_TOKEN_SPLIT_REGEX, 40);
    for (let before = 0; before < 24; before++) {
      const shifted = "a1".repeat(before) + text;
      expect(small.encode(shifted)).toEqual(expected(shifted));
    }
  });

  test("gives the ids in slices that are together the whole text's", () => {
    const text = "Some words, 漢字 and 1234 more.\n".repeat(5_000);
    const ids: number[] = [];
    let slices = 0;
    for (let start = 0; start < text.length; slices++) {
      const slice = encoder.encodeSlice(text, start);
      expect(slice.end - start).toBeGreaterThan(0);
      expect(slice.end - start).toBeLessThanOrEqual(32_768);
      for (const id of slice.ids) ids.push(id);
      start = slice.end;
    }
    expect(slices).toBeGreaterThan(3);
    expect(ids).toEqual(expected(text));
  });

  test("stands a run of millions of characters without a break", () => {
    // The split pattern alone overflows its stack here.
    const count = encoder.count("漢".repeat(5_000_000));
    expect(count).toBe(5_000_000 * expected("漢").length);
  });

  test("takes far less than quadratic time for unbroken text", () => {
    const small = elapsed(() => encoder.count("漢字仮名交".repeat(4_000)));
    // Quadratic merging takes seconds here; 200 ms leaves a busy machine twenty times the usual 10 ms.
    expect(small).toBeLessThan(200);
  });
});

/** The best of three, for a machine with other work. */
function elapsed(work: () => void): number {
  let best = Infinity;
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

describe("TokenTable", () => {
  test("finds each token by its bytes and its bytes by its id", () => {
    expect(table.size).toBe(199_998);
    for (let id = 0; id < table.size; id += 97) {
      const bytes = table.bytes(id)!;
      expect(table.find(bytes, 0, bytes.length)).toBe(id);
    }
  });

  test("knows no token that is not there", () => {
    const bytes = Buffer.from("no such token as this one");
    expect(table.find(bytes, 0, bytes.length)).toBe(-1);
    expect(table.find(new Uint8Array(500), 0, 500)).toBe(-1);
    for (const id of [-1, 0.5, 199_998, NaN]) expect(table.bytes(id)).toBeUndefined();
  });

  test.each(["not a table", "IQ== 1\n", "!!!! 0\n", "IQ=="])("refuses the file %j", (text) => {
    expect(() => new TokenTable(Buffer.from(text))).toThrow(TypeError);
  });
});
