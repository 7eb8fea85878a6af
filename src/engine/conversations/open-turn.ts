import type { Clock } from "../../lib/clock.ts";
import { randomId } from "../../lib/random-id.ts";
import type {
  ConversationRow,
  ConversationStore,
  KeptTurn,
  NewItem,
  TurnClaim,
} from "../../spec/conversation.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { FoundResponse, ResponseRow, ResponseStore } from "../../spec/response.ts";
import type { Housekeeping } from "../housekeeping.ts";
import { holdConversation } from "./hold-conversation.ts";

export interface TurnDeps {
  readonly clock: Pick<Clock, "now" | "monotonic">;
  readonly conversations: Pick<ConversationStore, "hold" | "release" | "append" | "copy" | "remove">;
  readonly responses: Pick<ResponseStore, "find">;
  readonly housekeeping: Pick<Housekeeping, "later">;
  readonly instanceId: string;
  /** Milliseconds of silence after which a process counts as dead. */
  readonly deadAfterMs: number;
  /** How long a response is kept, in milliseconds. */
  readonly responsesExpireAfterMs: number;
}

/** What a turn goes on from: a conversation, a stored response, or nothing. */
export interface TurnStart {
  readonly projectId: string;
  /** Different for each turn, such as the call's id. */
  readonly turnId: string;
  readonly signal: AbortSignal;
  readonly conversationId?: string;
  readonly previousResponseId?: string;
}

/** The response that is kept with a turn. */
export type TurnResponse = NonNullable<KeptTurn["response"]>;

/** A turn that is being made. One of `keep` and `end` is called once; where `keep` fails, `end` as well. */
export interface OpenTurn {
  /** Where everything is that was said before; `undefined` when nothing was. */
  readonly conversationId: string | undefined;
  /**
   * Keeps the turn whole, or fails and keeps nothing: with `cancelled` when the response had an end already, and with
   * `not_found` when the conversation was deleted meanwhile.
   */
  keep(items: readonly NewItem[], response?: TurnResponse): Promise<void>;
  /** Leaves everything as it was. */
  end(): Promise<void>;
}

/**
 * Begins a turn. In a conversation there is one at a time, and others wait, see `holdConversation`. A response may be
 * continued as often as anybody likes: the first who does takes the chain on, and all others get a copy of it.
 *
 * Fails with `previous_response_not_found` for a response that is not there, is another project's, or has not ended well.
 */
export async function openTurn(deps: TurnDeps, start: TurnStart): Promise<OpenTurn> {
  const { conversationId, previousResponseId } = start;
  if (conversationId !== undefined) {
    const claim = claimOf(deps, start, conversationId);
    await owing(deps, claim, holdConversation(deps, claim, start.signal));
    return heldTurn(deps, start, { conversationId });
  }
  if (previousResponseId === undefined) return firstTurn(deps, start);
  const { conversationId: chain, lastPosition, thread } = await findEnded(deps, start, previousResponseId);
  const free = thread?.shown === false && thread.newest === lastPosition;
  const claim = claimOf(deps, start, chain);
  if (free && (await owing(deps, claim, deps.conversations.hold(claim))) === "held")
    return heldTurn(deps, start, { conversationId: chain, after: lastPosition });
  return forkedTurn(deps, start, chain, lastPosition);
}

/**
 * Gives a hold back, now or when the storage is there again. As long as this process lives, nobody else may do that, and
 * nobody may speak in the conversation.
 */
async function letGo(deps: TurnDeps, claim: TurnClaim): Promise<void> {
  try {
    await deps.conversations.release(claim.conversationId, claim.turnId);
  } catch (error) {
    if (!isAway(error)) throw error;
    owe(deps, claim);
  }
}

/** Nobody knows whether what failed took the hold. */
async function owing<T>(deps: TurnDeps, claim: TurnClaim, taking: Promise<T>): Promise<T> {
  try {
    return await taking;
  } catch (error) {
    if (isAway(error)) owe(deps, claim);
    throw error;
  }
}

function owe({ housekeeping, conversations }: TurnDeps, { conversationId, turnId }: TurnClaim): void {
  housekeeping.later(async () => {
    await conversations.release(conversationId, turnId);
    return "done";
  });
}

function isAway(error: unknown): boolean {
  return error instanceof ParleyError && error.code === "storage_unavailable";
}

interface Place {
  readonly conversationId: string;
  /** Nothing may have come behind this position. */
  readonly after?: number;
}

function heldTurn(deps: TurnDeps, start: TurnStart, place: Place): OpenTurn {
  const { conversationId, after } = place;
  return {
    conversationId,
    async keep(items, response) {
      const turn = { ...place, items, turnId: start.turnId, ...(response !== undefined && { response }) };
      const appended = await deps.conversations.append(turn);
      if (appended.kept) return;
      if (appended.why === "ended" || after === undefined) throw alreadyEnded();
      // The process stood still for so long that somebody else took the chain on: this is a fork by now.
      const fork = await forkedTurn(deps, start, conversationId, after);
      await fork.keep(items, response);
    },
    end: () => letGo(deps, claimOf(deps, start, conversationId)),
  };
}

/** A copy that nobody else knows of. */
async function forkedTurn(deps: TurnDeps, start: TurnStart, from: string, until: number): Promise<OpenTurn> {
  const { conversations, clock } = deps;
  const fork = newChain(deps, start);
  await conversations.copy(from, until, fork);
  const end = async (): Promise<void> => {
    await conversations.remove(start.projectId, fork.id, clock.now());
  };
  return {
    conversationId: fork.id,
    async keep(items, response) {
      const turn = { conversationId: fork.id, items, ...(response !== undefined && { response }) };
      const appended = await conversations.append(turn);
      if (appended.kept) return;
      await end();
      throw alreadyEnded();
    },
    end,
  };
}

function firstTurn(deps: TurnDeps, start: TurnStart): OpenTurn {
  return {
    conversationId: undefined,
    async keep(items, response) {
      if (response === undefined) return;
      const begun = newChain(deps, start);
      const { kept } = await deps.conversations.append({ conversationId: begun.id, begun, items, response });
      if (!kept) throw alreadyEnded();
    },
    end: () => Promise.resolve(),
  };
}

function newChain({ clock, responsesExpireAfterMs }: TurnDeps, { projectId }: TurnStart): ConversationRow {
  const createdAt = clock.now();
  const expiresAt = createdAt + responsesExpireAfterMs;
  return { id: randomId("chain"), projectId, createdAt, metadata: {}, expiresAt, hidden: true };
}

function claimOf({ instanceId, deadAfterMs }: TurnDeps, { turnId }: TurnStart, conversationId: string) {
  return { conversationId, turnId, instanceId, deadAfterMs };
}

type Ended = FoundResponse & Required<Pick<ResponseRow, "conversationId" | "lastPosition">>;

async function findEnded(deps: TurnDeps, { projectId }: TurnStart, id: string): Promise<Ended> {
  const { clock, deadAfterMs } = deps;
  const found = await deps.responses.find(projectId, id, { now: clock.now(), deadAfterMs });
  if (found?.conversationId !== undefined && found.lastPosition !== undefined) return found as Ended;
  const shown = id.slice(0, 128).toWellFormed();
  throw new ParleyError("previous_response_not_found", {
    message:
      found === undefined
        ? `Previous response with id '${shown}' not found.`
        : `The response '${shown}' cannot be continued: it is ${found.status}.`,
    param: "previous_response_id",
  });
}

function alreadyEnded(): ParleyError {
  return new ParleyError("cancelled", { message: "The response was cancelled." });
}
