import type { DownloadFile, DownloadFiles } from "./files.ts";
import { type Range, withRange } from "./ranges.ts";

/** What makes two files on a server the same one. */
export interface Identity {
  readonly bytes: number;
  /** Its SHA-256, or else what the server gives as `ETag` or `Last-Modified`. Absent: nobody knows. */
  readonly mark?: string;
}

/** What an earlier try has left. */
export interface Journal extends Identity {
  readonly done: readonly Range[];
}

/** A larger one is no journal of ours: 8 MiB a line make 8 TiB. */
const longestJournal = 64 * 1024 * 1024;

/** Where the journal of a part file is. */
export function journalPath(part: string): string {
  return `${part}.journal`;
}

/**
 * Reads the journal of a part file. A line that was cut counts as not written; `undefined` when there is none, or
 * its first line makes no sense.
 */
export async function readJournal(files: DownloadFiles, part: string): Promise<Journal | undefined> {
  const text = await files.readText(journalPath(part));
  return text === undefined || text.length > longestJournal ? undefined : parseJournal(text);
}

export function parseJournal(text: string): Journal | undefined {
  const lines = text.split("\n").slice(0, -1);
  const head = /^parley-download 1 (\d{1,15}) ?(.*)$/.exec(lines[0] ?? "");
  if (head === null) return undefined;
  const bytes = Number(head[1]);
  const mark = head[2] === "" ? undefined : head[2];
  let done: readonly Range[] = [];
  for (const line of lines.slice(1)) {
    const entry = /^(\d{1,15}) (\d{1,15})$/.exec(line);
    if (entry === null) continue;
    const range = { start: Number(entry[1]), end: Number(entry[2]) };
    if (range.end <= bytes) done = withRange(done, range);
  }
  return { bytes, done, ...(mark !== undefined && { mark }) };
}

/** Appends to a journal. */
export interface JournalWriter {
  /** Notes that these bytes are on the disk, once they are. */
  record(range: Range): Promise<void>;
  close(): Promise<void>;
}

/** Begins a new journal, with what is already there. */
export async function startJournal(
  files: DownloadFiles,
  part: string,
  identity: Identity,
  done: readonly Range[],
): Promise<JournalWriter> {
  const mark = identity.mark?.replaceAll(/[\r\n]/g, "") ?? "";
  const head = `parley-download 1 ${identity.bytes} ${mark}`.trimEnd();
  const lines = [head, ...done.map(({ start, end }) => `${start} ${end}`), ""];
  const fresh = `${journalPath(part)}.new`;
  const file: DownloadFile = await files.open(fresh);
  const text = Buffer.from(lines.join("\n"));
  await file.truncate(0);
  await file.write(0, text);
  await file.sync();
  // The old one is replaced in one step: a kill in between must not lose what it knew.
  await files.rename(fresh, journalPath(part));
  let end = text.length;
  return {
    async record(range) {
      const line = Buffer.from(`${range.start} ${range.end}\n`);
      const at = end;
      end += line.length;
      await file.write(at, line);
    },
    close: () => file.close(),
  };
}
