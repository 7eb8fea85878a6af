import type { z } from "zod";
import type { ProviderKeyState } from "../../../admin/provider-keys.ts";
import type { providerObject } from "./schema.ts";

/** What may be told of a provider. Its key is not among it, in no form. */
export function presentProvider(state: ProviderKeyState): z.output<typeof providerObject> {
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
  };
}
