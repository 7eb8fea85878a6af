import type { CallMemory, GenerateOptions } from "../../spec/call.ts";
import type { ChosenBy } from "../../spec/context-report.ts";
import type { MemoryChoice, MemoryPolicy } from "../../spec/memory.ts";
import type { Principal } from "../../spec/principal.ts";
import type { Catalogue } from "../catalogue.ts";
import type { Rules } from "../rules.ts";

/** What the settings say of memory. */
export interface MemorySettings {
  /** Absent: `recall`. */
  readonly memoryPolicy?: MemoryPolicy;
  /** Bound of a context in tokens; absent: what the model holds less the bound of its answer. */
  readonly contextTokens?: number;
  /** What is different for single models, by the names that callers use; `*` for all that have none of their own. */
  readonly memoryOfModels?: Readonly<Record<string, MemoryChoice>>;
  /** The model that makes summaries; absent: the one that is asked. */
  readonly summaryModel?: string;
  /** The embeddings model whose vectors join in; absent: none. */
  readonly embeddingsModel?: string;
}

/** A bound where nobody knows what the model holds, in tokens. */
const usualBudget = 32_000;

/** What is left for an answer of which nobody knows a bound. */
const usualOutput = 4_096;

/** Smaller contexts are no use. */
const leastBudget = 256;

export interface ChoiceDeps {
  readonly settings: MemorySettings;
  readonly rules: Pick<Rules, "memoryOf">;
  readonly catalogue: Pick<Catalogue, "planOf">;
}

export interface ChoiceRequest {
  readonly principal: Principal;
  readonly model: string;
  readonly options: Pick<GenerateOptions, "maxOutputTokens">;
  readonly asked: CallMemory | undefined;
  /** What the conversation says. */
  readonly conversation: MemoryChoice;
}

/** What memory is to do for a call, and who said so. */
export interface ChosenMemory {
  readonly policy: MemoryPolicy;
  readonly policyBy: ChosenBy;
  /** In tokens. */
  readonly budget: number;
  readonly budgetBy: ChosenBy;
}

/**
 * The first one who says something counts: the call, its conversation, its project, the settings of the model, those of
 * all models. A budget is never more than the model holds less the bound of its answer, where that is known.
 */
export function chooseMemory(deps: ChoiceDeps, request: ChoiceRequest): ChosenMemory {
  const { settings, rules } = deps;
  const { memoryPolicy, contextTokens, memoryOfModels = {} } = settings;
  const everybody: readonly (readonly [ChosenBy, MemoryChoice])[] = [
    ["request", request.asked ?? {}],
    ["conversation", request.conversation],
    ["project", rules.memoryOf(request.principal)],
    ["model", ofModel(memoryOfModels, request.model)],
    [
      "settings",
      {
        ...(memoryPolicy !== undefined && { policy: memoryPolicy }),
        ...(contextTokens !== undefined && { maxTokens: contextTokens }),
      },
    ],
  ];
  const [policyBy, policy] = first(everybody, ({ policy: wanted }) => wanted) ?? ["default", "recall"];
  const [budgetBy, budget] = first(everybody, ({ maxTokens }) => maxTokens) ?? ["default", undefined];
  const room = roomOf(deps, request);
  const most = room ?? (budget === undefined ? usualBudget : Number.POSITIVE_INFINITY);
  return { policy, policyBy, budget: Math.min(budget ?? most, most), budgetBy };
}

function ofModel(all: Readonly<Record<string, MemoryChoice>>, model: string): MemoryChoice {
  const own = Object.hasOwn(all, model) ? all[model] : undefined;
  return own ?? all["*"] ?? {};
}

function first<T>(
  everybody: readonly (readonly [ChosenBy, MemoryChoice])[],
  wish: (choice: MemoryChoice) => T | undefined,
): readonly [ChosenBy, T] | undefined {
  for (const [who, choice] of everybody) {
    const wanted = wish(choice);
    if (wanted !== undefined) return [who, wanted];
  }
  return undefined;
}

/**
 * What a model holds less the bound of its answer; `undefined` where nobody knows. Of several targets it is the first one
 * of which it is known: one that holds less is passed over where the context is too long for it.
 */
function roomOf({ catalogue }: ChoiceDeps, { model, options }: ChoiceRequest): number | undefined {
  for (const target of catalogue.planOf(model)?.targets ?? []) {
    const listed = target.endpoint.find(target.model);
    const held = target.contextTokens ?? listed?.contextTokens;
    if (held === undefined) continue;
    const answer = options.maxOutputTokens ?? Math.min(listed?.outputTokens ?? usualOutput, held / 2);
    return Math.max(Math.floor(held - answer), Math.min(held, leastBudget));
  }
  return undefined;
}
