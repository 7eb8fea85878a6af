import { expect, test } from "vitest";
import { chooseFiles } from "./choose-file.ts";
import { quantisationIn } from "./quantisation.ts";

const chooseAll = (paths: readonly string[], choice?: string): readonly string[] =>
  chooseFiles(
    paths.map((path) => ({ path, bytes: 1 })),
    choice,
    "ann/models",
  ).map(({ path }) => path);
const choose = (paths: readonly string[], choice?: string): string | undefined => {
  const [first, ...others] = chooseAll(paths, choice);
  expect(others).toEqual([]);
  return first;
};
const parts = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${name}-0000${index + 1}-of-0000${count}.gguf`);

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
    ["m-Q4_K_M-00001-of-00002.gguf", "m-Q2_K.gguf"],
    "Q4_K_M",
    "ann/models lacks m-Q4_K_M-00002-of-00002.gguf, which is a part of the model.",
  ],
  [
    [...parts("a-Q4_K_M", 2), ...parts("b-Q4_K_M", 2)],
    undefined,
    "Several files fit. Name one of them behind the colon: a-Q4_K_M-00001-of-00002.gguf, b-Q4_K_M-00001-of-00002.gguf.",
  ],
])("%j, of which %s is wanted: %s", (paths, choice, message) => {
  expect(() => choose(paths, choice)).toThrow(message);
});

test("of a model in parts all are chosen, whichever was named", () => {
  const three = parts("big/m-Q4_K_M", 3);
  const others = [...three.toReversed(), "m-Q2_K.gguf"];
  for (const choice of [undefined, "Q4_K_M", "m-Q4_K_M-00002-of-00003.gguf", three[2]])
    expect(chooseAll(others, choice)).toEqual(three);
});

test("a model in one file is taken before the same in parts", () => {
  expect(choose([...parts("m-Q4_K_M", 2), "m-Q4_K_M.gguf"])).toBe("m-Q4_K_M.gguf");
  expect(choose([...parts("m", 2), "n.gguf"])).toBe("n.gguf");
});
