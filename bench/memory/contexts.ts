/** Four ways to choose what a model is shown: places of turns, from 1, as the store counts. */
import { estimateTokens } from "../../src/engine/context.ts";
import { assembleContext } from "../../src/engine/memory/assemble-context.ts";
import { toldTerm } from "../../src/lib/terms/terms-of-item.ts";
import { termsOf } from "../../src/lib/terms/terms-of.ts";
import type { Item } from "../../src/spec/item.ts";
import type { MemoryStore } from "../../src/spec/memory.ts";
import type { MemorySubject } from "./memory-figures.ts";

export interface Asked {
  readonly store: MemoryStore;
  readonly conversationId: string;
  readonly question: string;
  readonly budget: number;
  readonly now: number;
}

export const contexts: Readonly<Record<MemorySubject, (asked: Asked) => Promise<ReadonlySet<number>>>> = {
  async newest(asked) {
    const newest = await asked.store.newest(asked.conversationId, 1_000);
    return fill(newest, asked);
  },

  /** The newest turns in which people tell something, whatever is asked: what recall has to be better than. */
  async told(asked) {
    const recollection = await asked.store.recollect(asked.conversationId);
    const told = await recollection.at(await recollection.having(toldTerm, 500));
    return fill(told.toReversed(), asked);
  },

  async bm25(asked) {
    const { store, conversationId, question } = asked;
    const hits = await store.search(conversationId, termsOf(question), 500);
    const found = new Map(
      (
        await store.at(
          conversationId,
          hits.map(({ position }) => position),
        )
      ).map((item) => [item.position, item]),
    );
    return fill(
      hits.flatMap(({ position }) => found.get(position) ?? []),
      asked,
    );
  },

  async recall({ store, conversationId, question, budget, now }) {
    const input = [message(question)];
    const { items } = await assembleContext(store, {
      conversationId,
      input,
      policy: "recall",
      maxTokens: budget,
      now,
    });
    return new Set(items.flatMap(({ position }) => position ?? []));
  },
};

export function message(text: string, role: "user" | "assistant" = "user"): Item {
  return { type: "message", role, content: [{ type: "text", text }] };
}

/** The baselines have the whole budget for turns: they write no dates. */
function fill(
  items: readonly { readonly position: number; readonly tokens: number }[],
  { question, budget }: Asked,
): ReadonlySet<number> {
  const taken = new Set<number>();
  let left = budget - estimateTokens(message(question));
  for (const { position, tokens } of items) {
    if (tokens > left) break;
    left -= tokens;
    taken.add(position);
  }
  return taken;
}
