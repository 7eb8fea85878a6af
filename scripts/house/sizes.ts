import { fileLines, generatedFiles } from "../rooms.ts";
import type { Problem } from "./problem.ts";

/** Files that have grown too long to be read in one go. */
export function checkSizes(files: Iterable<readonly [path: string, text: string]>): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [path, text] of files) {
    const lines = countLines(text);
    if (lines < fileLines.warning || generatedFiles.includes(path)) continue;
    const level = lines >= fileLines.error ? "error" : "warning";
    const bound = fileLines[level];
    problems.push({
      path,
      level,
      text: `has ${lines} lines (${level} from ${bound}). Split it by what changes together.`,
    });
  }
  return problems;
}

function countLines(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
