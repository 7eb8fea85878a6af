import { randomBytes } from "node:crypto";
import { base62 } from "../lib/base62.ts";
import type { Clock } from "../lib/clock.ts";
import { keyedHash } from "../lib/keyed-hash.ts";
import { randomId } from "../lib/random-id.ts";
import { ParleyError } from "../spec/errors.ts";
import type { ConversationStore } from "../spec/stores.ts";

/** A conversation and the token that continues it. */
export interface Session {
  readonly conversationId: string;
  /** `sess_` and 256 random bits: who has it, within the project, may continue the conversation. */
  readonly token: string;
}

export interface Sessions {
  begin(projectId: string): Promise<Session>;
  /** Fails with `not_found` for a token that is wrong, or another project's: the two look alike. */
  resume(projectId: string, token: string): Promise<Session>;
}

/** Sessions are bearer handles on conversations; only the tokens' hashes are stored. */
export function createSessions(deps: {
  readonly clock: Clock;
  readonly conversations: ConversationStore;
  readonly pepper: Buffer;
}): Sessions {
  return {
    async begin(projectId) {
      const token = `sess_${base62(randomBytes(32), 43)}`;
      const conversationId = randomId("conv");
      await deps.conversations.insert(
        { id: conversationId, projectId, createdAt: deps.clock.now() },
        keyedHash(deps.pepper, token),
      );
      return { conversationId, token };
    },
    async resume(projectId, token) {
      const found = await deps.conversations.findByToken(projectId, keyedHash(deps.pepper, token));
      if (found === undefined) {
        throw new ParleyError("not_found", {
          message: "There is no such session. Leave `session` out to begin a new conversation.",
          param: "session",
        });
      }
      return { conversationId: found.id, token };
    },
  };
}
