import { randomBytes } from "node:crypto";
import { base62 } from "../lib/base62.ts";
import type { Clock } from "../lib/clock.ts";
import { keyedHash } from "../lib/keyed-hash.ts";
import { randomId } from "../lib/random-id.ts";
import type { ConversationStore } from "../spec/conversation.ts";
import { ParleyError } from "../spec/errors.ts";

/** A conversation and the token that continues it. */
export interface Session {
  readonly conversationId: string;
  /** `sess_` and 256 random bits: who has it, within the project, may continue the conversation. */
  readonly token: string;
}

export interface Sessions {
  /** With `expiresInMs`, the conversation is deleted after that time, and its token with it. */
  begin(projectId: string, expiresInMs?: number): Promise<Session>;
  /**
   * With `expiresInMs`, the conversation's end is set anew. Fails with `not_found` for a token that is wrong, has
   * expired, or is another project's: they look alike.
   */
  resume(projectId: string, token: string, expiresInMs?: number): Promise<Session>;
}

/** Sessions are bearer handles on conversations; only the tokens' hashes are stored. */
export function createSessions(deps: {
  readonly clock: Pick<Clock, "now">;
  readonly conversations: Pick<ConversationStore, "insert" | "findByToken" | "change">;
  readonly pepper: Buffer;
}): Sessions {
  const { clock, conversations, pepper } = deps;
  return {
    async begin(projectId, expiresInMs) {
      const token = `sess_${base62(randomBytes(32), 43)}`;
      const id = randomId("conv");
      const createdAt = clock.now();
      const end = expiresInMs === undefined ? {} : { expiresAt: createdAt + expiresInMs };
      await conversations.insert(
        { id, projectId, createdAt, metadata: {}, ...end },
        keyedHash(pepper, token),
      );
      return { conversationId: id, token };
    },
    async resume(projectId, token, expiresInMs) {
      const now = clock.now();
      const found = await conversations.findByToken(projectId, keyedHash(pepper, token), now);
      if (found === undefined) throw noSuchSession();
      if (expiresInMs !== undefined) {
        const there = await conversations.change(
          { projectId, id: found.id, now },
          { expiresAt: now + expiresInMs },
        );
        if (!there) throw noSuchSession();
      }
      return { conversationId: found.id, token };
    },
  };
}

function noSuchSession(): ParleyError {
  return new ParleyError("not_found", {
    message: "There is no such session. Leave `session` out to begin a new conversation.",
    param: "session",
  });
}
