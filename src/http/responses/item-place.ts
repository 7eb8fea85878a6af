import { itemId } from "../../engine/conversations/item-ids.ts";
import type { Item } from "../../spec/item.ts";

/** The id of a response, by the id of the call that makes it, without `req_`. */
export function responseId(call: string): string {
  return `resp_${call}`;
}

/** The id of item number `index` (from 0) of a response's input. An answer's items have such ids without the `i`. */
export function inputId(call: string, item: Item, index: number): string {
  return itemId(item, `${call}i${index.toString(16).padStart(2, "0")}`);
}

/** The response in whose input or output an item is, by the item's id; `undefined` for ids that are made otherwise. */
export function responseOf(id: string): string | undefined {
  const call = /^[a-z]{2,3}_([0-9a-f]{32})i?[0-9a-f]{2,}$/.exec(id)?.[1];
  return call === undefined ? undefined : responseId(call);
}
