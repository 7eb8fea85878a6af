import { createSealer } from "../../lib/seal.ts";
import type { IdempotencyStore, KeptAnswer, KeyOwner } from "../../spec/idempotency.ts";
import type { Recording } from "./recording.ts";
import { createTryLater } from "./try-later.ts";

export interface AnswerKeeperDeps {
  readonly store: IdempotencyStore;
  /** Answers are sealed with it: those of `/v1/chat` have a session token in them, which is stored nowhere else. */
  readonly pepper: Buffer;
  /** Told of trouble that ends no call. */
  readonly warn: (message: string, error?: unknown) => void;
}

/** Notes how requests with keys ended. Storage trouble costs no answer: it is told, and tried again later. */
export interface AnswerKeeper {
  /**
   * Keeps what was recorded, or its absence when it was too large; otherwise releases the key. What belongs to a
   * conversation is deleted with it.
   */
  settle(owner: KeyOwner, recording: Recording, kept: boolean, conversationId?: string): Promise<void>;
  /** Releases a key of which nobody knows whether it was written. */
  release(owner: KeyOwner): void;
  /** The answer as it was sent; without its body when it was sealed with another secret. */
  unseal(answer: KeptAnswer, owner: Omit<KeyOwner, "requestId">): KeptAnswer;
}

/** So many answers, of up to 8 MiB each, and so many releases may wait for a storage that is in trouble. */
const mostKeptLater = 32;
const mostReleasedLater = 10_000;

export function createAnswerKeeper({ store, pepper, warn }: AnswerKeeperDeps): AnswerKeeper {
  const sealer = createSealer(pepper, "answers of idempotency keys");
  const keepLater = createTryLater(mostKeptLater);
  const releaseLater = createTryLater(mostReleasedLater);

  return {
    async settle(owner, { head, body }, kept, conversationId) {
      let note = (): Promise<boolean> => store.release(owner);
      let later = releaseLater;
      if (kept && head !== undefined) {
        const answer = {
          status: head.status,
          contentType: String(head.headers["content-type"] ?? "application/json"),
          ...(body !== undefined && { body: sealer.seal(body, contextOf(owner)) }),
          ...(conversationId !== undefined && { conversationId }),
        };
        note = () => store.finish(owner, answer);
        later = keepLater;
      }
      try {
        if (await note()) return;
        warn(`the idempotency key of ${owner.requestId} was taken over by another process`);
      } catch (error) {
        warn(`the end of ${owner.requestId} could not be noted for its idempotency key yet`, error);
        later(note);
      }
    },

    release: (owner) => releaseLater(() => store.release(owner)),

    unseal({ body, ...head }, owner) {
      const plain = body && sealer.open(body, contextOf({ ...owner, requestId: head.requestId }));
      return plain === undefined ? head : { ...head, body: plain };
    },
  };
}

/** An answer cannot be moved to another key, nor to another project. */
function contextOf({ projectId, key, requestId }: KeyOwner): string {
  return `${projectId} ${requestId} ${key}`;
}
