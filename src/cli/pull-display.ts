import type { PullProgress } from "../admin/local-models/pull.ts";
import { bytesText, secondsText } from "./amounts.ts";
import type { CliContext } from "./context.ts";
import { printable } from "./printable.ts";

/** Shows how far a pull is, on standard error: one line that changes on a terminal, a line now and then otherwise. */
export interface PullDisplay {
  show(progress: PullProgress): void;
  /** A sentence of its own, above the line that changes. */
  say(sentence: string): void;
  /** Leaves the cursor at the start of an empty line. */
  end(): void;
}

/** Between two plain lines, in milliseconds. */
const plainEvery = 5_000;

export function createPullDisplay(context: Pick<CliContext, "stderr" | "now">): PullDisplay {
  return context.stderr.isTTY === true ? bar(context) : plainLines(context);
}

function bar({ stderr }: Pick<CliContext, "stderr">): PullDisplay {
  /** `ESC [ K` clears what is left of the line before. */
  const clear = "\r\x1b[K";
  let shown = "";
  return {
    show(progress) {
      shown = barLine(progress, stderr.columns ?? 80);
      stderr.write(clear + shown);
    },
    say: (sentence) => void stderr.write(`${shown === "" ? "" : clear}${printable(sentence)}\n${shown}`),
    end: () => void (shown !== "" && stderr.write(clear)),
  };
}

function plainLines(context: Pick<CliContext, "stderr" | "now">): PullDisplay {
  const { stderr } = context;
  let lastAt = Number.NEGATIVE_INFINITY;
  let lastPhase = "";
  return {
    show(progress) {
      const at = context.now();
      if (progress.phase === lastPhase && at - lastAt < plainEvery) return;
      lastAt = at;
      lastPhase = progress.phase;
      stderr.write(`${words[progress.phase]} ${printable(progress.name)}: ${facts(progress).join(", ")}\n`);
    },
    say: (sentence) => void stderr.write(`${printable(sentence)}\n`),
    end: () => undefined,
  };
}

const words = { downloading: "Pulling", verifying: "Verifying" } as const;

/** Widest bar, in characters. */
const widest = 30;

/** One line no wider than the terminal: `Pulling  45% [=========>          ] 180 MB of 397 MB, 12 MB/s, 18 s left`. */
export function barLine(progress: PullProgress, columns: number): string {
  const { phase, bytes, totalBytes } = progress;
  const share = totalBytes === undefined || totalBytes === 0 ? undefined : Math.min(1, bytes / totalBytes);
  const head = words[phase] + (share === undefined ? "" : ` ${String(Math.floor(share * 100)).padStart(3)}%`);
  const tail = facts(progress)
    .slice(share === undefined ? 0 : 1)
    .join(", ");
  const room = Math.min(widest, columns - head.length - tail.length - 5);
  const drawn = share === undefined || room < 5 ? "" : ` [${drawBar(share, room)}]`;
  return `${head}${drawn} ${tail}`.slice(0, Math.max(1, columns - 1));
}

function drawBar(share: number, width: number): string {
  const full = Math.floor(share * width);
  return full === width ? "=".repeat(width) : `${"=".repeat(full)}>`.padEnd(width);
}

function facts({ bytes, totalBytes, bytesPerSecond, remainingSeconds }: PullProgress): readonly string[] {
  const share =
    totalBytes === undefined || totalBytes === 0 ? [] : [`${Math.floor((bytes / totalBytes) * 100)}%`];
  return [
    ...share,
    totalBytes === undefined ? bytesText(bytes) : `${bytesText(bytes)} of ${bytesText(totalBytes)}`,
    ...(bytesPerSecond === undefined ? [] : [`${bytesText(bytesPerSecond)}/s`]),
    ...(remainingSeconds === undefined ? [] : [`${secondsText(remainingSeconds)} left`]),
  ];
}
