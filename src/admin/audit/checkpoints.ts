import type { KeyObject } from "node:crypto";

import type { AuditStore } from "../../spec/audit.ts";
import { checkpointLine, signCheckpoint } from "./checkpoint.ts";

/** A second place, out of reach for whoever can change the database. */
export interface CheckpointPlace {
  /** For people, such as `the file /mnt/audit/checkpoints.jsonl`. */
  readonly name: string;
  /** Resolves when the line, which has no line end, is there; fails when it is not. */
  write(line: string): Promise<void>;
}

export interface CheckpointDeps {
  readonly audit: Pick<AuditStore, "claimCheckpoint" | "endClaim" | "prunable" | "prune">;
  readonly privateKey: KeyObject;
  readonly places: readonly CheckpointPlace[];
}

/**
 * Signs how far the log has come and writes that to all places, when it is due: see `claimCheckpoint`. Gives the number of
 * its last entry, or `undefined` when nothing was due. Fails when a place did not take it; then it is due again.
 */
export async function writeCheckpoint(deps: CheckpointDeps, every: number): Promise<number | undefined> {
  const { audit, privateKey } = deps;
  const head = await audit.claimCheckpoint(every);
  if (head === undefined) return undefined;
  const { sequence, hash, now } = head;
  const signed = signCheckpoint(privateKey, { kind: "checkpoint", size: sequence, hash, at: now });
  try {
    await writeEverywhere(deps.places, checkpointLine(signed));
  } catch (error) {
    await audit.endClaim(undefined).catch(() => undefined);
    throw error;
  }
  await audit.endClaim(sequence);
  return sequence;
}

/** Entries that are forgotten in one go. */
const prunedAtOnce = 1_000;

/** The log is not pruned for a few entries each time: each time leaves an entry itself. In milliseconds. */
const prunedEvery = 86_400_000;

/**
 * Forgets the entries that are older than `keep` milliseconds. What is forgotten is signed and written to all places
 * before, and stands in the log itself. Gives their number. `now` is in Unix milliseconds.
 */
export async function pruneAudit(deps: CheckpointDeps, keep: number, now: number): Promise<number> {
  const { audit, privateKey, places } = deps;
  if ((await audit.prunable(now - keep - prunedEvery, 1)) === undefined) return 0;
  let forgotten = 0;
  for (;;) {
    const last = await audit.prunable(now - keep, prunedAtOnce);
    if (last === undefined) return forgotten;
    const { sequence, hash } = last;
    const signed = checkpointLine(
      signCheckpoint(privateKey, { kind: "pruned", size: sequence, hash, at: now }),
    );
    await writeEverywhere(places, signed);
    const gone = await audit.prune(sequence, {
      actor: { kind: "operator", id: "parley", name: "retention" },
      action: "audit_log.pruned",
      subject: { kind: "audit_log", id: "audit_log" },
      outcome: "done",
      details: { through: sequence, signed },
    });
    forgotten += gone;
    if (gone < prunedAtOnce) return forgotten;
  }
}

/** Tries all of them before it fails: one that is broken takes nothing from the others. */
async function writeEverywhere(places: readonly CheckpointPlace[], line: string): Promise<void> {
  const results = await Promise.allSettled(places.map((place) => place.write(line)));
  const failures = results.flatMap((result, place) =>
    result.status === "rejected"
      ? [new Error(`${places[place]?.name ?? ""} did not take it`, { cause: result.reason })]
      : [],
  );
  const [first] = failures;
  if (first !== undefined) throw failures.length === 1 ? first : new AggregateError(failures, first.message);
}
