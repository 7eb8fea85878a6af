import type { RememberedItem } from "../../spec/memory.ts";

/** How far before its output a call is looked for where older items were not read, in items. */
const farthest = 64;

/**
 * Without calls that nobody answered, outputs whose calls are gone, and thoughts that led to nothing else: models'
 * makers refuse a conversation with one of them, and it could never go on. `newest` is newest first. `answered` are the
 * calls whose outputs are said now; `whole` says whether `newest` is the whole conversation.
 */
export function withoutLoneCalls(
  newest: readonly RememberedItem[],
  answered: ReadonlySet<string>,
  whole: boolean,
): readonly RememberedItem[] {
  if (newest.every(({ item }) => item.type === "message")) return newest;
  // Some models use the same ids in each turn: an output belongs to the nearest call before it.
  const calls = new Map<string, number>();
  for (const [index, { item }] of newest.entries())
    if (item.type === "function_call") calls.set(item.callId, index);
  const outputs = new Set(answered);
  const kept: RememberedItem[] = [];
  for (const [index, remembered] of newest.entries()) {
    const { item } = remembered;
    if (item.type === "function_call_output") {
      const call = calls.get(item.callId);
      const perhapsOlder = call === undefined && !whole && newest.length - index <= farthest;
      if (outputs.has(item.callId) || (!perhapsOlder && (call === undefined || call < index))) continue;
      outputs.add(item.callId);
    } else if (item.type === "function_call" && !outputs.delete(item.callId)) continue;
    else if (item.type === "reasoning" && !isOfModel(kept.at(-1))) continue;
    kept.push(remembered);
  }
  return kept;
}

/** What comes behind a thought is the model's as well; one at the very end led to nothing. */
function isOfModel(behind: RememberedItem | undefined): boolean {
  if (behind === undefined) return false;
  const { item } = behind;
  return (
    item.type === "function_call" ||
    item.type === "reasoning" ||
    (item.type === "message" && item.role === "assistant")
  );
}
