import { formatByteSize } from "../../lib/byte-size.ts";
import type { CliContext } from "../context.ts";
import { UsageError } from "../exit.ts";

/** The word that stands for standard input. */
const standardInput = "-";

/**
 * The prompt of a single question: the words, or what is piped in; `undefined` for a conversation at a terminal.
 * With words, standard input is read only where a `-` asks for it: in a script it often belongs to somebody else.
 */
export async function readPrompt(
  context: Pick<CliContext, "stdin">,
  words: readonly string[],
  maxBytes: number,
): Promise<string | undefined> {
  if (words.length === 0 && context.stdin.isTTY === true) return undefined;
  const piped =
    words.length === 0 || words.includes(standardInput) ? await readAll(context.stdin, maxBytes) : "";
  const prompt = words.length === 0 ? piped : joined(words, piped);
  if (prompt.trim() === "") throw new UsageError("There is nothing to ask: the prompt is empty.");
  return prompt;
}

/** Words stand in a line; what was piped in stands in lines of its own. */
function joined(words: readonly string[], piped: string): string {
  return words
    .map((word) => (word === standardInput ? `\n${piped}\n` : word))
    .join(" ")
    .replaceAll(/ ?\n ?/g, "\n")
    .replace(/^\n|\n$/g, "");
}

async function readAll(stdin: NodeJS.ReadableStream, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) {
      throw new UsageError(
        `The prompt is larger than ${formatByteSize(maxBytes)} (limits.bodyBytes in the settings).`,
      );
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}
