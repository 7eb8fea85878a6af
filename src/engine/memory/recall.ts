import type { Recollection, RememberedItem } from "../../spec/memory.ts";
import type { FunctionCallItem, FunctionCallOutputItem, Item } from "../../spec/item.ts";
import { dayCost, dayOf, frameCost } from "./date-notes.ts";
import { factsOf } from "./turn-facts.ts";
import { varyTurns, type WeighedTurn } from "./vary-turns.ts";

/** How far a call and its output may be apart, in items, to be recalled together. */
const farthest = 12;

/** Turns that do not fit, one after the other, until no more are tried. */
const mostMisses = 40;

export interface Recall {
  readonly recollection: Pick<Recollection, "at">;
  /** Best first. */
  readonly turns: readonly WeighedTurn[];
  /** Positions that are there already. */
  readonly taken: ReadonlySet<number>;
  readonly budget: number;
}

export interface Recalled {
  /** In the order of the conversation. */
  readonly items: readonly RememberedItem[];
  /** Notes included. */
  readonly tokens: number;
}

/**
 * As many of the best turns as fit, with the notes that say when they were said. A call comes with its output, and an
 * output with its call, or neither comes. Of turns that say the same only the newest comes.
 */
export async function recall({ recollection, turns, taken, budget }: Recall): Promise<Recalled> {
  const chosen = new Map<number, RememberedItem>();
  const said = createSaid();
  const days = new Set<number>();
  let tokens = 0;
  let misses = 0;
  for (const turn of varyTurns(turns)) {
    if (misses >= mostMisses) break;
    if (taken.has(turn.position) || chosen.has(turn.position) || turn.item.type === "reasoning") continue;
    if (said.has(turn.item)) continue;
    const together = isHalf(turn.item) ? await withPartner(recollection, turn) : [turn];
    if (together.some(({ position }) => taken.has(position) || chosen.has(position))) continue;
    const cost = addedCost(together, days) + (chosen.size === 0 ? frameCost : 0);
    if (together.length === 0 || tokens + cost > budget) {
      misses++;
      continue;
    }
    tokens += cost;
    said.add(turn.item);
    for (const each of together) {
      chosen.set(each.position, each);
      days.add(dayOf(each.at));
    }
  }
  return {
    items: [...chosen.values()].toSorted((one, other) => one.position - other.position),
    tokens,
  };
}

/** What was chosen, to be chosen once: written out in full only where two say the same words. */
function createSaid() {
  const byText = new Map<string, Item[]>();
  return {
    has(item: Item): boolean {
      const alike = byText.get(factsOf(item).text);
      return alike?.some((other) => JSON.stringify(other) === JSON.stringify(item)) === true;
    },
    add(item: Item): void {
      const { text } = factsOf(item);
      byText.set(text, [...(byText.get(text) ?? []), item]);
    },
  };
}

/** Of turns that are recalled, in tokens: their own, and those of the notes that stand with them. */
export function costOf(items: readonly RememberedItem[]): number {
  return items.length === 0 ? 0 : frameCost + addedCost(items, new Set());
}

function addedCost(items: readonly RememberedItem[], days: ReadonlySet<number>): number {
  const fresh = new Set<number>();
  let cost = 0;
  for (const { at, tokens } of items) {
    const day = dayOf(at);
    if (!days.has(day)) fresh.add(day);
    cost += tokens;
  }
  return cost + fresh.size * dayCost;
}

function isHalf(item: Item): item is FunctionCallItem | FunctionCallOutputItem {
  return item.type === "function_call" || item.type === "function_call_output";
}

/** The turn, with the other half of a call. Nothing where that is not to be found. */
async function withPartner(
  recollection: Recall["recollection"],
  turn: RememberedItem,
): Promise<readonly RememberedItem[]> {
  const { item, position } = turn;
  if (!isHalf(item)) return [turn];
  const isCall = item.type === "function_call";
  const near = Array.from({ length: farthest }, (_, index) => position + (isCall ? index + 1 : -index - 1));
  const around = await recollection.at(near.filter((one) => one > 0));
  const partner = around.find(
    (other) =>
      other.item.type === (isCall ? "function_call_output" : "function_call") &&
      other.item.callId === item.callId,
  );
  if (partner === undefined) return [];
  return isCall ? [turn, partner] : [partner, turn];
}
