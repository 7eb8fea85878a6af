import type { Account } from "../../spec/account.ts";
import type { Refusal } from "../audit/refusals.ts";
import type { From, SignInDeps } from "./deps.ts";

/** Writes a refused login down, without slowing anything. */
export function noteRefusal(
  { refusals }: Pick<SignInDeps, "refusals">,
  account: Account | undefined,
  { address, userAgent }: From,
  reason: string,
): void {
  const refusal: Refusal = {
    action: "login.failed",
    reason,
    address,
    ...(userAgent !== undefined && { userAgent }),
    ...(account !== undefined && { who: { kind: "account", id: account.id, name: account.email } }),
  };
  refusals.note(refusal);
}
