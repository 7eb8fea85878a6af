import type { KeyRow } from "../../spec/stores.ts";
import type { Refusal } from "./refusals.ts";

/** The cause of a refusal, where it is known whose key it was: for the audit log, never for the caller. */
export class RefusedKey extends Error {
  override readonly name = "RefusedKey";
  readonly reason: "key_revoked" | "key_expired";
  readonly who: NonNullable<Refusal["who"]>;
  readonly projectId: string;

  constructor(
    reason: RefusedKey["reason"],
    { id, name, projectId }: Pick<KeyRow, "id" | "name" | "projectId">,
  ) {
    super(reason);
    this.reason = reason;
    this.who = { kind: "key", id, name };
    this.projectId = projectId;
  }
}
