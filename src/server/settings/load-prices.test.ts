import { expect, test } from "vitest";
import { errorOf, load } from "./settings.fixture.ts";

const priced = (amount: string) => load(`prices: { local/a: { input: ${amount} } }`).prices;

test.each<[string, number]>([
  ["0", 0],
  ["0.0", 0],
  ["0.25", 250_000],
  ["0.1", 100_000],
  ["0.3", 300_000],
  ["1.1", 1_100_000],
  ["2.00", 2_000_000],
  ["0.000001", 1],
  ["0.000003", 3],
  ["8.7e-1", 870_000],
  ["999999.999999", 999_999_999_999],
  ["1000000", 1_000_000_000_000],
  ['"0.25"', 250_000],
  ['"$0.25"', 250_000],
  ["${AMOUNT:-0.07}", 70_000],
])("%s dollars are %i micro-units", (amount, micros) => {
  expect(priced(amount)).toEqual({ "local/a": { input: micros } });
});

test("mistakes are told with their places", () => {
  const text = `providers:
  openai: { type: openai-compatible, preset: openai, apiKey: k }
prices:
  openai/a: { input: 0.1234567, cached: -1, output: 1e-7, image: 1000000.5 }
  openai/b: { inptu: 1, output: "1,5" }
  opnai/c: { input: 1 }
  d: { input: 1 }
  openai/: {}
  openai/e f: {}
  openai/g: 0.25
  openai/h: { input: .nan, cached: .inf, cacheWrite: "", output: 12345678901 }
`;
  expect(errorOf(text)).toMatchInlineSnapshot(`
    "The settings have 15 faults.

    parley.yaml, line 4, column 22, prices["openai/a"].input:
      Expected an amount of US dollars from 0 to 1000000 with at most 6 decimals, such as 0.25, but found 0.1234567.

    parley.yaml, line 4, column 41, prices["openai/a"].cached:
      Expected an amount of US dollars from 0 to 1000000 with at most 6 decimals, such as 0.25, but found -1.

    parley.yaml, line 4, column 53, prices["openai/a"].output:
      Expected an amount of US dollars from 0 to 1000000 with at most 6 decimals, such as 0.25, but found 1e-7.

    parley.yaml, line 4, column 66, prices["openai/a"].image:
      Expected an amount of US dollars from 0 to 1000000 with at most 6 decimals, such as 0.25, but found 1000000.5.

    parley.yaml, line 5, column 15, prices["openai/b"].inptu:
      This setting is not known. Did you mean "input"?

    parley.yaml, line 5, column 33, prices["openai/b"].output:
      Expected an amount of US dollars from 0 to 1000000 with at most 6 decimals, such as 0.25, but found "1,5".

    parley.yaml, line 6, column 3, prices["opnai/c"]:
      There is no provider "opnai". Did you mean "openai"?

    parley.yaml, line 7, column 3, prices.d:
      Expected provider/model: a name from \`providers\`, a slash, and the model's name there, or * for all its other models, but found "d".

    parley.yaml, line 8, column 3, prices["openai/"]:
      Expected provider/model: a name from \`providers\`, a slash, and the model's name there, or * for all its other models, but found "openai/".

    parley.yaml, line 9, column 3, prices["openai/e f"]:
      Expected provider/model: a name from \`providers\`, a slash, and the model's name there, or * for all its other models, but found "openai/e f".

    parley.yaml, line 10, column 13, prices["openai/g"]:
      Expected a mapping (lines such as \`name: value\`), but found 0.25.

    parley.yaml, line 11, column 22, prices["openai/h"].input:
      Expected an amount of US dollars from 0 to 1000000 with at most 6 decimals, such as 0.25, but found NaN.

    parley.yaml, line 11, column 36, prices["openai/h"].cached:
      Expected an amount of US dollars from 0 to 1000000 with at most 6 decimals, such as 0.25, but found Infinity.

    parley.yaml, line 11, column 54, prices["openai/h"].cacheWrite:
      Expected an amount of US dollars from 0 to 1000000 with at most 6 decimals, such as 0.25, but found an empty text.

    parley.yaml, line 11, column 66, prices["openai/h"].output:
      Expected an amount of US dollars from 0 to 1000000 with at most 6 decimals, such as 0.25, but found 12345678901."
  `);
});
