import type { z } from "zod";
import type { KeyTerms } from "../../../admin/key-bounds.ts";
import type { Clock } from "../../../lib/clock.ts";
import { ParleyError } from "../../../spec/errors.ts";
import type { keyTerms } from "./schema.ts";

type Given = { readonly [Name in keyof typeof keyTerms]?: z.output<(typeof keyTerms)[Name]> };

/** What a body says of a key's bounds, in the house's own units. What it does not say is absent. */
export function termsOf(body: Given, clock: Pick<Clock, "now">): KeyTerms {
  const { scopes, models, addresses, origins, metadata } = body;
  const expiresAt = endOf(body, clock);
  return {
    ...(scopes !== undefined && { scopes }),
    ...(models !== undefined && { models }),
    ...(addresses !== undefined && { addresses }),
    ...(origins !== undefined && { origins }),
    ...(metadata !== undefined && { metadata }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

function endOf({ expires_at: at, expires_in_seconds: within }: Given, clock: Pick<Clock, "now">) {
  if (typeof at === "number" && typeof within === "number") {
    throw new ParleyError("invalid_value", {
      message: "Say when the key expires with `expires_at` or with `expires_in_seconds`, and not with both.",
      param: "expires_in_seconds",
    });
  }
  if (typeof at === "number") return at * 1000;
  if (typeof within === "number") return clock.now() + within * 1000;
  return at === null || within === null ? null : undefined;
}
