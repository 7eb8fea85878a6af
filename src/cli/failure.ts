import { ParleyError } from "../spec/errors.ts";
import { SettingsError } from "../server/settings/fault.ts";

/** An error as a sentence for the person at the terminal. Only what nobody foresaw is shown with its stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  if (error instanceof ParleyError) return `${error.message}${causeOf(error)}`;
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? error.code : undefined;
  const port = "port" in error ? String(error.port) : "";
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} is taken. Stop the program that uses it, or choose another one: PARLEY_PORT=${Number(port) + 1}`;
    case "EADDRNOTAVAIL":
      return `This machine has no address ${"address" in error ? String(error.address) : ""}. Choose another one: PARLEY_HOST=127.0.0.1`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `Not allowed: ${error.message}`;
    case "ENOSPC":
      return `The disk is full: ${error.message}`;
    case undefined:
      return error.stack ?? error.message;
    default:
      return error.message;
  }
}

function causeOf(error: ParleyError): string {
  return error.cause instanceof Error ? ` (${error.cause.message})` : "";
}
