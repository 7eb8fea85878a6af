import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** A command of the operator, in milliseconds. */
const limitMs = 60_000;

/** The books of a long run are large. */
const maxBuffer = 1024 * 1024 * 1024;

/** Runs a command to its end and gives what it printed. Rejects with what it said when it fails. */
export async function runCommand(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const [program = "", ...args] = command;
  const { stdout } = await promisify(execFile)(program, args, {
    env: { ...env },
    maxBuffer,
    timeout: limitMs,
  });
  return stdout;
}
