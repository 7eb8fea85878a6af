import { expect, test } from "vitest";
import { chooseFile } from "./choose-file.ts";
import { quantisationIn } from "./quantisation.ts";

const choose = (paths: readonly string[], choice?: string): string =>
  chooseFile(
    paths.map((path) => ({ path, bytes: 1 })),
    choice,
    "ann/models",
  ).path;

test.each([
  ["Qwen3-4B-Q4_K_M.gguf", "Q4_K_M"],
  ["smollm2-360m-instruct-q8_0.gguf", "Q8_0"],
  ["nomic-embed-text-v1.5.f16.gguf", "F16"],
  ["qwen2.5-0.5b-instruct-fp16.gguf", "F16"],
  ["Llama-3.2-1B-Instruct-IQ3_XS.gguf", "IQ3_XS"],
  ["Llama-3.2-1B-Instruct-Q4_0_4_8.gguf", "Q4_0_4_8"],
  ["gemma-3-1b-it-UD-Q4_K_XL.gguf", "UD-Q4_K_XL"],
  ["model-BF16-00001-of-00002.gguf", "BF16"],
  ["gpt-oss-20b-mxfp4.gguf", "MXFP4"],
  ["model.gguf", undefined],
  ["Q8-things.gguf", undefined],
])("the quantisation of %s is %s", (name, quantisation) => {
  expect(quantisationIn(name)).toBe(quantisation);
});

test("without a choice the usual one is taken: Q4_K_M, then Q8_0", () => {
  expect(choose(["m-Q8_0.gguf", "m-Q2_K.gguf", "m-Q4_K_M.gguf", "README.md"])).toBe("m-Q4_K_M.gguf");
  expect(choose(["m-F16.gguf", "m-q8_0.gguf", "m-Q2_K.gguf"])).toBe("m-q8_0.gguf");
  expect(choose(["m-IQ1_S.gguf"])).toBe("m-IQ1_S.gguf");
});

test("a choice is a quantisation, a file's name or its path", () => {
  const paths = ["m-Q8_0.gguf", "more/m-Q2_K.gguf", "mmproj-m-Q2_K.gguf"];
  expect(choose(paths, "q2_k")).toBe("more/m-Q2_K.gguf");
  expect(choose(paths, "m-Q2_K.gguf")).toBe("more/m-Q2_K.gguf");
  expect(choose(paths, "more/m-Q2_K.gguf")).toBe("more/m-Q2_K.gguf");
});

test.each([
  [["README.md"], undefined, "ann/models has no GGUF file"],
  [["m-Q8_0.gguf", "m-Q2_K.gguf"], "Q4_K_M", 'ann/models has no "Q4_K_M". It has Q8_0, Q2_K.'],
  [["m-Q8_0.gguf"], "other.gguf", 'ann/models has no file "other.gguf". It has Q8_0.'],
  [["a.gguf", "b.gguf"], undefined, "several files, none of the usual ones. Name one: a.gguf, b.gguf."],
  [
    ["1b-Q4_K_M.gguf", "3b-Q4_K_M.gguf"],
    undefined,
    "Several files fit. Name one of them behind the colon: 1b-Q4_K_M.gguf, 3b-Q4_K_M.gguf.",
  ],
  [
    ["m-Q4_K_M-00001-of-00002.gguf", "m-Q4_K_M-00002-of-00002.gguf", "m-Q2_K.gguf"],
    "Q4_K_M",
    "m-Q4_K_M-00001-of-00002.gguf is one of 2 parts of a model, and Parley pulls models of one file. Choose another one: Q2_K.",
  ],
])("%j, of which %s is wanted: %s", (paths, choice, message) => {
  expect(() => choose(paths, choice)).toThrow(message);
});

test("a model in parts does not stand in the way of whole ones", () => {
  expect(choose(["m-Q4_K_M-00001-of-00002.gguf", "m-Q4_K_M-00002-of-00002.gguf", "m-Q8_0.gguf"])).toBe(
    "m-Q8_0.gguf",
  );
});
