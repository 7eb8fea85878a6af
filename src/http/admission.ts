/** Bounds of what is taken on; see docs/settings.md, `overload`. */
export interface AdmissionSettings {
  /** Calls at a time, at most. */
  readonly calls: number;
  /** Calls that may wait for a place beyond those. */
  readonly queue: number;
  /** How long they may, in milliseconds, where the queue is a burst's and not a standing one. */
  readonly waitMs: number;
  /** How much work a turn of the event loop may be, in milliseconds, before fewer calls are let in. */
  readonly turnMs: number;
  /** Share of the heap from which on no call is let in: 0 to 1. */
  readonly heapShare: number;
  /** Bytes that the bodies of all running calls may have together. */
  readonly bodyBytes: number;
}

/** What was measured since the last look. */
export interface Load {
  /** Mean work of a turn of the event loop, in milliseconds of the processor. */
  readonly turnMs: number;
  /** Share of the heap's limit that is in use: 0 to 1. */
  readonly heap: number;
}

/** Why a call was not let in. */
export type Refusal = "busy" | "heap" | "bodies";

/** However long the turns are, so many calls may run: one long task is no overload. */
const fewest = 32;

/** So many looks in a row must show an overload: a moment in which much begins at once is none. */
const standingLooks = 3;

/**
 * By how much the limit falls with a cut: to `least` where the turns are a little too long, by a `step` for each time that
 * they are as long as they may be, and to `most` at the most. A deep cut leaves the process idle until the limit is back.
 */
const cut = { most: 0.7, least: 0.95, step: 0.1 } as const;

/**
 * By how much it grows with a look: gently near its level, around which it would swing, and faster where turns are shorter
 * than `idle` of what they may be, or where it is in nobody's way.
 */
const growth = { near: 1.01, far: 1.05, idle: 0.25 } as const;

/** So many looks after the last overload calls may wait for long again; before, the wait would be for nothing. */
const calmLooks = 20;

/**
 * Nor do they while the limit is below its bound and somebody was turned away so short a time ago, in milliseconds: whoever
 * waits then waits in vain. A full queue alone, of a burst, is no such sign.
 */
const calmMs = 1_000;

/**
 * A queue that has not been empty for `standingAfter` ms only makes everybody wait: then nobody waits longer than
 * `shortWait` ms, and who would have to, by how many calls end in a millisecond, is refused at once. (Nichols and
 * Jacobson's controlled delay, as a server applies it to requests.) So many clients that each ask one call after the
 * other are all served, a little later each; and where calls last a second, hardly anybody waits in vain.
 */
const standingAfter = 100;
const shortWait = 20;

/** How often one looks who has waited for long enough, in milliseconds. */
const expireEvery = 5;

/** Weight of the time since the last look in the rate at which calls end: half of it is from the last 150 ms. */
const newestShare = 0.2;

/** The heap must be so much below its mark before calls are let in again. */
const relief = 0.05;

/** What a body may have that does not say its length, in bytes. */
const unsaidBytes = 256 * 1024;

interface Waiter {
  readonly bytes: number;
  readonly since: number;
  readonly decide: (refusal: Refusal | undefined) => void;
}

/**
 * Decides which calls are let in, from what the process is seen to bear: how many run at a time is cut while the turns
 * of the event loop are too long, and grows again while they are short. What is let in is served at full speed, and the
 * rest hears so at once, since it can be served elsewhere or later; see decision 0021.
 */
export class Admission {
  readonly #settings: AdmissionSettings;
  readonly #waiting: Waiter[] = [];
  #limit: number;
  #running = 0;
  #bytes = 0;
  #heap = 0;
  #heapFull = false;
  #emptyAt = 0;
  /** When somebody was last turned away for want of a place. */
  #fullAt = -calmMs;
  #looksSinceOverload = calmLooks;
  #overloadedLooks = 0;
  /** Calls that ended since the last look, when that was, and how many end in a millisecond. */
  #ended = 0;
  #lookedAt = performance.now();
  #rate = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #refused: Record<Refusal, number> = { busy: 0, heap: 0, bodies: 0 };

  constructor(settings: AdmissionSettings) {
    this.#settings = settings;
    this.#limit = settings.calls;
  }

  /** Calls that run. */
  get running(): number {
    return this.#running;
  }

  /** Calls that wait. */
  get queued(): number {
    return this.#waiting.length;
  }

  /** How many may run at present. */
  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** How full the heap was at the last look: 0 to 1. */
  get heap(): number {
    return this.#heap;
  }

  /** How many were not let in so far, and why. */
  get refused(): Readonly<Record<Refusal, number>> {
    return this.#refused;
  }

