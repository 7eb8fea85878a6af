import { Secret } from "../lib/secret.ts";
import type { CliContext } from "./context.ts";
import { UsageError } from "./exit.ts";

/** Longest line that is read, in characters. */
const longest = 16_384;

/** A keyboard whose echo can be turned off. */
interface Keyboard {
  setRawMode?(raw: boolean): unknown;
}

/**
 * Reads a secret from standard input: its first line. At a terminal nothing of it is shown; Ctrl-C gives up.
 *
 * @param question What a person at a terminal is asked.
 */
export async function readSecretLine(
  { stdin, stderr }: Pick<CliContext, "stdin" | "stderr">,
  question: string,
): Promise<Secret> {
  const keyboard: Keyboard & { readonly isTTY?: boolean } = stdin;
  const typed = keyboard.isTTY === true;
  if (typed) {
    stderr.write(question);
    keyboard.setRawMode?.(true);
  }
  try {
    return new Secret(await firstLine(stdin));
  } finally {
    if (typed) {
      keyboard.setRawMode?.(false);
      stderr.write("\n");
    }
    stdin.pause();
  }
}

async function firstLine(stdin: NodeJS.ReadableStream): Promise<string> {
  let line = "";
  for await (const piece of stdin) {
    for (const character of String(piece)) {
      if (character === "\n" || character === "\r") return told(line);
      if (character === "\u0003") throw new UsageError("Nothing was changed.");
      if (character === "\u007f" || character === "\b") line = line.slice(0, -1);
      else line += character;
    }
    if (line.length > longest) throw new UsageError("This is too long for a key.");
  }
  return told(line);
}

function told(line: string): string {
  const text = line.trim();
  if (text === "") throw new UsageError("No key was given on standard input.");
  return text;
}
