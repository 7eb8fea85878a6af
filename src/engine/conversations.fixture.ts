import type { ConversationStore, NewItem } from "../spec/conversation.ts";
import type { EngineDeps } from "./engine.ts";

/** A store of one conversation in memory; whatever is kept of it goes through `kept`. */
export function oneConversation(
  kept: (items: readonly NewItem[]) => void = () => undefined,
): Pick<EngineDeps, "conversations" | "responses" | "memory" | "contexts" | "vectors"> {
  const stored: NewItem[] = [];
  const nothing = () => Promise.resolve([]);
  const newest = () =>
    Promise.resolve(
      stored.map((item, index) => ({ ...item, position: index + 1, pinned: false })).toReversed(),
    );
  const conversations: Pick<ConversationStore, "hold" | "release" | "append" | "copy" | "remove"> = {
    hold: () => Promise.resolve("held"),
    release: () => Promise.resolve(),
    append({ items }) {
      kept(items);
      stored.push(...items);
      return Promise.resolve({ kept: true, lastPosition: stored.length });
    },
    copy: () => Promise.resolve(0),
    remove: () => Promise.resolve(false),
  };
  return {
    conversations,
    responses: { find: () => Promise.resolve(undefined) },
    contexts: {
      stateOf: () =>
        Promise.resolve({
          items: stored.length,
          tokens: stored.reduce((sum, { tokens }) => sum + tokens, 0),
          deletions: 0,
          memory: {},
        }),
      sizes: nothing,
      putSummary: () => Promise.resolve(false),
      removeSummary: () => Promise.resolve(false),
    },
    vectors: { missing: nothing, put: () => Promise.resolve(), before: nothing },
    memory: {
      newest,
      pinned: nothing,
      at: nothing,
      search: nothing,
      recollect: () =>
        Promise.resolve({
          newest,
          pinned: nothing,
          at: nothing,
          search: nothing,
          having: nothing,
          between: nothing,
        }),
    },
  };
}
