import type { z } from "zod";
import { can } from "../../../admin/can.ts";
import type { ProviderKeyState } from "../../../admin/provider-keys.ts";
import type { Actor } from "../../../spec/actor.ts";
import type { providerObject } from "./schema.ts";

/** What may be told of a provider, and what its reader may do. Its key is not among it, in no form. */
export function presentProvider(actor: Actor, state: ProviderKeyState): z.output<typeof providerObject> {
  const { name, type, origin, keyFrom, setAt, misplaced } = state;
  return {
    object: "organization.provider",
    name,
    type,
    origin: origin ?? null,
    key: {
      from: keyFrom,
      set: keyFrom === "settings" || setAt !== undefined,
      set_at: setAt === undefined ? null : Math.floor(setAt / 1000),
      misplaced: misplaced === true,
    },
    // Where the settings have the key, or there is none, nobody can.
    can: { set_key: keyFrom === "stored" && can(actor, "provider.set_key") },
  };
}
