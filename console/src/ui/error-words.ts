import { ApiError } from "../api/api-error.ts";
import { errorTexts } from "../texts/errors.ts";
import type { Language } from "../texts/languages.ts";

/** What is said of a failure. */
export interface ErrorWords {
  /** In the reader's language, where that knows the case. */
  readonly said: string;
  /** The server's own words, in English, where they add something. */
  readonly detail?: string;
}

type Sentence = keyof (typeof errorTexts)["en"];

/** Codes that mean the same to a reader, by what is said of them. */
const alike: Readonly<Record<string, Sentence>> = {
  missing_api_key: "session_ended",
  invalid_token: "invalid_api_key",
  unsupported_parameter: "unsupported_by_provider",
  invalid_type: "invalid_value",
  missing_required_parameter: "invalid_value",
  unknown_parameter: "invalid_value",
  decimal_above_max_value: "invalid_value",
  decimal_below_min_value: "invalid_value",
  integer_above_max_value: "invalid_value",
  integer_below_min_value: "invalid_value",
  empty_array: "invalid_value",
  array_above_max_length: "invalid_value",
  empty_string: "invalid_value",
  string_above_max_length: "invalid_value",
};

const english = errorTexts.en;

/**
 * What failed, in the reader's language by the code of the API's closed table, with the server's sentence beside it where
 * that says more than the code does. What is in no table is told as it came.
 */
export function errorWords(error: unknown, language: Language): ErrorWords {
  const message = error instanceof Error ? error.message : String(error);
  const name = sentenceOf(error, message);
  if (name === undefined) return { said: message };
  // A browser has a session, and knows nothing of the keys that this sentence speaks of.
  if (error instanceof ApiError && error.reason === "missing_api_key")
    return { said: errorTexts[language][name] };
  const usual = message === english[name] || message === "";
  // A code is said of more than one case: what is only true of the usual one is not said of the others.
  const texts = errorTexts[language];
  if (language === "en") return { said: message === "" ? english[name] : message };
  if (usual) return { said: texts[name] };
  return { said: texts[name === "login_refused" ? "notAccepted" : name], detail: message };
}

/** By its code; what comes in the middle of a stream often has none, and the usual sentence of its case. */
function sentenceOf(error: unknown, message: string): Sentence | undefined {
  const code = error instanceof ApiError ? (error.reason ?? error.code ?? "") : "";
  if (isSentence(code)) return code;
  const like = Object.hasOwn(alike, code) ? alike[code] : undefined;
  return like ?? sentences.get(message);
}

function isSentence(name: string): name is Sentence {
  return Object.hasOwn(english, name);
}

const sentences: ReadonlyMap<string, Sentence> = new Map(
  Object.entries(english).map(([name, sentence]) => [sentence, name as Sentence]),
);
