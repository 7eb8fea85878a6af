import type { Choice } from "../../spec/answer.ts";
import type { NewItem } from "../../spec/conversation.ts";
import type { ContentPart, Item } from "../../spec/item.ts";
import { isInstruction, newItem } from "./item-ids.ts";

/**
 * What was said, without instructions that are in force already: some callers repeat theirs with each turn, and all of
 * them together would fill the context. `pinned` is what is always part of it.
 */
export function withoutRepeated(
  said: readonly Item[],
  pinned: readonly { readonly item: Item }[],
): readonly Item[] {
  let inForce = pinned.map(({ item }) => item).findLast(isInstruction);
  return said.filter((item) => {
    if (!isInstruction(item)) return true;
    const repeated = JSON.stringify(item) === JSON.stringify(inForce);
    inForce = item;
    return !repeated;
  });
}

/** A whole turn as it is kept: what was said to the model, and its answer. */
export function turnItems(said: readonly Item[], choice: Choice | undefined, at: number): readonly NewItem[] {
  const kept = said.map((item) => newItem(item, { at }));
  if (choice === undefined) return kept;
  const answer = answerItems(choice).map((item) => newItem(item, { at }));
  const unified = choice.finish?.unified;
  if (unified === "length" || unified === "content-filter") markCut(answer);
  return [...kept, ...answer];
}

/**
 * A turn that broke off, as far as there is something to read. Calls of tools are left out: half a call could be taken
 * for one that can be made, and a whole one would wait for its output for ever. So are thoughts: they belong to what is not there.
 */
export function partialTurnItems(
  said: readonly Item[],
  choice: Choice | undefined,
  at: number,
): readonly NewItem[] | undefined {
  if (choice === undefined || (choice.text === "" && choice.refusal === "")) return undefined;
  const heard = answerItems({ ...choice, thoughts: [], toolCalls: [] });
  const answer = heard.map((item) => newItem(item, { at }));
  markCut(answer);
  return [...said.map((item) => newItem(item, { at })), ...answer];
}

/** An answer was cut in its last item. */
function markCut(answer: NewItem[]): void {
  const last = answer.pop();
  if (last !== undefined) answer.push({ ...last, incomplete: true });
}

/** A choice as the items that the next turn will see. */
function answerItems(choice: Choice): readonly Item[] {
  const items: Item[] = [];
  for (const { text, seal } of choice.thoughts) {
    items.push({ type: "reasoning", text, ...(seal !== undefined && { seal }) });
  }
  if (choice.text !== "" || (choice.refusal === "" && choice.toolCalls.length === 0)) {
    const { text, annotations } = choice;
    const part: ContentPart = { type: "text", text, ...(annotations.length > 0 && { annotations }) };
    items.push({ type: "message", role: "assistant", content: [part] });
  }
  if (choice.refusal !== "") {
    items.push({
      type: "message",
      role: "assistant",
      content: [{ type: "refusal", refusal: choice.refusal }],
    });
  }
  for (const call of choice.toolCalls) {
    items.push({
      type: "function_call",
      callId: call.callId,
      name: call.name,
      arguments: call.text,
      ...(call.kind === "custom" && { kind: call.kind }),
      ...(call.seal !== undefined && { seal: call.seal }),
    });
  }
  return items;
}
