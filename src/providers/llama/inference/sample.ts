/** How the next token is chosen among the likeliest. */
export interface SampleOptions {
  /** 0 always takes the likeliest. */
  readonly temperature: number;
  /** The likeliest that make up this share; 1 for all. */
  readonly topP: number;
  /** Those at least this share of the likeliest one's probability; 0 for all. */
  readonly minP: number;
}

/**
 * Chooses one of the candidates.
 * @param logits Of the candidates, the largest first; not empty.
 * @param random In `[0, 1)`.
 * @returns The place in `logits`.
 */
export function sample(
  logits: readonly number[],
  { temperature, topP, minP }: SampleOptions,
  random: number,
): number {
  if (temperature <= 0) return 0;
  const largest = logits[0] ?? 0;
  const shares = softmax(logits, 1);
  let kept = 0;
  let sum = 0;
  for (const share of shares) {
    if (kept > 0 && (sum >= topP || share < minP * (shares[0] ?? 1))) break;
    sum += share;
    kept++;
  }
  const weights = softmax(
    logits.slice(0, kept).map((logit) => logit - largest),
    temperature,
  );
  let rest = random;
  for (const [place, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return place;
  }
  return kept - 1;
}

function softmax(logits: readonly number[], temperature: number): readonly number[] {
  const largest = logits[0] ?? 0;
  const weights = logits.map((logit) => Math.exp((logit - largest) / temperature));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
