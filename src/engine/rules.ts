import type { Budget, BudgetStore } from "../spec/budget.ts";
import type { Demand, Limit, LimitStore } from "../spec/limit.ts";
import type { ProjectMemoryStore, ProjectWish } from "../spec/context-store.ts";
import type { Principal } from "../spec/principal.ts";

/** Which budgets and limits there are, and what projects want of memory, kept at hand: a call must not ask the database what applies to it. */
export interface Rules {
  /** Sorted by id. */
  budgetsOf(principal: Principal): readonly Budget[];
  /** Those that may apply to a call of this model, sorted by id. */
  limitsOf(principal: Principal, model: string): readonly Limit[];
  /** What the principal's project wants of memory. */
  memoryOf(principal: Pick<Principal, "projectId">): ProjectWish;
  /** Reads them anew. What was known stays in force when that fails. */
  refresh(): Promise<void>;
}

const none: readonly never[] = [];
const nothing: ProjectWish = {};

/** Starts with nothing: call `refresh` before the first call is taken. */
export function createRules(deps: {
  readonly budgets: Pick<BudgetStore, "list">;
  readonly limits: Pick<LimitStore, "list">;
  /** Without it, no project wants anything. */
  readonly projectMemory?: Pick<ProjectMemoryStore, "list">;
}): Rules {
  let budgets = new Map<string, readonly Budget[]>();
  let limits = new Map<string, readonly Limit[]>();
  let memory = new Map<string, ProjectWish>();

  return {
    budgetsOf({ projectId, keyId }) {
      return budgets.size === 0 ? none : gathered(budgets, projectId, keyId, undefined);
    },
    limitsOf({ projectId, keyId }, model) {
      return limits.size === 0 ? none : gathered(limits, projectId, keyId, model);
    },
    memoryOf: ({ projectId }) => memory.get(projectId) ?? nothing,
    async refresh() {
      const [allBudgets, allLimits, projects = []] = await Promise.all([
        deps.budgets.list(),
        deps.limits.list(),
        deps.projectMemory?.list(),
      ]);
      memory = new Map(projects.map(({ projectId, ...choice }) => [projectId, choice]));
      budgets = bySubject(allBudgets);
      limits = bySubject(allLimits);
    },
  };
}

interface Subjected {
  readonly id: string;
  readonly subject: { readonly type: string; readonly id?: string };
}

function bySubject<T extends Subjected>(all: readonly T[]): Map<string, T[]> {
  return Map.groupBy(all, ({ subject }) => nameOf(subject.type, subject.id));
}

function nameOf(type: string, id: string | undefined): string {
  return id === undefined ? type : `${type} ${id}`;
}

function gathered<T extends Subjected>(
  from: ReadonlyMap<string, readonly T[]>,
  projectId: string,
  keyId: string | undefined,
  model: string | undefined,
): readonly T[] {
  const found: T[] = [];
  found.push(...(from.get("installation") ?? none), ...(from.get(nameOf("project", projectId)) ?? none));
  if (keyId !== undefined) found.push(...(from.get(nameOf("key", keyId)) ?? none));
  if (model !== undefined) found.push(...(from.get(nameOf("model", model)) ?? none));
  // Whoever changes several of them does it in one order, so that nobody waits in a circle.
  return found.length > 1 ? found.sort((a, b) => (a.id < b.id ? -1 : 1)) : found;
}

/** What a call asks of its limits. `tokens` is the estimate of what it will use. */
export function demandsOf(
  limits: readonly Limit[],
  stream: boolean,
  tokens: () => number,
): readonly Demand[] {
  const demands: Demand[] = [];
  for (const { id: limitId, kind, amount } of limits) {
    if (kind === "concurrent_streams" && !stream) continue;
    // More than the whole of a limit would never be let in.
    const cost = kind === "tokens_per_minute" ? Math.min(tokens(), amount) : 1;
    demands.push({ limitId, kind, amount, cost });
  }
  return demands;
}
