import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { answerError } from "./answer-error.ts";
import { readRange } from "./byte-range.ts";
import type { HubFaults } from "./hub-faults.ts";
import { countUse, fileKey, type HubExchange, type WantedFile } from "./hub-state.ts";

const PIECE_BYTES = 16 * 1024;
/** A slow body leaves in this many pieces a second. */
const PIECES_PER_SECOND = 20;

/** Sends a file, or the range of it that was asked for, with the file's misbehaviours. */
export async function sendFile(exchange: HubExchange, wanted: WantedFile, etag: string): Promise<void> {
  const { request, response } = exchange;
  const { file } = wanted;
  const faults = faultsNow(exchange, wanted);
  if (faults.cdnStatus !== undefined) {
    if (faults.retryAfter !== undefined) response.setHeader("Retry-After", String(faults.retryAfter));
    return answerError(
      response,
      faults.cdnStatus,
      undefined,
      `The download host answers ${faults.cdnStatus}.`,
    );
  }
  const size = file.bytes.length;
  const changed = (request.headers["if-range"] ?? etag) !== etag;
  const range = faults.ranges === false || changed ? undefined : readRange(request.headers.range, size);
  response.setHeader("ETag", etag);
  response.setHeader("Content-Type", "binary/octet-stream");
  if (faults.ranges !== false) response.setHeader("Accept-Ranges", "bytes");
  if (range === "unsatisfiable") {
    response.setHeader("Content-Range", `bytes */${size}`);
    return answerError(response, 416, undefined, "The requested range is not satisfiable");
  }
  const [first, end] = range ?? [0, size];
  const from = range !== undefined && faults.wrongRange === true ? first + 1 : first;
  if (range !== undefined) {
    response.statusCode = 206;
    response.setHeader("Content-Range", `bytes ${from}-${end - 1}/${size}`);
  }
  if (faults.noLength !== true) response.setHeader("Content-Length", end - from);
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  const body = file.bytes.subarray(from, end);
  await sendBody(exchange, faults, faults.wrongBytes === true ? body.map((byte) => byte ^ 0x80) : body);
}

/** None once as many downloads have suffered as shall. */
function faultsNow({ state, request }: HubExchange, { repository, file, faults }: WantedFile): HubFaults {
  if (request.method === "HEAD" || faults.times === undefined) return faults;
  return countUse(state, fileKey(repository, file.path)) < faults.times ? faults : {};
}

async function sendBody(
  { response, record }: HubExchange,
  faults: HubFaults,
  body: Uint8Array,
): Promise<void> {
  const { bytesPerSecond, cutAfterBytes = Infinity, stallAfterBytes = Infinity } = faults;
  const piece = Math.max(
    1,
    Math.floor((bytesPerSecond ?? PIECE_BYTES * PIECES_PER_SECOND) / PIECES_PER_SECOND),
  );
  const end = Math.min(body.length, cutAfterBytes, stallAfterBytes);
  response.flushHeaders();
  while (record.sent < end && !response.destroyed) {
    const part = body.subarray(record.sent, Math.min(end, record.sent + piece));
    record.sent += part.length;
    if (!response.write(part)) await Promise.race([once(response, "drain"), once(response, "close")]);
    if (bytesPerSecond !== undefined) await sleep(1000 / PIECES_PER_SECOND);
  }
  if (end === body.length) response.end();
  // After what was written has left: a reset would take it back.
  else if (end === cutAfterBytes) response.socket?.destroySoon();
}
