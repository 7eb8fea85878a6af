import { type ErrorCode, ParleyError } from "../../spec/errors.ts";

/** Failures of the network and of busy servers, which may be over the next time. */
const passing: ReadonlySet<ErrorCode> = new Set([
  "upstream_unreachable",
  "upstream_timeout",
  "upstream_failed",
  "upstream_truncated",
  "upstream_overloaded",
]);

export function isPassing(error: unknown): error is ParleyError {
  return error instanceof ParleyError && passing.has(error.code);
}

/** What a status other than 2xx and 3xx means, for a file on `host`. */
export function statusFailure(status: number, host: string, retryAfterMs: number | undefined): ParleyError {
  const raw = { status };
  if (status === 404 || status === 410)
    return new ParleyError("not_found", { message: `${host} has no such file.`, raw });
  if (status === 401 || status === 403) {
    return new ParleyError("upstream_credentials", {
      message: `${host} refuses access (status ${status}).`,
      raw,
    });
  }
  const message = `${host} answered with status ${status}.`;
  if (status === 429 || status === 503) {
    return new ParleyError("upstream_overloaded", {
      message,
      raw,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
  return new ParleyError(status >= 500 || status === 408 ? "upstream_failed" : "upstream_invalid", {
    message,
    raw,
  });
}

const sentences: Partial<Record<ErrorCode, string>> = {
  upstream_unreachable: "cannot be reached",
  upstream_timeout: "did not answer in time",
  upstream_failed: "broke the connection",
  upstream_truncated: "broke the connection in the middle of the file",
};

/** The client's failures in words about `host`; everything else as it is. */
export function aboutHost(error: unknown, host: string): unknown {
  if (!(error instanceof ParleyError) || error.raw !== undefined) return error;
  const words = sentences[error.code];
  if (words === undefined) return error;
  const code = systemCode(error.cause);
  const why = code === undefined ? "" : ` (${code})`;
  return new ParleyError(error.code, { message: `${host} ${words}${why}.`, cause: error });
}

/** Such as `ENOTFOUND`: for people who can do something about it. */
function systemCode(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !("code" in cause)) return undefined;
  return typeof cause.code === "string" && /^[A-Z0-9_]{1,60}$/.test(cause.code) ? cause.code : undefined;
}

const fullCodes: ReadonlySet<unknown> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** A full disk in a sentence; every other failure of the file system as it is. */
export function aboutDisk(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || !fullCodes.has(error.code)) return error;
  return diskFull(error);
}

export function diskFull(cause?: unknown): ParleyError {
  const message =
    "The disk is full. What has come is kept: make room and try again, and the download goes on.";
  return new ParleyError("storage_unavailable", { message, ...(cause !== undefined && { cause }) });
}
