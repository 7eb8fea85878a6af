import { WorkerError } from "../server/cluster/worker-error.ts";
import { DataError } from "../server/data-error.ts";
import { postgresFault } from "../server/postgres-fault.ts";
import { SettingsError } from "../server/settings/fault.ts";
import { errorTable, ParleyError } from "../spec/errors.ts";
import { UsageError } from "./exit.ts";
import { printable } from "./printable.ts";

/** An error as a sentence for the person at the terminal. Only what nobody foresaw is shown with its stack. */
export function describeFailure(error: unknown): string {
  return printable(sentence(error));
}

/** Errors whose message is a sentence for the operator. */
const told = [SettingsError, DataError, UsageError, WorkerError] as const;

function sentence(error: unknown): string {
  if (told.some((kind) => error instanceof kind)) return (error as Error).message;
  if (error instanceof ParleyError) return parleySentence(error);
  if (!(error instanceof Error)) return String(error);
  return systemSentence(error) ?? error.stack ?? error.message;
}

/** An error that says something of its own needs no cause beside it; the table's general sentences do. */
function parleySentence(error: ParleyError): string {
  const { code, message, cause } = error;
  if (message !== errorTable[code].sentence || !(cause instanceof Error)) return message;
  if (code === "storage_unavailable") {
    return databaseSentence(cause) ?? postgresSentence(cause) ?? sentence(cause);
  }
  if (code === "internal") return cause.stack ?? cause.message;
  return `${message} (${systemSentence(cause) ?? cause.message})`;
}

const damaged = "The database is damaged. `parley doctor` says more; restore the data folder from a backup.";

/** By the lower byte of SQLite's result code (https://www.sqlite.org/rescode.html). */
const databaseSentences: Readonly<Record<number, string>> = {
  5: "Another process keeps the database locked. Wait for it, or end it.",
  8: "The database may not be written. Check the rights of the data folder; `parley doctor` says more.",
  10: "The disk failed when the database was read or written. `parley doctor` says more.",
  11: damaged,
  13: "The disk is full. Make room, or name another data folder: PARLEY_DATA=/path",
  14: "The database cannot be opened. Check the rights of the data folder; `parley doctor` says more.",
  26: damaged,
};

function databaseSentence(error: Error): string | undefined {
  return "errcode" in error ? databaseSentences[Number(error.errcode) & 0xff] : undefined;
}

function postgresSentence(error: Error): string | undefined {
  const fault = postgresFault(error);
  return fault === undefined ? undefined : `${fault.message} ${fault.remedy}`;
}

/** For errors of the operating system that a person can do something about; `undefined` for programming errors. */
function systemSentence(error: Error): string | undefined {
  const { code, path, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  const where = path ?? "a file";
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} is taken. Stop the program that uses it, or choose another one: --port ${(Number(port) % 65_535) + 1}`;
    case "EADDRNOTAVAIL":
      return `This machine has no address ${address}. Choose another one: --host 127.0.0.1`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The name ${"hostname" in error ? String(error.hostname) : ""} is not known. If it is PARLEY_HOST, choose another one: PARLEY_HOST=127.0.0.1`;
    case "EACCES":
    case "EPERM":
      if (port !== undefined)
        return `This user may not listen on port ${port}. Choose one above 1023: --port 4242`;
      return `This user may not use ${where}. Give it to the user who runs Parley (chown), or name another data folder: PARLEY_DATA=/path`;
    case "ENOENT":
      // Node says so of a folder on a read-only file system, too.
      if (!("syscall" in error) || error.syscall !== "mkdir") return error.message;
      return `${where} cannot be made. Name another data folder: PARLEY_DATA=/path`;
    case "EROFS":
      return `${where} cannot be written: its file system is read-only. Name another data folder: PARLEY_DATA=/path`;
    case "ENOSPC":
    case "EDQUOT":
      return `The disk is full${path === undefined ? "" : ` (${path})`}. Make room, or name another data folder: PARLEY_DATA=/path`;
    case "EEXIST":
    case "ENOTDIR":
      return `${where} cannot be made: there is a file where a folder should be. Name another data folder: PARLEY_DATA=/path`;
    default:
      // Node's own programming errors begin with ERR_: those are ours to see whole.
      return code === undefined || code.startsWith("ERR_") ? undefined : error.message;
  }
}
