import type { z } from "zod";
import type { Limit } from "../../../spec/limit.ts";
import { seconds } from "../paging.ts";
import type { limitObject } from "./schema.ts";

/** A limit, and whether its reader may change it. */
export function presentLimit(limit: Limit, maySet: boolean): z.output<typeof limitObject> {
  const { id, subject, kind, amount, createdAt } = limit;
  return {
    object: "organization.limit",
    id,
    subject: subject.type,
    subject_id: subject.type === "installation" ? null : subject.id,
    kind,
    amount,
    created_at: seconds(createdAt),
    can: { update: maySet, delete: maySet },
  };
}
