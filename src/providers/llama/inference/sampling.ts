import { TokenBias, type LlamaModel, type Token } from "node-llama-cpp";
import type { GenerateOptions } from "../../../spec/call.ts";
import { ParleyError } from "../../../spec/errors.ts";
import type { ExtraSampling } from "./protocol.ts";
import type { Sampling } from "./token-steps.ts";

/** Where the caller says nothing: the defaults of llama.cpp's server, which small open models are used with. */
const defaults = { temperature: 0.8, topP: 0.95, topK: 40, minP: 0.05, repeatPenalty: 1 } as const;

/** @param seed Of the answer, an integer from 0 to 2^32 − 1. */
export function readSampling(
  model: LlamaModel,
  vocabulary: number,
  options: GenerateOptions,
  extra: ExtraSampling,
  seed: number,
): Sampling {
  const bias = options.logitBias === undefined ? undefined : readBias(model, vocabulary, options.logitBias);
  return {
    temperature: options.temperature ?? defaults.temperature,
    topP: options.topP ?? defaults.topP,
    topK: extra.topK ?? defaults.topK,
    minP: extra.minP ?? defaults.minP,
    repeatPenalty: extra.repeatPenalty ?? defaults.repeatPenalty,
    presencePenalty: options.presencePenalty ?? 0,
    frequencyPenalty: options.frequencyPenalty ?? 0,
    seed,
    ...(bias !== undefined && { bias }),
  };
}

/** The library leaves alone the tokens that end an answer. */
function readBias(model: LlamaModel, vocabulary: number, given: Readonly<Record<string, number>>): TokenBias {
  const bias = TokenBias.for(model);
  for (const [key, logit] of Object.entries(given)) {
    const token = /^\d{1,9}$/.test(key) ? Number(key) : Number.NaN;
    if (!(token < vocabulary)) {
      throw new ParleyError("invalid_value", {
        message: `Invalid key in 'logit_bias': ${JSON.stringify(key.slice(0, 32))} is no token id of this model, which has the ids 0 to ${vocabulary - 1}.`,
        param: "logit_bias",
      });
    }
    bias.set(token as Token, { logit });
  }
  return bias;
}
