/**
 * How weights are stored, as file names have it: `Q4_K_M`, `IQ3_XS`, `UD-Q4_K_XL`, `MXFP4`, `F16`. Stands between
 * dashes or dots, or at the end.
 */
const form =
  /(?:^|[-._])((?:UD-)?(?:I?Q[1-8]_(?:K(?:_(?:XXL|XL|[SML]))?|NL|XXS|XS|[SM]|[01](?:_[48]_[48])?)|TQ[12]_0|MXFP4|BF16|FP?16|FP?32))(?=[-.]|$)/gi;

/** The quantisation in a file's name, in capitals; `undefined` when it says none. */
export function quantisationIn(fileName: string): string | undefined {
  const found = [...fileName.replace(/\.gguf$/i, "").matchAll(form)].at(-1)?.[1];
  return found === undefined ? undefined : plainQuantisation(found);
}

/** As it is compared and shown: in capitals, `F16` for `fp16`. */
export function plainQuantisation(text: string): string {
  return text.toUpperCase().replace(/^FP(16|32)$/, "F$1");
}

/**
 * What is taken when nobody says, best first: `Q4_K_M` is the usual balance of size and wit, `Q8_0` the usual file
 * where there is but one.
 */
export const preferredQuantisations: readonly string[] = [
  "Q4_K_M",
  "Q8_0",
  "Q5_K_M",
  "Q6_K",
  "Q4_K_S",
  "Q5_K_S",
  "Q4_0",
  "Q5_0",
  "IQ4_NL",
  "IQ4_XS",
  "UD-Q4_K_XL",
  "MXFP4",
  "Q4_1",
  "Q5_1",
  "Q3_K_M",
  "F16",
  "BF16",
  "F32",
];
