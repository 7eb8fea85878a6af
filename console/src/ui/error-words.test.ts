import { describe, expect, test } from "vitest";
import { errorTable } from "../../../src/spec/errors.ts";
import { ApiError } from "../api/api-error.ts";
import { errorTexts } from "../texts/errors.ts";
import { type Language, languages } from "../texts/languages.ts";
import { errorWords } from "./error-words.ts";

/** Said by the console itself, or of more than one case. */
const own = ["notAccepted", "no_answer", "cut"];
const failed = (message: string, reason: string | null, code: string | null = null): ApiError =>
  new ApiError(message, { status: 502, reason, code });

test("in English every sentence is that of the API's own table", () => {
  const said = Object.entries(errorTexts.en).filter(([code]) => !own.includes(code));
  expect(said).toEqual(said.map(([code]) => [code, sentenceOf(code)]));
});

function sentenceOf(code: string): string | undefined {
  return Object.hasOwn(errorTable, code) ? errorTable[code as keyof typeof errorTable].sentence : undefined;
}

describe.each(Object.keys(languages) as Language[])("in %s", (language) => {
  const texts: Readonly<Record<string, string>> = errorTexts[language];

  test("a usual case is said by its code, without the server's words", () => {
    for (const [code, { sentence }] of Object.entries(errorTable)) {
      const { said, detail } = errorWords(failed(sentence, code), language);
      if (texts[code] === undefined) continue;
      expect([code, said, detail]).toEqual([code, texts[code], undefined]);
    }
  });

  test("what is more than the code says stands beside it", () => {
    const words = errorWords(failed("Budget “team” is used up.", "insufficient_quota"), language);
    const expected =
      language === "en"
        ? { said: "Budget “team” is used up." }
        : { said: texts["insufficient_quota"], detail: "Budget “team” is used up." };
    expect(words).toEqual(expected);
  });
});

test("a sentence that is true of the usual case alone is not said of another", () => {
  const words = errorWords(failed("This passkey was not accepted.", "login_refused"), "de");
  expect(words).toEqual({ said: errorTexts.de.notAccepted, detail: "This passkey was not accepted." });
});

test("in a stream, which has no such head, the code on the wire counts, and else the sentence", () => {
  const unreachable = failed(errorTable.upstream_unreachable.sentence, null);
  expect(errorWords(unreachable, "ar")).toEqual({ said: errorTexts.ar.upstream_unreachable });
  const limited = failed("Rate limit reached. Please try again in 12 ms.", null, "rate_limit_exceeded");
  expect(errorWords(limited, "ja").said).toBe(errorTexts.ja.rate_limit_exceeded);
});

test("what is in no table is told as it came, and so is what no server said", () => {
  expect(errorWords(failed("Odd.", "audit_other"), "fr")).toEqual({ said: "Odd." });
  expect(errorWords(failed("Odd.", "toString"), "fr")).toEqual({ said: "Odd." });
  expect(errorWords(new TypeError("x is not y"), "hi")).toEqual({ said: "x is not y" });
  const wrong = failed("'limit': too large.", "integer_above_max_value");
  expect(errorWords(wrong, "es")).toEqual({
    said: errorTexts.es.invalid_value,
    detail: "'limit': too large.",
  });
});
