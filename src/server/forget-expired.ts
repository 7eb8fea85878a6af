import type { Clock } from "../lib/clock.ts";
import type { Stores } from "../spec/stores.ts";
import { expireAll } from "./expire-all.ts";
import { deadAfter } from "./instance.ts";
import { keepRounds } from "./rounds.ts";

/** How often is looked for what has expired, in milliseconds. It is as if it did not exist at once, whenever it is removed. */
const lookEvery = 60_000;

/** The pause in which others may write, in milliseconds. */
const pauseMs = 50;

/** Sessions that were not seen for so long are over, whatever the settings say: a year, in milliseconds. */
const unseen = 8_760 * 3_600_000;

/** Something that expires. */
interface Expiring {
  readonly name: string;
  /** How much is removed at a time. */
  readonly batch: number;
  /** Removes at most `limit`, and gives the number. */
  expire(now: number, limit: number): Promise<number>;
}

/** Answers that are kept for their keys have up to 8 MiB, and so may responses; conversations are long. */
function expiringIn({
  idempotency,
  responses,
  conversations,
  tokens,
  accounts,
}: ForgetfulStores): readonly Expiring[] {
  return [
    {
      name: "idempotency keys",
      batch: 50,
      expire: (now, limit) => idempotency.expire(now, deadAfter, limit),
    },
    { name: "responses", batch: 50, expire: (now, limit) => responses.expire(now, limit) },
    { name: "revoked tokens", batch: 500, expire: (now, limit) => tokens.expire(now, limit) },
    {
      name: "sessions",
      batch: 200,
      expire: (now, limit) => accounts.sessions.expire(now, now - unseen, limit),
    },
    { name: "sign-ins", batch: 200, expire: (now, limit) => accounts.tickets.expire(now, limit) },
    { name: "tries to sign in", batch: 200, expire: (now, limit) => accounts.tries.expire(now, limit) },
    { name: "conversations", batch: 10, expire: (now, limit) => conversations.expire(now, limit) },
  ];
}

/** The stores that keep things for a time. */
export interface ForgetfulStores {
  readonly idempotency: Pick<Stores["idempotency"], "expire">;
  readonly responses: Pick<Stores["responses"], "expire">;
  readonly conversations: Pick<Stores["conversations"], "expire">;
  readonly accounts: {
    readonly [Name in "sessions" | "tickets" | "tries"]: Pick<Stores["accounts"][Name], "expire">;
  };
  readonly tokens: Pick<Stores["tokens"], "expire">;
}

/** Removes what has expired, little by little. Returns a function that ends it. */
export function forgetExpired(
  stores: ForgetfulStores,
  clock: Clock,
  warn: (message: string, error: unknown) => void,
): () => Promise<void> {
  const { ending, stop } = keepRounds(lookEvery, async () => {
    for (const each of expiringIn(stores)) await look(each);
  });
  async function look({ name, batch, expire }: Expiring): Promise<void> {
    try {
      await expireAll((limit) => expire(clock.now(), limit), { batch, pauseMs, ending });
    } catch (error) {
      warn(`expired ${name} could not be removed`, error);
    }
  }
  return stop;
}
