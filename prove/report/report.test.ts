import { expect, test } from "vitest";
import { type Line, mergeLines, renderReport } from "./report.ts";

const note = { seed: 7, size: "short", date: "2026-01-02", commit: "abc1234" } as const;
const run = (lines: readonly Line[]) =>
  renderReport({
    run: note,
    machine: { processor: "Some | Processor", cores: 2, memoryGb: 8, system: "Linux 6.1", node: "v26.0.0" },
    command: "npm run prove -- --short --seed 7",
    lines: lines.map((line) => ({ ...line, run: note })),
  });

test("each scenario has a row, in one order, whatever the order in which they ended", () => {
  const text = run([
    { scenario: "money", counted: "5 amounts", broken: [] },
    { scenario: "kills", database: "sqlite", counted: "8 kills", broken: [] },
    { scenario: "kills", database: "postgres", counted: "8 kills", broken: [] },
  ]);
  const names = [...text.matchAll(/^\| ([a-z][\w ]*) \|/gm)].map((match) => match[1]);
  expect(names.slice(0, 4)).toEqual(["scenario", "kills on sqlite", "kills on postgres", "steps"]);
  expect(names.at(-1)).toBe("soak");
  expect(text).toContain("| steps | The same, wherever in an attempt it dies. | not tried | – | – |");
  expect(text).toContain("Everything that was tried holds.");
  expect(text).toContain("2026-01-02, commit abc1234, seed 7, short profile");
});

test("what does not hold is said at the top and in its row, and no cell breaks the table", () => {
  const text = run([{ scenario: "shapes", counted: "a | b\nc", broken: ["I6 clean-end"] }]);
  expect(text).toContain("**1 of 1 do not hold.**");
  expect(text).toContain("| a \\| b c | **no**: I6 clean-end | 2026-01-02,");
});

test("what a run has not tried stays as it was found, and what it has tried takes the old line's place", () => {
  const older = { ...note, commit: "0000000" };
  const before = [
    { scenario: "money", counted: "old", broken: [], run: older },
    { scenario: "kills", database: "sqlite", counted: "old", broken: ["I1"], run: older },
    { scenario: "kills", database: "postgres", counted: "old", broken: [], run: older },
  ] as const;
  const now = [{ scenario: "kills", database: "sqlite", counted: "new", broken: [], run: note }] as const;
  const merged = mergeLines(before, now);
  expect(
    merged.map(({ scenario, database, counted, run: { commit } }) => [scenario, database, counted, commit]),
  ).toEqual([
    ["kills", "postgres", "old", "0000000"],
    ["kills", "sqlite", "new", "abc1234"],
    ["money", undefined, "old", "0000000"],
  ]);
});
