/** The local scenarios, for people. */
import type { Spread } from "../report/spread.ts";
import { DISTURBED_CORE, foreignCore } from "../scenarios/quiet.ts";
import type { LocalFigures } from "./local-figures.ts";

export function localBlock(local: LocalFigures): string {
  const { modelBytes, threads, contextTokens } = local;
  return [
    "## Local model",
    `Random weights, ${megabytes(modelBytes)} in \`q8_0\`, ${threads} ${threads === 1 ? "thread" : "threads"}, ` +
      `${contextTokens.toLocaleString("en")} tokens a sequence. \`direct\` is node-llama-cpp alone, in a process of its ` +
      "own; `parley` is the started server with its ledger, read over HTTP. They take turns of one to some seconds. Not pinned.",
    noise(local),
    speedTable(local),
    talkTable(local),
    memory(local),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

function noise({ runs }: LocalFigures): string {
  const stints = runs.flatMap(({ result }) => result.pairs.flatMap(({ direct, parley }) => [direct, parley]));
  const foreign = Math.max(0, ...stints.map(foreignCore));
  if (foreign <= DISTURBED_CORE) return "";
  return `**Noisy: other programs used up to ${(foreign * 100).toFixed(0)} % of a core meanwhile.**`;
}

function speedTable({ speed }: LocalFigures): string {
  const rows = speed.map(({ streams, pairs, speed: { direct, parley }, share, cpuMs, loopDelayMs }) => [
    streams,
    range(direct, 1),
    range(parley, 1),
    `${range(scaled(share, 100), 1)} %`,
    range(cpuMs.direct, 2),
    range(cpuMs.parley, 2),
    loopDelayMs === undefined ? "–" : range(loopDelayMs, 1),
    pairs,
  ]);
  const head = [
    "streams",
    "direct tokens/s",
    "parley tokens/s",
    "share",
    "direct CPU ms/token",
    "parley CPU ms/token",
    "parley loop delay p99 ms",
  ];
  return `Medians, with quartiles in brackets; the share is taken within a pair.\n\n${table([...head, "pairs"], rows)}`;
}

function talkTable({ talks }: LocalFigures): string {
  const rows = Object.entries(talks).map(([subject, talk]) => [
    subject,
    range(talk.firstMs, 0),
    range(talk.lastMs, 0),
    range(talk.times, 2),
    talk.firstPromptTokens,
    `${talk.lastPromptTokens - talk.lastCachedTokens} of ${talk.lastPromptTokens}`,
  ]);
  const [one] = Object.values(talks);
  if (one === undefined) return "";
  const last = `turn ${one.turns}`;
  return (
    "Time to the first text in a conversation; `direct` keeps one sequence for it by itself:\n\n" +
    table(["", "turn 1 ms", `${last} ms`, "times", "tokens to evaluate in turn 1", `in ${last}`], rows)
  );
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
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
