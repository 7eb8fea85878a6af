/** `node bench/micro/main.ts [words]`: what single pieces of work cost; words choose cases by their names. */
import { cases } from "./cases.ts";
import { lastResult, timeCase } from "./time-case.ts";

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = cases.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
if (chosen.length === 0) {
  console.error(
    `No case has ${words.join(" and ")} in its name:\n${cases.map(({ name }) => `  ${name}`).join("\n")}`,
  );
  process.exit(2);
}

console.log(`Node ${process.version}; µs a run: median (fastest–slowest of nine samples)`);
for (const one of chosen) {
  const { min, median, max } = timeCase(one);
  const [low, middle, high] = [min, median, max].map((nanos) => (nanos / 1000).toFixed(3));
  console.log(`${one.name.padEnd(50)} ${middle?.padStart(9)}  (${low}–${high})`);
}
if (lastResult() === undefined) process.exitCode = 1;
