import type { Actor } from "../spec/actor.ts";
import type { LimitKind } from "../spec/limit.ts";
import { audited } from "./audit/audited.ts";
import { demand } from "./can.ts";
import { type LimitDeps, listLimits, removeLimit, setLimits } from "./limits.ts";
import { findProject } from "./projects.ts";

/** What bounds a project; absent: nothing of this kind. */
export type RateLimits = Partial<Readonly<Record<LimitKind, number>>>;

/** The limits of all calls of a project together. */
export async function projectRateLimits(
  deps: LimitDeps,
  actor: Actor,
  { projectId }: { readonly projectId: string },
): Promise<RateLimits> {
  await findProject(deps, actor, { id: projectId });
  const limits = await listLimits(deps, actor);
  const own = limits.filter(({ subject }) => subject.type === "project" && subject.id === projectId);
  return Object.fromEntries(own.map(({ kind, amount }) => [kind, amount]));
}

interface NewRateLimits {
  readonly projectId: string;
  /** `null` takes a limit away; what is absent stays. */
  readonly amounts: Partial<Readonly<Record<LimitKind, number | null>>>;
}

/** Sets or removes limits of a project, and gives all that it has then. */
export async function setProjectRateLimits(
  deps: LimitDeps,
  actor: Actor,
  { projectId, amounts }: NewRateLimits,
): Promise<RateLimits> {
  await findProject(deps, actor, { id: projectId });
  demand(actor, "limit.set", { projectId });
  const given = Object.entries(amounts) as [LimitKind, number | null][];
  const set = given.flatMap(([kind, amount]) => (amount === null ? [] : [[kind, amount] as const]));
  const gone = new Set(given.flatMap(([kind, amount]) => (amount === null ? [kind] : [])));
  return audited(deps, actor, async (stores) => {
    const within = { ...deps, stores };
    if (set.length > 0) {
      const subject = { type: "project", id: projectId } as const;
      await setLimits(within, actor, { subject, amounts: Object.fromEntries(set) });
    }
    for (const { id, kind, subject } of await listLimits(within, actor)) {
      const isOurs = subject.type === "project" && subject.id === projectId;
      if (isOurs && gone.has(kind)) await removeLimit(within, actor, { id });
    }
    // What was done are the parts, and those have told it.
    return { result: await projectRateLimits(within, actor, { projectId }), notes: [] };
  });
}
