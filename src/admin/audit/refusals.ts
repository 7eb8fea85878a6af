import { addressGroup } from "../../lib/address-group.ts";
import type { Clock } from "../../lib/clock.ts";
import type { AuditAction, AuditStore, NewAuditEntry } from "../../spec/audit.ts";

/** Somebody who was not let in, or may not do what he wanted. */
export interface Refusal {
  readonly action: Extract<AuditAction, "authentication.failed" | "login.failed" | "authorization.failed">;
  /** One word of the program's, such as `wrong_key`; never what the stranger sent. */
  readonly reason: string;
  readonly address?: string;
  readonly userAgent?: string;
  /** Whose key or account it was, where that is known. */
  readonly who?: {
    readonly kind: "key" | "account" | "token";
    readonly id: string;
    readonly name: string;
  };
  readonly projectId?: string;
}

export interface Refusals {
  /** Notes it. Takes no time, and never fails: it happens on the way of calls. */
  note(refusal: Refusal): void;
  /** Writes what is not written yet, and stops. */
  close(): Promise<void>;
}

export interface RefusalsDeps {
  readonly audit: Pick<AuditStore, "append">;
  readonly clock: Pick<Clock, "now">;
  readonly warn: (message: string, error: unknown) => void;
  /** Milliseconds between two entries of the same kind; a minute unless said otherwise. */
  readonly interval?: number;
}

/** The first of a kind is written after that many milliseconds, together with whatever else has come by then. */
const soon = 1_000;

/**
 * Kinds that are told apart at a time: address, reason and whose key. Beyond, all are counted as one. So a flood from
 * anywhere writes at most this and one more for each action, twice in its first minute and once in each other.
 */
const mostKinds = 32;

interface Kind {
  readonly refusal: Refusal;
  /** Not written yet. */
  count: number;
  since: number;
  /** Nothing of it was written yet. */
  fresh: boolean;
}

/**
 * Refused calls for the audit log, counted: one entry for each address and reason in a minute, whatever is sent. While the
 * database cannot be written they are counted on.
 */
export function createRefusals(deps: RefusalsDeps): Refusals {
  const { audit, clock, warn, interval = 60_000 } = deps;
  const kinds = new Map<string, Kind>();
  let writing: Promise<void> | undefined;
  let sooner: NodeJS.Timeout | undefined;

  async function write(which: (kind: Kind) => boolean): Promise<void> {
    const due = [...kinds.values()].filter((kind) => kind.count > 0 && which(kind));
    if (due.length === 0) return;
    const counts = due.map(({ count }) => count);
    const entries = due.map(entryOf);
    for (const kind of due) kind.count = 0;
    try {
      await audit.append(entries);
      for (const kind of due) kind.fresh = false;
    } catch (error) {
      for (const [place, kind] of due.entries()) kind.count += counts[place] ?? 0;
      warn("refused calls could not be written into the audit log; they are counted on", error);
    }
  }
  function begin(which: (kind: Kind) => boolean): void {
    writing ??= write(which).finally(() => (writing = undefined));
  }
  const timer = setInterval(() => {
    for (const [name, { count }] of kinds) if (count === 0) kinds.delete(name);
    begin(() => true);
  }, interval).unref();

  return {
    note(refusal) {
      const name = nameOf(refusal);
      const kind = kinds.get(name) ?? made(kinds, name, refusal);
      if (kind.count === 0) kind.since = clock.now();
      kind.count++;
      if (!kind.fresh) return;
      sooner ??= setTimeout(() => {
        sooner = undefined;
        begin(({ fresh }) => fresh);
      }, soon).unref();
    },
    async close() {
      clearInterval(timer);
      clearTimeout(sooner);
      await writing;
      await write(() => true);
    },
  };
}

function nameOf({ action, reason, address = "", who }: Refusal): string {
  return JSON.stringify([action, reason, addressGroup(address), who?.id]);
}

function made(kinds: Map<string, Kind>, name: string, refusal: Refusal): Kind {
  const { action } = refusal;
  const full = kinds.size >= mostKinds;
  const place = full ? action : name;
  const told: Refusal = full ? { action, reason: "too_many_to_tell_apart" } : refusal;
  const there = kinds.get(place);
  if (there !== undefined) return there;
  const kind = { refusal: told, count: 0, since: 0, fresh: true };
  kinds.set(place, kind);
  return kind;
}

function entryOf({ refusal, count, since }: Kind): NewAuditEntry {
  const { action, reason, address, userAgent, who, projectId } = refusal;
  const group = address === undefined ? undefined : addressGroup(address);
  const from = {
    ...(address !== undefined && { address }),
    ...(userAgent !== undefined && { userAgent }),
  };
  const actor =
    who === undefined
      ? ({ kind: "anonymous", id: group ?? "anonymous", name: "anonymous", ...from } as const)
      : { ...who, ...from };
  return {
    actor,
    action,
    subject:
      who === undefined
        ? { kind: "address", id: group ?? "several" }
        : { kind: who.kind === "account" ? "user" : "api_key", id: who.id },
    ...(projectId !== undefined && { projectId }),
    outcome: "refused",
    details: { reason, count, since: new Date(since).toISOString() },
  };
}