  /**
   * Asks for a place. `contentLength` is the header, where there is one. Gives `undefined` when the call is in, which is
   * then told to `leave`; or the reason why it is not; or a promise of either.
   */
  enter(contentLength: string | undefined): Refusal | undefined | Promise<Refusal | undefined> {
    const bytes = bytesOf(contentLength);
    if (this.#heapFull) return this.#refuse("heap");
    if (this.#bytes + bytes > this.#settings.bodyBytes && this.#running > 0) return this.#refuse("bodies");
    if (this.#running + 1 <= this.#limit && this.#waiting.length === 0) {
      this.#take(bytes);
      return undefined;
    }
    const now = performance.now();
    if (this.#waiting.length < this.#room(now)) return this.#queue(bytes);
    this.#fullAt = now;
    return this.#refuse("busy");
  }

  /** A call that was let in is over. */
  leave(contentLength: string | undefined): void {
    this.#running--;
    this.#ended++;
    this.#bytes -= bytesOf(contentLength);
    if (this.#waiting.length > 0) this.#letIn();
  }

  /** Learns how the process fares; to be told several times a second. */
  look({ turnMs, heap }: Load): void {
    const { calls, turnMs: bearable, heapShare } = this.#settings;
    this.#heap = heap;
    const now = performance.now();
    const passed = now - this.#lookedAt;
    if (passed > 0) this.#rate += (this.#ended / passed - this.#rate) * newestShare;
    this.#ended = 0;
    this.#lookedAt = now;
    this.#heapFull = heap >= (this.#heapFull ? heapShare - relief : heapShare);
    this.#overloadedLooks = turnMs > bearable ? this.#overloadedLooks + 1 : 0;
    if (this.#overloadedLooks >= standingLooks) {
      this.#looksSinceOverload = 0;
      // The last cut must have had its effect before the next one: calls that run are not ended.
      if (this.#running <= this.#limit) {
        const share = Math.min(cut.least, Math.max(cut.most, 1 - cut.step * (turnMs / bearable - 1)));
        this.#limit = Math.max(Math.min(fewest, calls), this.#running * share);
      }
    } else if (this.#overloadedLooks === 0) {
      this.#looksSinceOverload++;
      const near = this.#running > this.#limit * 0.8 && turnMs > bearable * growth.idle;
      this.#limit = Math.min(calls, this.#limit * (near ? growth.near : growth.far) + 1);
    }
    if (this.#waiting.length > 0) this.#letIn();
  }

  /** Refuses all who wait. */
  close(): void {
    for (const { decide } of this.#waiting.splice(0)) decide(this.#refuse("busy"));
    clearTimeout(this.#timer);
  }

  #take(bytes: number): void {
    this.#running++;
    this.#bytes += bytes;
  }

  #refuse(why: Refusal): Refusal {
    this.#refused[why]++;
    return why;
  }

  /** Whether a long wait would be in vain. */
  #isPressed(now: number): boolean {
    const standing = this.#waiting.length > 0 && now - this.#emptyAt > standingAfter;
    const turnedAway = this.#limit < this.#settings.calls && now - this.#fullAt < calmMs;
    return standing || turnedAway || this.#looksSinceOverload < calmLooks;
  }

  /** How many may wait at present. */
  #room(now: number): number {
    const { queue } = this.#settings;
    return this.#isPressed(now) ? Math.min(queue, Math.floor(this.#rate * shortWait)) : queue;
  }

  #queue(bytes: number): Promise<Refusal | undefined> {
    const since = performance.now();
    if (this.#waiting.length === 0) this.#emptyAt = since;
    return new Promise((decide) => {
      this.#waiting.push({ bytes, since, decide });
      this.#timer ??= setTimeout(() => this.#expire(), expireEvery);
    });
  }

  /** Lets in who waits, first come, as far as there are places. */
  #letIn(): void {
    while (this.#running + 1 <= this.#limit && !this.#heapFull) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#take(next.bytes);
      next.decide(undefined);
    }
  }

  #expire(): void {
    const now = performance.now();
    const { waitMs } = this.#settings;
    const longest = this.#heapFull ? 0 : this.#isPressed(now) ? Math.min(shortWait, waitMs) : waitMs;
    let late = 0;
    for (const { since } of this.#waiting) {
      if (now - since < longest) break;
      late++;
    }
    for (const { decide } of this.#waiting.splice(0, late)) decide(this.#refuse("busy"));
    this.#timer = this.#waiting.length === 0 ? undefined : setTimeout(() => this.#expire(), expireEvery);
  }
}

function bytesOf(contentLength: string | undefined): number {
  return contentLength === undefined ? unsaidBytes : Number(contentLength);
}
