import type { z } from "zod";
import type { AccountPolicy } from "../../admin/accounts/deps.ts";
import type { SignOnProvider } from "../../admin/accounts/sign-on-provider.ts";
import type { accountsSchema, ssoSchema } from "./accounts-schema.ts";

export function accountsSettings(input: z.output<typeof accountsSchema>): AccountPolicy {
  const { registration, newcomerRole, origin, sessionIdle, sessionMost } = input;
  return {
    registration,
    ...(newcomerRole !== "none" && { newcomerRole }),
    ...(origin !== undefined && { origin }),
    sessionIdleMs: sessionIdle,
    sessionMostMs: sessionMost,
  };
}

const usualScopes = ["email", "profile"];

export function ssoSettings(input: z.output<typeof ssoSchema>): readonly SignOnProvider[] {
  return Object.entries(input).map(([name, { clientSecret, scopes = usualScopes, ...rest }]) => ({
    ...rest,
    name,
    ...(clientSecret !== undefined && { clientSecret }),
    scopes: [...new Set(["openid", ...scopes])],
  }));
}
