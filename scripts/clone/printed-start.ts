/** What `npm start` tells a newcomer. Each is absent until it has been printed. */
export interface PrintedStart {
  /** Such as `http://127.0.0.1:4242`. */
  readonly address?: string;
  /** The first API key; printed once in the life of an installation. */
  readonly key?: string;
  /** A command to paste into a shell, over several lines where a line ends with a backslash. */
  readonly curl?: string;
}

/** Reads the address, the key and the curl command out of what a start has printed so far. */
export function printedStart(output: string): PrintedStart {
  const lines = output.split("\n");
  // The last line may still be on its way.
  const whole = lines.slice(0, -1);
  const text = whole.join("\n");
  const address = /https?:\/\/[\w.[\]:-]+:\d+/.exec(text)?.[0];
  const key = /\bsk-parley-[\w-]{20,}/.exec(text)?.[0];
  const curl = curlCommand(whole);
  return {
    ...(address === undefined ? {} : { address }),
    ...(key === undefined ? {} : { key }),
    ...(curl === undefined ? {} : { curl }),
  };
}

function curlCommand(lines: readonly string[]): string | undefined {
  const first = lines.findIndex((line) => /^\s*(\$ )?curl\s/.test(line));
  if (first === -1) return undefined;
  let last = first;
  while (lines[last]?.endsWith("\\")) last += 1;
  if (last >= lines.length) return undefined;
  return lines
    .slice(first, last + 1)
    .join("\n")
    .trim()
    .replace(/^\$ /, "");
}
