import { ParleyError } from "../../spec/errors.ts";
import type { Item } from "../../spec/item.ts";
import { inputItem, type WireInputItem } from "./items-schema.ts";
import { readItems } from "./read-items.ts";

/** What is said in one turn of something that goes on. */
export interface ReadTurn {
  readonly items: readonly Item[];
  /** Calls that were not made in this turn, and whose outputs came in it. */
  readonly answered: readonly string[];
}

/** Reads the input of a turn. `continues`: what was said before is stored, and calls may have been made there. */
export function readTurn(input: string | readonly WireInputItem[], continues: boolean): ReadTurn {
  if (!continues || typeof input === "string") return { items: readItems(input, undefined), answered: [] };
  const made = new Set<string>();
  const answered = new Set<string>();
  for (const item of input) {
    if (item.type === "function_call" || item.type === "custom_tool_call") made.add(item.call_id);
    if (item.type !== "function_call_output" && item.type !== "custom_tool_call_output") continue;
    if (!made.has(item.call_id)) answered.add(item.call_id);
  }
  return { items: readItems(input, undefined, { earlier: answered }), answered: [...answered] };
}

/** An item of an answer as the next turn will see it. */
export interface OutputItem {
  readonly id: string;
  readonly item: Item;
  readonly incomplete: boolean;
}

/**
 * The items of an answer as they are remembered. What a call's maker wants back with it stands before it as an item of its
 * own, and becomes part of it. Fails with `upstream_invalid` for a call that nobody could answer: without a name, or an id.
 */
export function readOutput(output: readonly object[]): readonly OutputItem[] {
  let before: readonly WireInputItem[] = [];
  return output.flatMap((shown) => {
    const { data: wire, error: cause } = inputItem.safeParse(shown);
    if (wire === undefined) throw new ParleyError("upstream_invalid", { cause });
    const [item] = readItems([...before, wire], undefined).slice(-1);
    if (item === undefined) {
      before = [wire]; // the seal of a call that follows
      return [];
    }
    before = [];
    const { id, status } = shown as { readonly id: string; readonly status?: string };
    return [{ id, item, incomplete: status === "incomplete" || status === "in_progress" }];
  });
}
