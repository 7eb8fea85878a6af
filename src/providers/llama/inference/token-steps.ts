import type {
  LlamaContextSequence,
  LlamaGrammarEvaluationState,
  SequenceEvaluateOptions,
  Token,
  TokenBias,
} from "node-llama-cpp";
import type { SeededRandom } from "../../../lib/seeded-random.ts";
import { sample } from "./sample.ts";

/** A token and, where they were asked for, the natural logarithms of its probability and of the likeliest ones. */
export interface TokenStep {
  readonly token: Token;
  readonly logprob?: number;
  readonly top?: readonly (readonly [token: Token, logprob: number])[];
}

export interface Sampling {
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
  readonly minP: number;
  readonly seed: number;
  readonly presencePenalty: number;
  readonly frequencyPenalty: number;
  readonly repeatPenalty: number;
  readonly bias?: TokenBias;
}

export interface StepOptions {
  readonly sampling: Sampling;
  /** For choosing among log probabilities; the library's own sampler has its own. */
  readonly random: SeededRandom;
  /** The answer's tokens so far, for the penalties. */
  readonly written: readonly Token[];
  readonly grammar?: LlamaGrammarEvaluationState;
  /** Number of alternatives; absent without log probabilities. */
  readonly alternatives?: number;
}

/** Tokens back to which the penalties look. More would be searched again for every token. */
const penaltyTokens = 1_024;

/** Candidates among which is chosen when their probabilities were asked for, unless `top_k` says otherwise. */
const candidates = 64;

/**
 * The tokens that follow `tokens`, one by one, to the end of the answer. Whoever stops reading calls `return()`; the
 * last token is then not part of the sequence's state yet.
 *
 * Log probabilities are those of the model, after `logit_bias` and penalties and before temperature, `top_p` and
 * `min_p`. Under a grammar the library gives them only as they are after all of these, among what the grammar allows.
 */
export function tokenSteps(
  sequence: LlamaContextSequence,
  tokens: readonly Token[],
  options: StepOptions,
): AsyncGenerator<TokenStep, void> {
  if (options.alternatives === undefined) return plainSteps(sequence, tokens, options);
  if (options.grammar === undefined) return measuredSteps(sequence, tokens, options, options.alternatives);
  return grammarSteps(sequence, tokens, options, options.alternatives);
}

async function* plainSteps(
  sequence: LlamaContextSequence,
  tokens: readonly Token[],
  options: StepOptions,
): AsyncGenerator<TokenStep, void> {
  for await (const token of sequence.evaluate([...tokens], evaluateOptions(options))) yield { token };
}

/** The likeliest tokens with their logits come from the library; the choice among them is made here. */
async function* measuredSteps(
  sequence: LlamaContextSequence,
  tokens: readonly Token[],
  { sampling, random, written }: StepOptions,
  alternatives: number,
): AsyncGenerator<TokenStep, void> {
  const includeTop = Math.max(sampling.topK > 0 ? sampling.topK : candidates, alternatives);
  let next = [...tokens];
  for (;;) {
    const last = next.at(-1);
    if (last === undefined) return;
    const options = { temperature: 0, ...shifted(sampling, written) };
    const generateNext = {
      token: true,
      totalLogitWeight: true,
      logits: { filter: { tokens: [], includeTop } },
      options,
    };
    const results = await sequence.controlledEvaluate([...next.slice(0, -1), [last, { generateNext }]]);
    const { logits, totalLogitWeight } = results.at(-1)?.next ?? {};
    if (logits === undefined || totalLogitWeight === undefined) throw new Error("there are no logits");
    const ranked = [...logits].toSorted((a, b) => b[1] - a[1]);
    const whole = (ranked[0]?.[1] ?? 0) + Math.log(totalLogitWeight);
    const logprobs = ranked.map(([token, logit]) => [token, Math.min(0, logit - whole)] as const);
    const allowed = sampling.topK > 0 ? ranked.slice(0, sampling.topK) : ranked;
    const chosen =
      logprobs[
        sample(
          allowed.map(([, logit]) => logit),
          sampling,
          random.next(),
        )
      ];
    if (chosen === undefined || sequence.model.isEogToken(chosen[0])) return;
    yield { token: chosen[0], logprob: chosen[1], top: logprobs.slice(0, alternatives) };
    next = [chosen[0]];
  }
}

async function* grammarSteps(
  sequence: LlamaContextSequence,
  tokens: readonly Token[],
  options: StepOptions,
  alternatives: number,
): AsyncGenerator<TokenStep, void> {
  const steps = sequence.evaluateWithMetadata([...tokens], { probabilities: true }, evaluateOptions(options));
  for await (const { token, probabilities } of steps) {
    const top = [...probabilities].slice(0, alternatives).filter(([, share]) => share > 0);
    yield {
      token,
      logprob: Math.log(probabilities.get(token) ?? 1),
      top: top.map(([other, share]) => [other, Math.log(share)] as const),
    };
  }
}

function evaluateOptions({ sampling, written, grammar }: StepOptions): SequenceEvaluateOptions {
  const { temperature, topK, topP, minP, seed } = sampling;
  return {
    temperature,
    topK,
    topP,
    minP,
    seed,
    ...shifted(sampling, written),
    ...(grammar !== undefined && { grammarEvaluationState: grammar }),
  };
}

/** What changes the logits themselves. */
function shifted(
  { presencePenalty, frequencyPenalty, repeatPenalty, bias }: Sampling,
  written: readonly Token[],
) {
  const penalised = presencePenalty !== 0 || frequencyPenalty !== 0 || repeatPenalty !== 1;
  return {
    ...(penalised && {
      repeatPenalty: {
        punishTokens: () => written.slice(-penaltyTokens),
        maxPunishTokens: penaltyTokens,
        penalty: repeatPenalty,
        presencePenalty,
        frequencyPenalty,
      },
    }),
    ...(bias !== undefined && { tokenBias: bias }),
  };
}
