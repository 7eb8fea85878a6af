import type { Account } from "../../spec/account.ts";
import { ParleyError } from "../../spec/errors.ts";
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

/** Does a step of signing in, and writes it down where that is refused. */
export async function noting<T>(
  deps: Pick<SignInDeps, "refusals">,
  { account, from, reason }: { readonly account?: Account; readonly from: From; readonly reason: string },
  step: () => T | Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof ParleyError && error.code === "login_refused")
      noteRefusal(deps, account, from, reason);
    throw error;
  }
}
