import { ParleyError } from "../../spec/errors.ts";
import type { Clock } from "../clock.ts";
import { aboutDisk } from "./failures.ts";
import type { DownloadFile, DownloadFiles } from "./files.ts";
import { hashFile } from "./hash-file.ts";
import { type Identity, type Journal, journalPath, readJournal } from "./journal.ts";
import { createMeter, type DownloadProgress } from "./meter.ts";
import { Patience, type Sleep } from "./patience.ts";
import { cutRanges, missingRanges, type Range } from "./ranges.ts";
import { type Offer, Source } from "./source.ts";
import { fetchParts, fetchWhole, type Transfer } from "./transfer.ts";
import type { Web } from "./web.ts";

export interface DownloadDeps {
  readonly files: DownloadFiles;
  readonly web: Web;
  readonly clock: Clock;
  readonly sleep: Sleep;
}

export interface DownloadRequest {
  readonly url: URL;
  /** Path of the file in the end; until then it is `target.part`, with `target.part.journal` beside it. */
  readonly target: string;
  /** What the file must be, where that is known. `sha256` in hexadecimal, small letters. */
  readonly bytes?: number;
  readonly sha256?: string;
  /** Hears of the size, where the server says it, before anything is fetched; when it fails, nothing is. */
  readonly admit?: (bytes: number) => void;
  /** Looks at the whole file; when it fails, the file is deleted and the failure is the download's. */
  readonly accept?: (file: Pick<DownloadFile, "read">, bytes: number) => Promise<void>;
}

export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Connections at a time, 4 unless said otherwise. */
  readonly parallel?: number;
  /** Bytes of a part; 32 MiB unless said otherwise. */
  readonly partBytes?: number;
  /** Tries after the first one that may fail in a row; 6 unless said otherwise. */
  readonly retries?: number;
  /** Bytes of the disk that are left to others; 256 MiB unless said otherwise. */
  readonly reserveBytes?: number;
}

const defaults = {
  parallel: 4,
  partBytes: 32 * 1024 ** 2,
  retries: 6,
  reserveBytes: 256 * 1024 ** 2,
} as const;

/**
 * Fetches a file: in parts side by side where the server can, and from where an earlier try has ended, however it
 * ended. Verified at the end, and only then under its own name.
 *
 * When it fails or is aborted, what has come stays for the next try, but for a file that turned out to be wrong.
 * Fails with a `ParleyError` (`cancelled`, `not_found`, `storage_unavailable`, `upstream_…`) or an error of `files`.
 */
export async function download(
  deps: DownloadDeps,
  request: DownloadRequest,
  options: DownloadOptions,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  try {
    const part = `${request.target}.part`;
    const downloaded = await fetchAndVerify(
      deps,
      request,
      { ...defaults, onProgress: () => undefined, ...options },
      part,
    );
    await deps.files.rename(part, request.target);
    await deps.files.remove(journalPath(part));
    return downloaded;
  } catch (error) {
    throw aboutDisk(error);
  }
}

type Settled = Required<DownloadOptions>;

async function fetchAndVerify(deps: DownloadDeps, request: DownloadRequest, options: Settled, part: string) {
  const { files } = deps;
  const source = new Source(deps.web, deps.clock, request.url);
  const plan = await begin(
    {
      files,
      host: source.host,
      partBytes: options.partBytes,
      ask: (range) => askPatiently(deps.sleep, source, range, options),
    },
    request,
    part,
  );
  let wrong = false;
  try {
    const bytesToCome = plan.identity?.bytes ?? plan.offer?.total;
    if (bytesToCome !== undefined) request.admit?.(bytesToCome);
    const file = await files.open(part);
    try {
      const transfer: Transfer = { ...deps, ...options, source, part, file };
      if (plan.identity === undefined) await fetchWhole(transfer, plan.offer);
      else await fetchParts(transfer, plan.identity, plan.done, plan.offer);
      await file.sync();
      const bytes = await file.size();
      const sha256 = await hash(deps, file, bytes, options);
      wrong = true;
      await check(request, file, bytes, sha256);
      wrong = false;
      return { bytes, sha256 };
    } finally {
      await file.close();
    }
  } finally {
    plan.offer?.response.cancel();
    if (wrong) await Promise.all([files.remove(part), files.remove(journalPath(part))]);
  }
}

type Plan =
  | { readonly identity: Identity; readonly done: readonly Range[]; readonly offer: Offer | undefined }
  | { readonly identity: undefined; readonly offer: Offer };

