import { spawn } from "node:child_process";
import type { CheckpointPlace } from "../../admin/audit/checkpoints.ts";
import { inferenceEnvironment } from "../inference-environment.ts";

/** Milliseconds for the program to take a line and end. */
const patience = 30_000;

/** What of its complaint is told, in characters. */
const longestComplaint = 300;

/**
 * A program of the operator's, which gets the line on its standard input and ends with 0 when it has kept it. It is run
 * as it is written, without a shell, and without what is secret in the environment.
 */
export function commandPlace(words: readonly [string, ...string[]]): CheckpointPlace {
  const [program, ...rest] = words;
  return {
    name: `the program ${program}`,
    write: (line) =>
      new Promise((resolve, reject) => {
        const child = spawn(program, rest, {
          stdio: ["pipe", "ignore", "pipe"],
          env: inferenceEnvironment(process.env),
          timeout: patience,
          killSignal: "SIGKILL",
        });
        let complaint = "";
        child.stderr.setEncoding("utf8").on("data", (text: string) => {
          complaint = (complaint + text).slice(0, longestComplaint);
        });
        child.once("error", reject);
        child.once("close", (code, signal) => {
          if (code === 0) resolve();
          else reject(new Error(`It ended with ${code ?? signal}: ${complaint.trim()}`));
        });
        // A program that ends without reading says so by its exit code.
        child.stdin.on("error", () => undefined);
        child.stdin.end(`${line}\n`);
      }),
  };
}
