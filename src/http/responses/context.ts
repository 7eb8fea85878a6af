import { demandModel } from "../../engine/permit.ts";
import { unknownModel } from "../../engine/route.ts";
import { randomId } from "../../lib/random-id.ts";
import type { ConversationRow } from "../../spec/conversation.ts";
import { readJson } from "../body.ts";
import { presentContext } from "../conversations/present-context.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { sendJson } from "../reply.ts";
import { findPrevious } from "./load-before.ts";
import { type Continued, readAsked } from "./read-asked.ts";

/**
 * `POST /v1/responses/context`: what a model would be sent for the same body at `POST /v1/responses`, chosen by the very
 * function that chooses for a call. Nothing is sent, and nothing is kept.
 */
export async function previewResponse(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { principal, wishes } = exchange;
  const { projectId } = principal;
  const { value } = await readJson(exchange.request, deps.limits);
  const { request, continued, options, instructions, items, memory } = await readAsked(
    deps,
    projectId,
    value,
  );
  const { model } = request;
  demandModel(principal, model);
  if (deps.catalogue.resolve(model) === undefined) throw unknownModel(model);
  const before = await openBefore(deps, projectId, continued);
  try {
    const loaded = await deps.engine.context({
      principal,
      model,
      asked: { ...wishes.memory, ...memory },
      options,
      threadId: before.threadId,
      shown: continued.conversationId !== undefined,
      instructions,
      said: items,
    });
    sendJson(exchange, 200, await presentContext(deps.contexts, "response.context", loaded, before.threadId));
  } finally {
    await before.close();
  }
}

/** Where everything is that was said before, for as long as it is looked at. */
interface Before {
  readonly threadId: string | undefined;
  close(): Promise<unknown>;
}

const nothing = (): Promise<void> => Promise.resolve();

/**
 * A chain of responses that somebody has taken on since is copied up to where this one goes on from it, as a call does:
 * what came behind that must not be found in it. Nobody knows of the copy, and it goes when it was looked at.
 */
async function openBefore(
  deps: Pick<RouteDeps, "responses" | "conversations" | "clock" | "deadAfterMs">,
  projectId: string,
  { conversationId, previousResponseId: previous }: Continued,
): Promise<Before> {
  if (previous === undefined) return { threadId: conversationId, close: nothing };
  const { conversations, clock } = deps;
  const now = clock.now();
  const { conversationId: chain, lastPosition, thread } = await findPrevious(deps, projectId, previous);
  if (thread?.newest === lastPosition) return { threadId: chain, close: nothing };
  const id = randomId("chain");
  const expiresAt = now + mostLookedAtMs;
  const copy: ConversationRow = { id, projectId, createdAt: now, metadata: {}, expiresAt, hidden: true };
  await conversations.copy(chain, lastPosition, copy);
  return { threadId: id, close: () => conversations.remove(projectId, id, clock.now()) };
}

/** A copy that a process leaves behind when it dies is gone so much later, in milliseconds. */
const mostLookedAtMs = 3_600_000;
