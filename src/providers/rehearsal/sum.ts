const operations: Readonly<Record<string, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "−": (left, right) => left - right,
  "*": (left, right) => left * right,
  x: (left, right) => left * right,
  "×": (left, right) => left * right,
  "/": (left, right) => left / right,
  "÷": (left, right) => left / right,
};

/** "What is 2 + 2?" → "2 + 2 = 4"; absent where there is no sum, or no finite result. */
export function sum(question: string): string | undefined {
  if (question.length > 60) return undefined;
  const found =
    /(?<![\w.,])(-?\d{1,9}(?:\.\d{1,6})?)\s{0,3}([-+−*x×/÷])\s{0,3}(-?\d{1,9}(?:\.\d{1,6})?)\s{0,3}[=?.!]{0,3}\s*$/.exec(
      question,
    );
  if (found === null) return undefined;
  const [, left = "", sign = "", right = ""] = found;
  const result = operations[sign]?.(Number(left), Number(right)) ?? NaN;
  // Binary fractions: 0.1 + 0.2 is meant to be 0.3.
  return Number.isFinite(result) ? `${left} ${sign} ${right} = ${Number(result.toPrecision(12))}` : undefined;
}