/** The first question is asked as patiently as all others. */
async function askPatiently(
  sleep: Sleep,
  source: Source,
  range: Range,
  { retries, signal }: Settled,
): Promise<Offer> {
  const patience = new Patience(sleep, retries);
  for (;;) {
    try {
      return await source.ask(range, signal);
    } catch (error) {
      await patience.after(error, signal);
    }
  }
}

interface Beginning {
  readonly files: DownloadFiles;
  readonly host: string;
  readonly partBytes: number;
  readonly ask: (range: Range) => Promise<Offer>;
}

/** Finds out what the server has, whether it sends parts, and what of an earlier try is still good. */
async function begin(
  { files, ask, host, partBytes }: Beginning,
  request: DownloadRequest,
  part: string,
): Promise<Plan> {
  const mark = request.sha256 === undefined ? undefined : `sha256 ${request.sha256}`;
  const left = await leftOver(files, part);
  const fits =
    left?.mark !== undefined &&
    (mark === undefined || left.mark === mark) &&
    (request.bytes ?? left.bytes) === left.bytes;
  if (left !== undefined && fits) {
    const [next] = cutRanges(missingRanges(left.done, left.bytes), partBytes);
    const identity: Identity = { bytes: left.bytes, ...(left.mark !== undefined && { mark: left.mark }) };
    // Everything was there when the last try ended: it only remains to be verified.
    if (next === undefined) return { identity, done: left.done, offer: undefined };
    const offer = await ask(next);
    const same = offer.kind === "part" && offer.total === left.bytes && (mark ?? offer.mark) === left.mark;
    if (same) return { identity, done: left.done, offer };
    if (offer.kind === "whole") return whole(offer, request, host);
    offer.response.cancel();
  }
  const offer = await ask({ start: 0, end: partBytes });
  if (offer.kind === "whole") return whole(offer, request, host);
  const bytes = offer.total ?? (offer.kind === "outside" ? 0 : undefined);
  if (bytes === undefined)
    throw new ParleyError("upstream_invalid", { message: `${host} does not say how large the file is.` });
  refuseOtherSize(bytes, request, offer, host);
  const known = mark ?? offer.mark;
  return {
    identity: { bytes, ...(known !== undefined && { mark: known }) },
    done: [],
    offer: offer.kind === "part" ? offer : undefined,
  };
}

/** What an earlier try has left, unless the part file itself is gone or was cut since. */
async function leftOver(files: DownloadFiles, part: string): Promise<Journal | undefined> {
  const journal = await readJournal(files, part);
  if (journal === undefined) return undefined;
  const file = await files.open(part);
  try {
    return (await file.size()) < (journal.done.at(-1)?.end ?? 0) ? undefined : journal;
  } finally {
    await file.close();
  }
}

/** Without a size, an end mark or a hash, nobody could tell a whole file from one that was cut. */
function whole(offer: Offer, request: DownloadRequest, host: string): Plan {
  const { headers } = offer.response;
  if (offer.total !== undefined) refuseOtherSize(offer.total, request, offer, host);
  else if (headers["transfer-encoding"] === undefined && request.sha256 === undefined) {
    offer.response.cancel();
    throw new ParleyError("upstream_invalid", {
      message: `${host} does not say how large the file is, and no SHA-256 is known.`,
    });
  }
  return { identity: undefined, offer };
}

function refuseOtherSize(bytes: number, request: DownloadRequest, offer: Offer, host: string): void {
  if (request.bytes === undefined || request.bytes === bytes) return;
  offer.response.cancel();
  throw new ParleyError("upstream_invalid", {
    message: `The file on ${host} has ${bytes} bytes, and should have ${request.bytes}.`,
  });
}

async function hash(
  deps: DownloadDeps,
  file: DownloadFile,
  bytes: number,
  options: Settled,
): Promise<string> {
  const meter = createMeter(deps.clock, "verifying", { bytes: 0, totalBytes: bytes }, options.onProgress);
  return hashFile(file, options.signal, (read) => meter.add(read));
}

async function check(
  request: DownloadRequest,
  file: DownloadFile,
  bytes: number,
  sha256: string,
): Promise<void> {
  if (request.sha256 !== undefined && request.sha256 !== sha256) {
    throw new ParleyError("upstream_invalid", {
      message: `The file is damaged, or not the one that was promised: its SHA-256 is ${sha256}, not ${request.sha256}. It was deleted.`,
    });
  }
  if (request.bytes !== undefined && request.bytes !== bytes) {
    throw new ParleyError("upstream_invalid", {
      message: `The file has ${bytes} bytes, and should have ${request.bytes}. It was deleted.`,
    });
  }
  await request.accept?.(file, bytes);
}
