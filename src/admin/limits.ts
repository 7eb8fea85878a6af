import type { Clock } from "../lib/clock.ts";
import { randomId } from "../lib/random-id.ts";
import type { Actor } from "../spec/actor.ts";
import type { AuditAction, AuditDetails, KeepingStores } from "../spec/audit.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Limit, LimitKind, LimitSubject } from "../spec/limit.ts";
import { audited } from "./audit/audited.ts";
import { checkSubject, demandSubject, maySeeSubject } from "./subjects.ts";

export interface LimitDeps {
  readonly stores: KeepingStores;
  readonly clock: Clock;
}

export interface LimitsInput {
  readonly subject: LimitSubject;
  /** At least one. Limits of other kinds stay as they are. */
  readonly amounts: Partial<Readonly<Record<LimitKind, number>>>;
}

/** A minute's worth times the microseconds of a minute must stay an exact integer. */
const most = 100_000_000;

/** Sets limits, or changes those of the same subject and kind, which keep their ids. Nothing is set if one is wrong. */
export async function setLimits(
  deps: LimitDeps,
  actor: Actor,
  input: LimitsInput,
): Promise<readonly Limit[]> {
  await demandSubject(deps.stores, actor, "limit", input.subject);
  const amounts = Object.entries(input.amounts) as readonly [LimitKind, number][];
  for (const [kind, amount] of amounts) {
    if (Number.isSafeInteger(amount) && amount >= 1 && amount <= most) continue;
    throw new ParleyError("invalid_value", {
      message: `${kind} is an integer from 1 to ${most}. To stop calls altogether, revoke the key.`,
      param: kind,
    });
  }
  await checkSubject(deps.stores, input.subject);
  return audited(deps, actor, async (within) => {
    const before = new Map((await within.limits.list()).map((limit) => [limit.id, limit.amount]));
    const result: Limit[] = [];
    for (const [kind, amount] of amounts) {
      const limit = {
        id: randomId("lim"),
        subject: input.subject,
        kind,
        amount,
        createdAt: deps.clock.now(),
      };
      result.push(await within.limits.set(limit));
    }
    const notes = result.map((limit) => {
      const old = before.get(limit.id) ?? null;
      return { ...noteOn(limit, "rate_limit.updated"), details: { ...told(limit), old } };
    });
    return { result, notes };
  });
}

function noteOn<Word extends AuditAction>({ id, subject }: Limit, action: Word) {
  const projectId = subject.type === "project" ? { projectId: subject.id } : {};
  return { action, subject: { kind: "rate_limit", id }, ...projectId } as const;
}

function told({ kind, amount, subject }: Limit): AuditDetails {
  return { kind, amount, of: "id" in subject ? `${subject.type} ${subject.id}` : subject.type };
}

/** Those that the actor may see, oldest first. */
export async function listLimits(deps: Pick<LimitDeps, "stores">, actor: Actor): Promise<readonly Limit[]> {
  const mayBeSeen = await maySeeSubject(deps.stores, actor, "limit");
  return (await deps.stores.limits.list()).filter(({ subject }) => mayBeSeen(subject));
}

/** Gives the limit as it was. */
export async function removeLimit(
  deps: Pick<LimitDeps, "stores">,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Limit> {
  const limit = (await listLimits(deps, actor)).find((candidate) => candidate.id === id);
  if (limit === undefined) throw noLimit(id);
  await demandSubject(deps.stores, actor, "limit", limit.subject);
  return audited(deps, actor, async (within) => {
    if (!(await within.limits.remove(id))) throw noLimit(id);
    return {
      result: limit,
      notes: [{ ...noteOn(limit, "rate_limit.deleted"), details: told(limit) }],
    };
  });
}

export function noLimit(id: string): ParleyError {
  return new ParleyError("not_found", {
    message: `There is no limit ${id}. \`parley limits list\` shows all of them.`,
  });
}
