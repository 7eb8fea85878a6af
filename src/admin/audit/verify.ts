import type { KeyObject } from "node:crypto";

import { auditHash } from "../../lib/audit-hash.ts";
import { type AuditHead, type AuditRecord, noHash } from "../../spec/audit.ts";
import { type Checkpoint, isSigned, readCheckpoint } from "./checkpoint.ts";

export interface VerifyInput {
  /**
   * All entries that there are, in the order in which they are kept; `undefined` for one that cannot even be read.
   */
  readonly records: AsyncIterable<AuditRecord | undefined>;
  /** Lines of the places that checkpoints were written to; other lines among them are passed over. */
  readonly checkpointLines: Iterable<string> | AsyncIterable<string>;
  readonly publicKeys: readonly KeyObject[];
  /** Where the log's own head says that it ends; absent for an export. */
  readonly head?: Pick<AuditHead, "sequence" | "hash">;
  /** Waited for every few milliseconds of work, by a process that has other things to do. */
  readonly pause?: () => Promise<void>;
}

export interface Verdict {
  /** What is wrong, the oldest entry first; empty when the log is sound. */
  readonly problems: readonly AuditProblem[];
  readonly entries: number;
  /** Numbers of the first and the last entry. */
  readonly first?: number;
  readonly last?: number;
  /** Signed statements that the log was held against. */
  readonly checkpoints: number;
  /** The last entry that one of them speaks for; what is newer could be cut off unseen. */
  readonly covered: number;
  /** When the newest of them was signed, in Unix milliseconds. */
  readonly signedAt?: number;
}

export interface AuditProblem {
  /** The first entry that is wrong or missing, as far as it can be told. */
  readonly sequence?: number;
  /** In plain words. */
  readonly message: string;
}

/** More would say nothing new: a log that was changed in one place is wrong from there on. */
const mostProblems = 10;

/** Signatures or entries between two pauses: 5 milliseconds at most (a signature takes some 60 µs). */
const stepsAtOnce = 64;

/**
 * Holds the log against itself and against what was signed of it. Whoever can change the database can make the hashes
 * anew, too; that the log was as it is when a checkpoint was signed, nobody can make up without the key. So everything is
 * found that was changed, removed, added or moved among the entries up to the last checkpoint, and behind it what does not
 * fit the hashes.
 */
export async function verifyAudit(input: VerifyInput): Promise<Verdict> {
  const { records, publicKeys, head, pause } = input;
  const problems: AuditProblem[] = [];
  const note = (message: string, sequence?: number): void => {
    if (problems.length < mostProblems)
      problems.push({ message, ...(sequence !== undefined && { sequence }) });
  };
  const signed = await readSigned(input, note);
  const walk = new Walk(note, signed);
  for await (const record of records) {
    walk.step(record, publicKeys);
    if (walk.entries % stepsAtOnce === 0) await pause?.();
  }
  walk.end(head);
  const checkpoints = signed.filter(({ kind }) => kind === "checkpoint");
  return {
    problems: problems.toSorted((one, other) => (one.sequence ?? Infinity) - (other.sequence ?? Infinity)),
    entries: walk.entries,
    ...(walk.first !== undefined && { first: walk.first, last: walk.last }),
    checkpoints: signed.length,
    covered: signed.reduce((most, { size }) => Math.max(most, size), 0),
    ...(checkpoints.length > 0 && { signedAt: checkpoints.reduce((last, { at }) => Math.max(last, at), 0) }),
  };
}

type Note = (message: string, sequence?: number) => void;

async function readSigned(
  { checkpointLines, publicKeys, pause }: VerifyInput,
  note: Note,
): Promise<Checkpoint[]> {
  const signed: Checkpoint[] = [];
  let place = 0;
  for await (const line of checkpointLines) {
    place++;
    if (place % stepsAtOnce === 0) await pause?.();
    const checkpoint = readCheckpoint(line);
    if (checkpoint === undefined) continue;
    if (checkpoint === "damaged") note(`Line ${place} of the checkpoints was changed or cut off.`);
    else if (isSigned(checkpoint, publicKeys)) signed.push(checkpoint);
    else
      note(
        `Line ${place} of the checkpoints is not signed by the given key, but by one that calls itself ${checkpoint.key}, or was changed.`,
      );
  }
  return signed.toSorted((one, other) => one.size - other.size);
}

