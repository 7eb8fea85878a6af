import type { Clock } from "../lib/clock.ts";
import { randomId } from "../lib/random-id.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Limit, LimitKind, LimitSubject } from "../spec/limit.ts";
import type { Stores } from "../spec/stores.ts";
import { checkSubject } from "./subjects.ts";

export interface LimitDeps {
  readonly stores: Stores;
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
export async function setLimits(deps: LimitDeps, input: LimitsInput): Promise<readonly Limit[]> {
  const amounts = Object.entries(input.amounts) as readonly [LimitKind, number][];
  for (const [kind, amount] of amounts) {
    if (Number.isSafeInteger(amount) && amount >= 1 && amount <= most) continue;
    throw new ParleyError("invalid_value", {
      message: `${kind} is an integer from 1 to ${most}. To stop calls altogether, revoke the key.`,
      param: kind,
    });
  }
  await checkSubject(deps.stores, input.subject);
  const limits: Limit[] = [];
  for (const [kind, amount] of amounts) {
    const limit = { id: randomId("lim"), subject: input.subject, kind, amount, createdAt: deps.clock.now() };
    limits.push(await deps.stores.limits.set(limit));
  }
  return limits;
}

/** Oldest first. */
export function listLimits(deps: LimitDeps): Promise<readonly Limit[]> {
  return deps.stores.limits.list();
}

/** Gives the limit as it was. */
export async function removeLimit(deps: LimitDeps, id: string): Promise<Limit> {
  const limit = (await listLimits(deps)).find((candidate) => candidate.id === id);
  if (limit === undefined || !(await deps.stores.limits.remove(id))) {
    throw noLimit(id);
  }
  return limit;
}

export function noLimit(id: string): ParleyError {
  return new ParleyError("not_found", {
    message: `There is no limit ${id}. \`parley limits list\` shows all of them.`,
  });
}
