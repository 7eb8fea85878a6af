import { type ErrorCode, ParleyError } from "../../spec/errors.ts";
import { codeOf, upstreamFault } from "../upstream/errors.ts";
import { isObject, words } from "../upstream/json.ts";

interface Fault {
  /** Absent for an error inside a stream. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  /** The parsed body or line, or whatever came. */
  readonly body: unknown;
  /** The model that was asked for. */
  readonly model?: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/** More of a sentence is not read, in characters. */
const longestSentence = 2_000;

/** Puts an error of Ollama into our words. */
export type OllamaErrors = (fault: Fault) => ParleyError;

interface Phrase {
  readonly words: RegExp;
  readonly code: ErrorCode;
  /** What of the caller's request it is about. */
  readonly param?: string;
  /** Instead of Ollama's own words. */
  readonly message?: (model: string, provider: string) => string;
}

/**
 * Ollama's errors have a sentence and no code, inside a stream not even a status: the sentence is all that tells some
 * cases apart. Without one of these, the status says what it means.
 */
const phrases: readonly Phrase[] = [
  {
    words: /^model .*\bnot found\b/,
    code: "model_not_found",
    param: "model",
    message: (model, provider) =>
      `The model \`${model}\` is not on the Ollama server. It can be fetched with: parley pull ${provider}/${model}`,
  },
  {
    words: /^pull model manifest: file does not exist/,
    code: "model_not_found",
    param: "model",
    message: (model) => `Ollama's library has no model \`${model}\`.`,
  },
  {
    words: /does not support thinking|think value .* is not supported/,
    code: "unsupported_by_provider",
    param: "reasoning_effort",
    message: (model) => `The model \`${model}\` does not take this \`reasoning_effort\`.`,
  },
  {
    words: /does not support tools/,
    code: "unsupported_by_provider",
    param: "tools",
    message: (model) => `The model \`${model}\` cannot call tools.`,
  },
  {
    words: /does not support (chat|generate|completion|embed)/,
    code: "unsupported_by_provider",
    param: "model",
    message: (model) => `The model \`${model}\` cannot do this: some answer, and others make embeddings.`,
  },
  {
    words: /context (length|size)|maximum context/,
    code: "context_length_exceeded",
  },
  { words: /maximum pending requests exceeded/, code: "upstream_overloaded" },
];

/** @param provider The name in the settings, for the command that fetches a model. */
export function createErrors(provider: string): OllamaErrors {
  return function ollamaError({ body, model = "", ...fault }) {
    const sentence = isObject(body) ? words(body["error"])?.slice(0, longestSentence) : undefined;
    const phrase = sentence === undefined ? undefined : phrases.find((row) => row.words.test(sentence));
    if (phrase?.message !== undefined) {
      return new ParleyError(phrase.code, {
        message: phrase.message(model.slice(0, 100).toWellFormed(), provider),
        ...(phrase.param !== undefined && { param: phrase.param }),
        ...(fault.status !== undefined && { raw: { status: fault.status } }),
      });
    }
    const code = phrase?.code ?? codeOf(fault.status);
    return upstreamFault({ ...fault, model, words: { message: sentence }, code });
  };
}
