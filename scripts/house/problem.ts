/** Something that a check found. */
export interface Problem {
  /** Path from the root of the project, with forward slashes. */
  readonly path: string;
  /** From 1; absent when the file as a whole is meant. */
  readonly line?: number;
  /** A warning is shown and passes; an error fails the check. */
  readonly level: "warning" | "error";
  /** What is wrong, by which rule, and what to do. */
  readonly text: string;
}

/** One line for people and editors: `path:line: level: text`. */
export function formatProblem(problem: Problem): string {
  const place = problem.line === undefined ? problem.path : `${problem.path}:${problem.line}`;
  return `${place}: ${problem.level}: ${problem.text}`;
}

/** Prints the problems, errors last, and a closing line; sets the exit code to 1 when there is an error. */
export function reportProblems(problems: readonly Problem[], passed: string): void {
  const errors = problems.filter((problem) => problem.level === "error");
  const warnings = problems.filter((problem) => problem.level === "warning");
  for (const problem of [...warnings, ...errors]) console.log(formatProblem(problem));
  console.log(errors.length === 0 ? passed : `${errors.length} error${errors.length === 1 ? "" : "s"}`);
  if (errors.length > 0) process.exitCode = 1;
}
