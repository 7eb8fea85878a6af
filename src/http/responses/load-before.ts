import { ParleyError } from "../../spec/errors.ts";
import type { Item } from "../../spec/item.ts";
import type { RouteDeps } from "../deps.ts";
import type { Continued } from "./read-asked.ts";

/** Items that are looked at: more than any context holds. */
const newestItems = 10_000;

/** What was said before, oldest first. Fails with `previous_response_not_found`. */
export async function loadBefore(
  {
    responses,
    memory,
    clock,
    deadAfterMs,
  }: Pick<RouteDeps, "responses" | "memory" | "clock" | "deadAfterMs">,
  projectId: string,
  { conversationId, previousResponseId: previous }: Continued,
): Promise<readonly Item[]> {
  if (previous === undefined) {
    return conversationId === undefined ? [] : newest(memory, conversationId, Number.POSITIVE_INFINITY);
  }
  const found = await responses.find(projectId, previous, { now: clock.now(), deadAfterMs });
  if (found?.conversationId === undefined || found.lastPosition === undefined) {
    throw new ParleyError("previous_response_not_found", {
      message: `Previous response with id '${previous.slice(0, 128).toWellFormed()}' not found.`,
      param: "previous_response_id",
    });
  }
  return newest(memory, found.conversationId, found.lastPosition);
}

async function newest(
  memory: RouteDeps["memory"],
  conversationId: string,
  until: number,
): Promise<readonly Item[]> {
  const stored = await memory.newest(conversationId, newestItems);
  return stored
    .filter(({ position }) => position <= until)
    .map(({ item }) => item)
    .toReversed();
}
