import { ParleyError } from "../../spec/errors.ts";
import type { Clock } from "../clock.ts";
import { aboutHost, diskFull } from "./failures.ts";
import type { DownloadFile, DownloadFiles } from "./files.ts";
import { type Identity, journalPath, startJournal } from "./journal.ts";
import { createMeter, type DownloadProgress, type Meter } from "./meter.ts";
import { Patience, type Sleep } from "./patience.ts";
import { bytesIn, cutRanges, missingRanges, type Range } from "./ranges.ts";
import { shareRuns } from "./share-runs.ts";
import { Sink, type SinkDeps } from "./sink.ts";
import type { Offer, Source } from "./source.ts";

/** What both ways of fetching need. */
export interface Transfer {
  readonly files: DownloadFiles;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly source: Source;
  /** Path of the part file, which is open as `file`. */
  readonly part: string;
  readonly file: DownloadFile;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DownloadProgress) => void;
  readonly parallel: number;
  readonly partBytes: number;
  readonly retries: number;
  /** Bytes of the disk that are left to others. */
  readonly reserveBytes: number;
}

/** Fetches what is missing in parts, several at a time. `first` answers for the first missing part. */
export async function fetchParts(
  transfer: Transfer,
  identity: Identity,
  done: readonly Range[],
  first: Offer | undefined,
): Promise<void> {
  const { files, part, file } = transfer;
  const meter = createMeter(
    transfer.clock,
    "downloading",
    { bytes: bytesIn(done), totalBytes: identity.bytes },
    transfer.onProgress,
  );
  await refuseSmallDisk(transfer, identity.bytes - bytesIn(done));
  const journal = await startJournal(files, part, identity, done);
  if (done.length === 0) await file.truncate(0);
  const stop = new AbortController();
  const run: PartsRun = {
    transfer: { ...transfer, signal: AbortSignal.any([transfer.signal, stop.signal]) },
    identity,
    meter,
    // One for all parts at a time: each holds a thread of Node's pool, of which there are four for the whole server.
    sink: {
      file,
      sync: shareRuns(() => file.sync()),
      journal,
      checkDisk: () => refuseSmallDisk(transfer, 0),
    },
  };
  const queue = [...cutRanges(missingRanges(done, identity.bytes), transfer.partBytes)];
  const errors: unknown[] = [];
  const worker = async (offer: Offer | undefined): Promise<void> => {
    let answer = offer;
    try {
      for (let range = queue.shift(); range !== undefined; range = queue.shift()) {
        await fetchPart(run, range, answer);
        answer = undefined;
      }
    } catch (error) {
      errors.push(error);
      stop.abort();
    }
  };
  try {
    meter.tell();
    const others = Math.max(0, Math.min(transfer.parallel, queue.length) - 1);
    await Promise.all([worker(first), ...Array.from({ length: others }, () => worker(undefined))]);
  } finally {
    await journal.close();
  }
  // The first failure is the reason; the others are its consequence.
  if (errors.length > 0) throw errors[0];
  meter.tell();
}

interface PartsRun {
  readonly transfer: Transfer;
  readonly identity: Identity;
  readonly meter: Meter;
  readonly sink: SinkDeps;
}

async function fetchPart(run: PartsRun, range: Range, first: Offer | undefined): Promise<void> {
  const { transfer, meter } = run;
  const sink = new Sink(run.sink, range.start);
  const patience = new Patience(transfer.sleep, transfer.retries);
  let offer = first;
  let failed = true;
  try {
    while (sink.position < range.end) {
      try {
        offer ??= await askAgain(run, { start: sink.position, end: range.end });
        await pour(offer, sink, range.end, transfer.source.host, (bytes) => {
          patience.came(bytes);
          meter.add(bytes);
        });
      } catch (error) {
        await patience.after(error, transfer.signal);
      }
      offer = undefined;
    }
    failed = false;
  } finally {
    offer?.response.cancel();
    // What has come is kept. If that fails, too, the first failure is the one to tell.
    await (failed ? sink.finish().catch(() => undefined) : sink.finish());
  }
}

async function askAgain({ transfer, identity }: PartsRun, range: Range): Promise<Offer> {
  const { source, signal } = transfer;
  const offer = await source.ask(range, signal);
  const sameMark = identity.mark?.startsWith("sha256 ") === true || offer.mark === identity.mark;
  if (offer.kind === "part" && offer.total === identity.bytes && sameMark) return offer;
  offer.response.cancel();
  throw new ParleyError("upstream_invalid", {
    message: `The file on ${source.host} changed while it was fetched. Try again.`,
  });
}

/** Fetches the whole file in one go, from a server that cannot send parts. A cut means: from the beginning. */
export async function fetchWhole(transfer: Transfer, first: Offer): Promise<void> {
  const { files, part, source, signal } = transfer;
  const patience = new Patience(transfer.sleep, transfer.retries);
  await files.remove(journalPath(part));
  for (let offer: Offer | undefined = first; ; offer = undefined) {
    try {
      offer ??= await source.ask(undefined, signal);
      await fetchOnce(transfer, offer);
      return;
    } catch (error) {
      offer?.response.cancel();
      await patience.after(error, signal);
    }
  }
}

async function fetchOnce(transfer: Transfer, offer: Offer): Promise<void> {
  const { file, source } = transfer;
  await refuseSmallDisk(transfer, offer.total ?? 0);
  await file.truncate(0);
  const meter = createMeter(
    transfer.clock,
    "downloading",
    { bytes: 0, totalBytes: offer.total },
    transfer.onProgress,
  );
  const sink = new Sink(
    { file, sync: () => file.sync(), journal: undefined, checkDisk: () => refuseSmallDisk(transfer, 0) },
    0,
  );
  meter.tell();
  await pour(offer, sink, offer.total, source.host, (bytes) => meter.add(bytes));
  await sink.finish();
  meter.tell();
}

/** Reads an answer to its end, which must be `end` where that is known. */
async function pour(
  { response }: Offer,
  sink: Sink,
  end: number | undefined,
  host: string,
  came: (bytes: number) => void,
): Promise<void> {
  for (;;) {
    const chunk = await response.next().catch((error: unknown) => {
      throw aboutHost(error, host);
    });
    if (chunk === undefined) break;
    if (end !== undefined && sink.position + chunk.length > end) {
      response.cancel();
      throw new ParleyError("upstream_invalid", { message: `${host} sent more than was asked for.` });
    }
    await sink.push(chunk);
    came(chunk.length);
  }
  if (end !== undefined && sink.position < end) throw aboutHost(new ParleyError("upstream_truncated"), host);
}

/** Fails when `bytes` more would leave less than the reserve. */
async function refuseSmallDisk({ files, part, reserveBytes }: Transfer, bytes: number): Promise<void> {
  const free = await files.freeBytes(part);
  if (free - bytes >= reserveBytes) return;
  if (bytes === 0) throw diskFull();
  const gib = (amount: number): string => `${(Math.max(0, amount) / 1024 ** 3).toFixed(2)} GiB`;
  throw new ParleyError("storage_unavailable", {
    message: `There is too little room on the disk: ${gib(bytes)} are to come, ${gib(free)} are free, and ${gib(reserveBytes)} must stay so.`,
  });
}
