/** How the hub misbehaves with one file. All of them together are possible; absent means: as it should be. */
export interface HubFaults {
  /** Announces another SHA-256 (in the list and in `x-linked-etag`) than the bytes have. */
  readonly wrongHash?: boolean;
  /** Sends other bytes of the same length. */
  readonly wrongBytes?: boolean;
  /** Announces this size (in the list and in `x-linked-size`) in place of the true one. */
  readonly announcedSize?: number;
  /** Says nothing of a SHA-256, neither in the list nor in `x-linked-etag`. */
  readonly noHash?: boolean;
  /** Cuts each download's connection after this many bytes of its body. */
  readonly cutAfterBytes?: number;
  /** Falls silent after this many bytes of each download's body, and keeps the connection open. */
  readonly stallAfterBytes?: number;
  /** `false`: ignores `Range` and answers 200 with the whole file, without `Accept-Ranges`. */
  readonly ranges?: boolean;
  /** Answers with 206 and a range that begins one byte later than the one asked for. */
  readonly wrongRange?: boolean;
  /** Sends the body at about this rate. */
  readonly bytesPerSecond?: number;
  /** Leaves out `Content-Length` and sends in chunks. */
  readonly noLength?: boolean;
  /** The hub itself answers `resolve` with this status and the hub's error body, such as 403, 404, 429 or 503. */
  readonly status?: number;
  /** The download host answers with this status. */
  readonly cdnStatus?: number;
  /** Seconds in `Retry-After` beside `status` and `cdnStatus`. */
  readonly retryAfter?: number;
  /** `loop`: to itself for ever. Otherwise a complete address, such as `file:///etc/passwd`. */
  readonly redirect?: "loop" | (string & {});
  /** The download host's address may be used this often; afterwards it answers 403, as an expired one. */
  readonly linkUses?: number;
  /** How many downloads misbehave; the ones after them succeed. Default: all. Requests of the list and of `resolve` do not count. */
  readonly times?: number;
}
