/** The local scenarios, for people. */
import type { Spread } from "../report/spread.ts";
import type { LocalFigures } from "./local-figures.ts";

export function localBlock(local: LocalFigures): string {
  const { modelBytes, threads, contextTokens } = local;
  return [
    "## Local model",
    `Random weights, ${megabytes(modelBytes)} in \`q8_0\`, ${threads} ${threads === 1 ? "thread" : "threads"}, ` +
      `${contextTokens.toLocaleString("en")} tokens a sequence. \`direct\` is node-llama-cpp alone, in a process of its ` +
      "own; `parley` is the started server with its ledger, read over HTTP. Not pinned.",
    speedTable(local),
    turns(local),
    memory(local),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

function speedTable({ speed }: LocalFigures): string {
  const rows = speed.map(
    ({ streams, direct, parley, share }) =>
      `| ${streams} | ${range(direct, 1)} | ${range(parley, 1)} | ${range(scaled(share, 100), 1)} % |`,
  );
  return [
    "| streams | direct tokens/s | parley tokens/s | share |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function turns({ turns }: LocalFigures): string {
  if (turns === undefined) return "";
  const { count, firstMs, lastMs, times, lastPromptTokens, lastCachedTokens } = turns;
  return (
    `Time to the first text in a conversation: turn 1 ${range(firstMs, 0)} ms, turn ${count} ${range(lastMs, 0)} ms, ` +
    `${range(times, 2)} × as long, with ${lastCachedTokens.toLocaleString("en")} of its ` +
    `${lastPromptTokens.toLocaleString("en")} prompt tokens already evaluated.`
  );
}

function memory({ sequenceBytes, stateBytes }: LocalFigures): string {
  const { direct, parley } = sequenceBytes;
  if (direct === undefined || parley === undefined) return "";
  return (
    `Memory for each sequence more: parley ${megabytes(parley)}, direct ${megabytes(direct)}; ` +
    `the model's own state is ${megabytes(stateBytes)} of it.`
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function scaled({ min, median, max }: Spread, factor: number): Spread {
  return { min: min * factor, median: median * factor, max: max * factor };
}

function range({ min, median, max }: Spread, digits: number): string {
  const [low, middle, high] = [min, median, max].map((number) => number.toFixed(digits));
  return low === high ? `${middle}` : `${middle} (${low}–${high})`;
}
