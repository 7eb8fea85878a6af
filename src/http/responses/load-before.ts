import { ParleyError } from "../../spec/errors.ts";
import type { Item } from "../../spec/item.ts";
import type { RouteDeps } from "../deps.ts";
import type { Continued } from "./read-asked.ts";

/** Items that are looked at: more than any context holds. */
const newestItems = 10_000;

/** What was said before, oldest first. Fails with `previous_response_not_found`. */
export async function loadBefore(
  deps: Pick<RouteDeps, "responses" | "memory" | "clock" | "deadAfterMs">,
  projectId: string,
  { conversationId, previousResponseId: previous }: Continued,
): Promise<readonly Item[]> {
  if (previous === undefined) {
    return conversationId === undefined ? [] : newest(deps.memory, conversationId, Number.POSITIVE_INFINITY);
  }
  const found = await findPrevious(deps, projectId, previous);
  return newest(deps.memory, found.conversationId, found.lastPosition);
}

/** The response that a request goes on from. Fails with `previous_response_not_found`, also where it has not ended well. */
export async function findPrevious(
  { responses, clock, deadAfterMs }: Pick<RouteDeps, "responses" | "clock" | "deadAfterMs">,
  projectId: string,
  id: string,
) {
  const found = await responses.find(projectId, id, { now: clock.now(), deadAfterMs });
  if (found?.conversationId === undefined || found.lastPosition === undefined) {
    throw new ParleyError("previous_response_not_found", {
      message: `Previous response with id '${id.slice(0, 128).toWellFormed()}' not found.`,
      param: "previous_response_id",
    });
  }
  return { ...found, conversationId: found.conversationId, lastPosition: found.lastPosition };
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
