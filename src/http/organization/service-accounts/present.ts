import type { z } from "zod";
import { whatCan } from "../../../admin/can.ts";
import type { MadeKey } from "../../../admin/keys.ts";
import type { Actor } from "../../../spec/actor.ts";
import type { ServiceAccount } from "../../../spec/stores.ts";
import { seconds, secondsOrNull } from "../paging.ts";
import type { serviceAccountKey, serviceAccountObject } from "./schema.ts";

/** A service account, and what its reader may do with it. */
export function presentServiceAccount(
  actor: Actor,
  { id, projectId, name, role, createdAt }: ServiceAccount,
): z.output<typeof serviceAccountObject> {
  const deeds = {
    update: "service_account.update",
    delete: "service_account.delete",
    create_keys: "key.create",
  } as const;
  return {
    object: "organization.project.service_account",
    id,
    name,
    role,
    created_at: seconds(createdAt),
    can: whatCan(actor, deeds, { projectId, ownerId: id }),
  };
}

/** Its key, with the secret that is shown this once. */
export function presentMadeKey({ key, secret }: MadeKey): z.output<typeof serviceAccountKey> {
  return {
    object: "organization.project.service_account.api_key",
    id: key.id,
    name: key.name,
    created_at: seconds(key.createdAt),
    expires_at: secondsOrNull(key.expiresAt),
    value: secret.reveal(),
  };
}
