import type { Item } from "../../spec/item.ts";
import type { RememberedItem } from "../../spec/memory.ts";
import { estimateTokens } from "../context.ts";
import { chooseRecent, isPinned } from "../memory/choose-recent.ts";

export interface CutInput {
  readonly items: readonly Item[];
  /** What was left out. */
  readonly cut: { readonly items: number; readonly tokens: number };
}

/**
 * The newest part of an input that fits, and all instructions: what is dropped is dropped from the beginning, and a call
 * never without its output. The newest item is always there.
 */
export function cutInput(items: readonly Item[], budget: number): CutInput {
  const sized = items.map(sizedItem);
  const all = sumOf(sized);
  if (all <= budget) return { items, cut: { items: 0, tokens: 0 } };
  const held = sumOf(sized.filter(isPinned));
  const { items: chosen } = chooseRecent(sized.toReversed(), {
    budget: budget - held,
    openCalls: new Set(),
  });
  const newest = chosen.length > 0 ? chosen : sized.slice(-1);
  const kept = new Set([...sized.filter(isPinned), ...newest].map(({ position }) => position));
  const left = sized.filter(({ position }) => kept.has(position));
  return {
    items: left.map(({ item }) => item),
    cut: { items: sized.length - left.length, tokens: all - sumOf(left) },
  };
}

function sizedItem(item: Item, index: number): RememberedItem {
  return { id: "", position: index + 1, at: 0, item, tokens: estimateTokens(item), pinned: false };
}

function sumOf(items: readonly RememberedItem[]): number {
  return items.reduce((sum, { tokens }) => sum + tokens, 0);
}