/** Goes through the entries one by one. */
class Walk {
  entries = 0;
  first: number | undefined;
  last = 0;
  readonly #note: Note;
  readonly #signed: readonly Checkpoint[];
  /** Which of them were met, by their places. */
  #met = 0;
  /** The last that was found to be true. */
  #proven = 0;
  #lastHash = noHash;
  /** Where the log says itself that older entries were forgotten on purpose. */
  readonly #pruned: Checkpoint[] = [];
  #firstPrevious = noHash;

  constructor(note: Note, signed: readonly Checkpoint[]) {
    this.#note = note;
    this.#signed = signed;
  }

  step(record: AuditRecord | undefined, publicKeys: readonly KeyObject[]): void {
    this.entries++;
    if (record === undefined) {
      this.#note(
        `The entry after ${this.last} was changed by hand: it is not as Parley writes it.`,
        this.last + 1,
      );
      this.last++;
      return;
    }
    const { sequence, previous, hash } = record;
    if (this.first === undefined) {
      this.first = sequence;
      this.#firstPrevious = previous;
    } else this.#follow(record);
    if (auditHash(record) !== hash)
      this.#note(`Entry ${sequence} was changed: it does not fit its hash.`, sequence);
    this.#hold(record);
    this.#readPruned(record, publicKeys);
    this.last = sequence;
    this.#lastHash = hash;
  }

  end(head: Pick<AuditHead, "sequence" | "hash"> | undefined): void {
    this.#beginning();
    const beyond = this.#signed.findLast(({ kind, size }) => kind === "checkpoint" && size > this.last);
    if (beyond !== undefined)
      this.#note(
        `The end was cut off: the last entry is ${this.last}, and on ${timeText(beyond)} there were ${beyond.size}.`,
        this.last + 1,
      );
    else if (head !== undefined && (head.sequence !== this.last || head.hash !== this.#lastHash))
      this.#note(
        `The end was changed: the last entry is ${this.last}, and the log's head says ${head.sequence}${head.sequence === this.last ? " with another hash" : ""}.`,
        Math.min(this.last, head.sequence) + 1,
      );
  }

  #follow({ sequence, previous }: AuditRecord): void {
    const expected = this.last + 1;
    if (sequence > expected) {
      const which =
        sequence === expected + 1 ? `Entry ${expected} is` : `Entries ${expected} to ${sequence - 1} are`;
      this.#note(`${which} missing.`, expected);
    } else if (sequence < expected) {
      this.#note(`Entry ${sequence} stands after entry ${this.last}: the order was changed.`, sequence);
    } else if (previous !== this.#lastHash) {
      this.#note(
        `Entry ${sequence} does not follow entry ${this.last}: one of the two was replaced.`,
        this.last,
      );
    }
  }

  /** What was signed of this entry. */
  #hold({ sequence, hash }: AuditRecord): void {
    for (; this.#met < this.#signed.length; this.#met++) {
      const checkpoint = this.#signed[this.#met];
      if (checkpoint === undefined || checkpoint.size > sequence) return;
      if (checkpoint.size < sequence) continue;
      if (checkpoint.hash === hash) {
        this.#proven = sequence;
        continue;
      }
      const from = Math.max(this.#proven + 1, this.first ?? 1);
      const which =
        from === sequence ? `Entry ${sequence} is` : `One or more of the entries ${from} to ${sequence} are`;
      this.#note(
        `${which} not what was there on ${timeText(checkpoint)}, when a checkpoint was signed: changed, with the hashes made anew.`,
        from,
      );
    }
  }

  #readPruned({ action, details }: AuditRecord, publicKeys: readonly KeyObject[]): void {
    if (action !== "audit_log.pruned") return;
    const line = /"signed":("(?:[^"\\]|\\.)*")/.exec(details)?.[1];
    const read = line === undefined ? undefined : readCheckpoint(JSON.parse(line) as string);
    if (typeof read === "object" && read.kind === "pruned" && isSigned(read, publicKeys))
      this.#pruned.push(read);
  }

  /** The log begins at its beginning, or behind what was forgotten on purpose. */
  #beginning(): void {
    const first = this.first ?? 1;
    if (first === 1 && this.#firstPrevious === noHash) return;
    const pruned = [...this.#signed, ...this.#pruned].filter(({ kind }) => kind === "pruned");
    if (pruned.some(({ size, hash }) => size === first - 1 && hash === this.#firstPrevious)) return;
    const which = first === 2 ? "Entry 1 is" : `The entries 1 to ${first - 1} are`;
    this.#note(
      first === 1
        ? "Entry 1 is not the first that there was."
        : `${which} missing, and nothing that was signed says that they were forgotten on purpose.`,
      1,
    );
  }
}

function timeText({ at }: Checkpoint): string {
  return new Date(at).toISOString();
}
