import { type Kysely, sql } from "kysely";

import { ParleyError } from "../../spec/errors.ts";
import type { Claimed, IdempotencyClaim, IdempotencyStore, KeptAnswer } from "../../spec/idempotency.ts";
import { guarded } from "./guarded.ts";
import { gone } from "./lock-conversation.ts";
import { rowLimit } from "./row-limit.ts";
import type { Schema } from "./schema.ts";
import { type Script, statement } from "./script.ts";
import type { SqlWords } from "./words.ts";
import type { Write } from "./written-stores.ts";

/** Who has a key, before its answer is read. */
type Holder =
  | { readonly state: "taken" }
  | { readonly state: "running" | "done"; readonly fingerprint: string; readonly requestId: string };

/** A key can be given up between two looks at it. That this happens so often in a row is no accident any more. */
const mostLooks = 5;

export function createIdempotencyStore(db: Kysely<Schema>, words: SqlWords, write: Write): IdempotencyStore {
  const begin = createBegin(db, words);
  const owned = (owner: { readonly projectId: string; readonly key: string; readonly requestId: string }) =>
    ({ project_id: owner.projectId, idempotency_key: owner.key, request_id: owner.requestId }) as const;

  return {
    async begin(claim) {
      for (let looks = 0; looks < mostLooks; looks++) {
        const holder = await write(() => begin(claim));
        const found = await guarded(() => withAnswer(db, claim, holder));
        if (found !== undefined) return found;
      }
      throw new ParleyError("storage_unavailable", {
        cause: new Error("An idempotency key changed hands whenever it was looked at."),
      });
    },

    finish: (owner, { status, contentType, body, conversationId }) =>
      guarded(async () => {
        const kept = conversationId === undefined || (await isThere(db, conversationId)) ? body : undefined;
        const { numUpdatedRows } = await db
          .updateTable("idempotency_keys")
          .set({
            status,
            content_type: contentType,
            body: kept ?? null,
            conversation_id: conversationId ?? null,
          })
          .where((row) => row.and(owned(owner)))
          .where("status", "is", null)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),

    release: (owner) =>
      guarded(async () => {
        const { numDeletedRows } = await db
          .deleteFrom("idempotency_keys")
          .where((row) => row.and(owned(owner)))
          .where("status", "is", null)
          .executeTakeFirstOrThrow();
        return numDeletedRows === 1n;
      }),

    expire: (now, deadAfterMs, limit) =>
      guarded(() => expire(db, words, { now, deadAfterMs, limit: rowLimit(limit) })),
  };
}

async function isThere(db: Kysely<Schema>, conversationId: string): Promise<boolean> {
  const found = await db
    .selectFrom("conversations")
    .select("expires_at")
    .where("id", "=", conversationId)
    .executeTakeFirst();
  return found !== undefined && found.expires_at !== gone;
}

/** A key that has expired is still its owner's while that is at work. */
async function expire(
  db: Kysely<Schema>,
  words: SqlWords,
  { now, deadAfterMs, limit }: { now: number; deadAfterMs: number; limit: number },
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("idempotency_keys")
    .where(({ eb, refTuple, selectFrom }) => {
      const alive = selectFrom("instances")
        .select("id")
        .where("beat_at", ">", heardSince(words, deadAfterMs));
      const old = selectFrom("idempotency_keys as old")
        .select(["old.project_id", "old.idempotency_key"])
        .where("old.expires_at", "<=", now)
        .where(({ or, eb: is }) =>
          or([is("old.status", "is not", null), is("old.instance_id", "not in", alive)]),
        )
        .orderBy("old.expires_at")
        .limit(limit);
      return eb(
        refTuple("project_id", "idempotency_key"),
        "in",
        old.$asTuple("project_id", "idempotency_key"),
      );
    })
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Whoever was heard of later than that lives. */
export const heardSince = (words: SqlWords, deadAfterMs: number) =>
  sql<number>`${words.nowMicros} / 1000 - cast(${deadAfterMs} as bigint)`;

/** One conditional statement takes the key; where it does not, a look says who has it. */
function createBegin(
  db: Kysely<Schema>,
  words: SqlWords,
): (claim: IdempotencyClaim) => Script<Holder | undefined> {
  const compiled = (query: ReturnType<typeof sql>): string => query.compile(db).sql;
  const take = compiled(sql`
    insert into idempotency_keys
      (project_id, idempotency_key, fingerprint, request_id, instance_id, begun_at, expires_at)
    values (${""}, ${""}, ${""}, ${""}, ${""}, ${0}, ${0})
    on conflict (project_id, idempotency_key) do update
    set fingerprint = excluded.fingerprint, request_id = excluded.request_id, instance_id = excluded.instance_id,
      begun_at = excluded.begun_at, expires_at = excluded.expires_at,
      status = null, content_type = null, body = null, conversation_id = null
    where (
      idempotency_keys.status is not null and idempotency_keys.expires_at <= excluded.begun_at
    ) or (
      idempotency_keys.status is null
      and (
        idempotency_keys.fingerprint = excluded.fingerprint
        or idempotency_keys.expires_at <= excluded.begun_at
      )
      and (
        idempotency_keys.instance_id = excluded.instance_id
        or idempotency_keys.instance_id not in (select id from instances where beat_at > ${heardSince(words, 0)})
      )
    )
    returning request_id`);
  const look = compiled(sql`
    select fingerprint, request_id, status from idempotency_keys
    where project_id = ${""} and idempotency_key = ${""}`);

  return function* begin(claim) {
    const { projectId, key, fingerprint, requestId, instanceId, at, expiresAt, deadAfterMs } = claim;
    const taken = yield statement(
      take,
      projectId,
      key,
      fingerprint,
      requestId,
      instanceId,
      at,
      expiresAt,
      deadAfterMs,
    );
    if (taken.rows.length === 1) return { state: "taken" };
    const [row] = (yield statement(look, projectId, key)).rows;
    if (row === undefined) return undefined;
    return {
      state: row["status"] === null ? "running" : "done",
      fingerprint: String(row["fingerprint"]),
      requestId: String(row["request_id"]),
    };
  };
}

/** Only the one who asked the same is worth reading an answer for. `undefined` when it has gone meanwhile. */
async function withAnswer(
  db: Kysely<Schema>,
  claim: IdempotencyClaim,
  holder: Holder | undefined,
): Promise<Claimed | undefined> {
  if (holder === undefined || holder.state === "taken") return holder;
  const { state, fingerprint, requestId } = holder;
  if (state === "running") return { state, fingerprint };
  if (fingerprint !== claim.fingerprint) return { state, fingerprint };
  const row = await db
    .selectFrom("idempotency_keys")
    .select(["status", "content_type", "body"])
    .where("project_id", "=", claim.projectId)
    .where("idempotency_key", "=", claim.key)
    .where("request_id", "=", requestId)
    .executeTakeFirst();
  if (row === undefined || row.status === null) return undefined;
  const answer: KeptAnswer = {
    requestId,
    status: row.status,
    contentType: row.content_type ?? "application/json",
    ...(row.body !== null && { body: Buffer.from(row.body.buffer, row.body.byteOffset, row.body.length) }),
  };
  return { state, fingerprint, answer };
}
