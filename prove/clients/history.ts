/** The clients' history: a line is on its way to the disk before the client goes on. */
import { openSync, readFileSync, writeSync } from "node:fs";
import type { ClientRecord } from "../history/client-record.ts";

export interface ClientHistory {
  write(record: ClientRecord): void;
  /** All that was written, read back from the file. */
  read(): readonly ClientRecord[];
}

export function openHistory(path: string): ClientHistory {
  const file = openSync(path, "a");
  return {
    write: (record) => void writeSync(file, `${JSON.stringify(record)}\n`),
    read: () =>
      readFileSync(path, "utf8")
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line) as ClientRecord),
  };
}
