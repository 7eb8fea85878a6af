import { createSeededRandom } from "../../src/lib/seeded-random.ts";
import type { AnswerHabits } from "./answer-habits.ts";
import type { Tensor } from "./encode-gguf.ts";
import type { Quantisation } from "./encode-tensor.ts";
import { clearRows, type Matrix, randomMatrix } from "./matrix.ts";
import { addWatchHead, type Attention } from "./watch-head.ts";

export interface LlamaSize {
  readonly layers: number;
  /** Numbers in a token's vector. */
  readonly width: number;
  /** Numbers in the middle of a layer's feed-forward part. */
  readonly middle: number;
  readonly heads: number;
}

export interface LlamaPlan extends LlamaSize {
  readonly seed: number;
  readonly quantisation: Quantisation;
  readonly habits: AnswerHabits;
}

/**
 * The first numbers of each token's vector have a meaning of their own, and no random weight writes to them: the
 * same number everywhere, by which output weights become likings; three for each watch; one for each rule.
 */
const ANCHOR = 0;
const FIRST_WATCH = 1;
const watchPlaces = (index: number) => ({
  mark: FIRST_WATCH + 3 * index,
  start: FIRST_WATCH + 3 * index + 1,
  result: FIRST_WATCH + 3 * index + 2,
});
const firstRule = ({ watches }: AnswerHabits) => FIRST_WATCH + 3 * watches.length;
const firstRandom = (habits: AnswerHabits) => firstRule(habits) + habits.rules.length;
/** Well above the random numbers, which are about 1. */
const SIGNAL = 3;
/** How much the random part moves the likings, as a standard deviation. */
const WHIM = 1;
/** What each random layer adds to a token's vector, as a standard deviation. */
const STIR = 1;

/** The weights of a model in llama's architecture that has habits, and is random in everything else. */
export function tinyLlama(plan: LlamaPlan): Tensor[] {
  const { width, layers, quantisation } = plan;
  const { next } = createSeededRandom(plan.seed);
  const tensors: Tensor[] = [];
  const add = (name: string, { rows, columns, weights }: Matrix): void => {
    tensors.push({ name: `${name}.weight`, shape: [rows, columns], weights, quantisation });
  };
  const addNorm = (name: string): void => {
    const weights = new Float32Array(width).fill(1);
    tensors.push({ name: `${name}.weight`, shape: [width], weights, quantisation: "f32" });
  };
  add("token_embd", embedding(plan, next));
  for (let layer = 0; layer < layers; layer++) {
    const block = `blk.${layer}`;
    const attention = randomAttention(plan, next);
    if (layer === 0) addWatches(plan, attention);
    addNorm(`${block}.attn_norm`);
    add(`${block}.attn_q`, attention.query);
    add(`${block}.attn_k`, attention.key);
    add(`${block}.attn_v`, attention.value);
    add(`${block}.attn_output`, attention.output);
    addNorm(`${block}.ffn_norm`);
    add(`${block}.ffn_gate`, randomMatrix(plan.middle, width, 1 / Math.sqrt(width), next));
    add(`${block}.ffn_up`, randomMatrix(plan.middle, width, 1 / Math.sqrt(width), next));
    add(
      `${block}.ffn_down`,
      withoutMeaning(plan, randomMatrix(width, plan.middle, STIR / Math.sqrt(plan.middle), next)),
    );
  }
  addNorm("output_norm");
  add("output", output(plan, next));
  return tensors;
}

function embedding({ width, habits }: LlamaPlan, next: () => number): Matrix {
  const tokens = habits.liking.length;
  const meanings = firstRandom(habits);
  const matrix = randomMatrix(tokens, width, 1, next);
  for (let token = 0; token < tokens; token++) {
    const vector = matrix.weights.subarray(token * width, (token + 1) * width);
    vector.fill(0, 0, meanings);
    vector[ANCHOR] = SIGNAL;
    habits.watches.forEach(({ marks, starts }, index) => {
      if (marks.has(token)) vector[watchPlaces(index).mark] = SIGNAL;
      if (starts.has(token)) vector[watchPlaces(index).start] = SIGNAL;
    });
    habits.rules.forEach(({ after }, index) => {
      if (after.has(token)) vector[firstRule(habits) + index] = SIGNAL;
    });
    scaleRandomPart(vector, meanings);
  }
  return matrix;
}

/** Makes the mean square of the whole 1, so that the first norm changes nothing and the hand-made part stays exact. */
function scaleRandomPart(vector: Float32Array, meanings: number): void {
  const meaning = squares(vector.subarray(0, meanings));
  const left = vector.length - meaning;
  if (left <= 0) throw new RangeError(`a width of ${vector.length} is too small for this model's habits`);
  const random = vector.subarray(meanings);
  const factor = Math.sqrt(left / squares(random));
  for (let index = 0; index < random.length; index++) random[index] = (random[index] ?? 0) * factor;
}

function squares(vector: Float32Array): number {
  return vector.reduce((sum, number) => sum + number ** 2, 0);
}

function randomAttention(plan: LlamaPlan, next: () => number): Attention {
  const { width } = plan;
  const deviation = 1 / Math.sqrt(width);
  return {
    query: randomMatrix(width, width, deviation, next),
    key: randomMatrix(width, width, deviation, next),
    value: randomMatrix(width, width, deviation, next),
    output: withoutMeaning(plan, randomMatrix(width, width, STIR * deviation, next)),
  };
}

function addWatches({ width, heads, habits }: LlamaPlan, attention: Attention): void {
  habits.watches.forEach(({ distance }, index) => {
    const { mark, start, result } = watchPlaces(index);
    addWatchHead(attention, {
      head: index,
      headSize: width / heads,
      anchor: { at: ANCHOR, value: SIGNAL },
      mark: { at: mark, value: SIGNAL },
      start: { at: start, value: SIGNAL },
      result: { at: result, value: SIGNAL },
      distance,
    });
  });
}

function withoutMeaning({ habits }: LlamaPlan, matrix: Matrix): Matrix {
  clearRows(matrix, 0, firstRandom(habits));
  return matrix;
}

function output({ width, habits }: LlamaPlan, next: () => number): Matrix {
  const tokens = habits.liking.length;
  const matrix = randomMatrix(tokens, width, WHIM / Math.sqrt(width), next);
  for (let token = 0; token < tokens; token++) {
    const row = matrix.weights.subarray(token * width, (token + 1) * width);
    row.fill(0, 0, firstRandom(habits));
    row[ANCHOR] = (habits.liking[token] ?? 0) / SIGNAL;
    habits.watches.forEach(({ liking }, index) => {
      row[watchPlaces(index).result] = (liking.get(token) ?? 0) / SIGNAL;
    });
    habits.rules.forEach(({ liking }, index) => {
      row[firstRule(habits) + index] = (liking.get(token) ?? 0) / SIGNAL;
    });
  }
  return matrix;
}
