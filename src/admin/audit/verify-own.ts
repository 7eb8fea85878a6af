import type { KeyObject } from "node:crypto";
import type { Actor } from "../../spec/actor.ts";
import type { AuditStore } from "../../spec/audit.ts";
import { demand } from "../can.ts";
import { recordsOf } from "./records-of.ts";
import { type Verdict, verifyAudit } from "./verify.ts";

/** What is left of checkpoints at the places that they were written to. */
export interface SignedLines {
  readonly lines: Iterable<string> | AsyncIterable<string>;
  /** Places that cannot be read from here, for people: what they hold was not looked at. */
  readonly unread: readonly string[];
}

export interface VerifyOwnDeps {
  readonly audit: Pick<AuditStore, "records" | "head">;
  readonly publicKeys: readonly KeyObject[];
  readonly readSigned: () => Promise<SignedLines>;
  /** See `VerifyInput`. */
  readonly pause: () => Promise<void>;
}

export interface OwnVerdict extends Verdict {
  readonly unread: readonly string[];
}

/** Holds the log of a running house against its checkpoints. Fails with `permission_denied`. */
export type VerifyOwn = (actor: Actor) => Promise<OwnVerdict>;

/**
 * Makes what verifies the log beside calls. It goes through all entries, and so at most one walk is under way: whoever
 * asks meanwhile hears what it says.
 */
export function createVerifyOwn(deps: VerifyOwnDeps): VerifyOwn {
  let walking: Promise<OwnVerdict> | undefined;
  return function verifyOwn(actor) {
    demand(actor, "audit.read");
    return (walking ??= settled(deps).finally(() => (walking = undefined)));
  };
}

/** Entries that are forgotten on purpose meanwhile look like missing ones: what is wrong is still so a moment later. */
async function settled(deps: VerifyOwnDeps): Promise<OwnVerdict> {
  const verdict = await walk(deps);
  return verdict.problems.length === 0 ? verdict : walk(deps);
}

async function walk({ audit, publicKeys, readSigned, pause }: VerifyOwnDeps): Promise<OwnVerdict> {
  const { lines, unread } = await readSigned();
  const known: string[] = [];
  for await (const line of lines) known.push(line);
  // Read after what was signed, so that nothing was signed of entries behind it.
  const head = await audit.head();
  const verdict = await verifyAudit({
    records: recordsOf(audit, head.sequence),
    checkpointLines: known,
    publicKeys,
    head,
    pause,
  });
  return { ...verdict, unread };
}
