import type { IncomingMessage } from "node:http";
import { wrongCredentials } from "../admin/wrong-credentials.ts";
import type { Clock } from "../lib/clock.ts";
import { addressGroup } from "../lib/address-group.ts";
import { ParleyError } from "../spec/errors.ts";
import { clientAddress } from "./client-address.ts";

/** A minute, in milliseconds. */
const period = 60_000;

/** Wrong keys and tokens that an address may try in it and be told so. */
const free = 100;

/** Addresses that are told apart; those beyond count as one. */
const mostAddresses = 10_000;

/**
 * Counts wrong keys and tokens by address, for each process by itself: after a hundred in a minute the next ones hear 429
 * and when to come back. Nobody guesses 256 random bits; but whoever tries shall not go on as fast as he can, nor a program
 * with an ended key. A good key is let in all the same: many callers share an address, and one of them must not lock out
 * the others.
 */
export class WrongKeys {
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #counts = new Map<string, number>();
  #since = -Infinity;

  constructor(clock: Pick<Clock, "monotonic">) {
    this.#clock = clock;
  }

  /** What the caller is told instead of `error`, where that were too many; else the same. */
  judge(request: IncomingMessage, error: ParleyError): ParleyError {
    if (!wrongCredentials.has(error.code)) return error;
    const now = this.#clock.monotonic();
    if (now - this.#since >= period) {
      this.#counts.clear();
      this.#since = now;
    }
    const group = addressGroup(clientAddress(request));
    const isFull = this.#counts.size >= mostAddresses && !this.#counts.has(group);
    const name = isFull ? "" : group;
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    if (count <= free) return error;
    const retryAfterMs = this.#since + period - now;
    return new ParleyError("rate_limit_exceeded", {
      message: `Too many wrong keys from this address. Please try again in ${Math.ceil(retryAfterMs / 1_000)} s, with a key that works.`,
      retryAfterMs,
      cause: error,
    });
  }
}
