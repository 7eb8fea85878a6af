import { termsOfItem } from "../../lib/terms/terms-of-item.ts";
import type { Item } from "../../spec/item.ts";
import type { MemoryStore, Recollection, RememberedItem, SoughtTerms } from "../../spec/memory.ts";
import { estimateTokens } from "../context.ts";

const hourMs = 3_600_000;

/** 3 May 2026, a Sunday. */
export const began = Date.UTC(2026, 4, 3, 9);

export function said(role: "user" | "assistant" | "developer", text: string): Item {
  return { type: "message", role, content: [{ type: "text", text }] };
}

export function calls(callId: string, text = "{}"): Item {
  return { type: "function_call", callId, name: "look_up", arguments: text };
}

export function answers(callId: string, text = "found"): Item {
  return { type: "function_call_output", callId, output: [{ type: "text", text }] };
}

/** Items as a store gives them, each so many hours after the one before. */
export function remembered(items: readonly Item[], hours = 1): readonly RememberedItem[] {
  return items.map((item, index) => ({
    id: `item_${index + 1}`,
    position: index + 1,
    at: began + index * hours * hourMs,
    item,
    tokens: estimateTokens(item),
    pinned: false,
  }));
}

/** A store of one conversation that counts how many of the terms occur. */
export function storeOf(items: readonly RememberedItem[]): Pick<MemoryStore, "recollect"> {
  const terms = new Map(items.map(({ position, item }) => [position, new Set(termsOfItem(item))]));
  const recollection: Recollection = {
    newest: (limit) => Promise.resolve(items.toReversed().slice(0, limit)),
    pinned: () => Promise.resolve(items.filter(({ pinned }) => pinned)),
    at: (positions) => Promise.resolve(items.filter(({ position }) => positions.includes(position))),
    search: (asked, limit) =>
      Promise.resolve(
        items
          .map(({ position }) => ({
            position,
            score: weigh(asked, terms.get(position)),
          }))
          .filter(({ score }) => score > 0)
          .toSorted((one, other) => other.score - one.score)
          .slice(0, limit),
      ),
    having: (term, limit) =>
      Promise.resolve(
        items
          .map(({ position }) => position)
          .filter((position) => terms.get(position)?.has(term))
          .toReversed()
          .slice(0, limit),
      ),
    between: (from, until, limit) =>
      Promise.resolve(
        items
          .filter(({ at }) => at >= from && at < until)
          .slice(0, limit)
          .map(({ position }) => position),
      ),
  };
  return { recollect: () => Promise.resolve(recollection) };
}

function weigh(asked: SoughtTerms, there: ReadonlySet<string> | undefined): number {
  const weights = asked instanceof Map ? asked : new Map([...asked].map((term) => [term, 1]));
  return [...weights].reduce((sum, [term, weight]) => sum + (there?.has(term) === true ? weight : 0), 0);
}
