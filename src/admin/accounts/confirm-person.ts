import type { Account, Session } from "../../spec/account.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { From, SignInDeps } from "./deps.ts";
import { noteRefusal } from "./note-refusal.ts";
import { demandCode } from "./second-factor.ts";
import { countTry } from "./tries.ts";

/** After signing in, in milliseconds, nobody need show again who he is. */
const freshFor = 10 * 60_000;

/** What shows that it is still the person, and where from. */
export interface Proof {
  readonly session: Session;
  readonly password?: string | undefined;
  readonly code?: string | undefined;
  readonly from: From;
}

/** To be asked before ways to sign in are changed. Fails with `sign_in_again` unless that was just done or is done now. */
export async function demandFresh(deps: SignInDeps, account: Account, proof: Proof): Promise<void> {
  const { session, password, code, from } = proof;
  if (password !== undefined)
    return confirmPerson(deps, account, { password, code, from, sessionId: session.id });
  if (deps.clock.now() - session.createdAt > freshFor) throw new ParleyError("sign_in_again");
}

interface Confirmation {
  readonly password: string;
  readonly code?: string | undefined;
  readonly from: From;
  /** Where the person is signed in. */
  readonly sessionId: string;
}

/**
 * Whoever is signed in shows once more that it is he, before what signing in needs is changed: a browser left open must
 * not cost the account. Fails with `login_refused` or `code_required`, counted like a login.
 */
export async function confirmPerson(
  deps: SignInDeps,
  account: Account,
  { password, code, from, sessionId }: Confirmation,
): Promise<void> {
  // By the session: who tries elsewhere must not keep the person from changing a password that was guessed.
  const tried = await countTry(deps, "confirm", { address: from.address, known: sessionId });
  const hash = await deps.stores.accounts.people.passwordOf(account.id);
  if (!(await deps.passwords.verify(password, hash))) {
    noteRefusal(deps, account, from, "wrong_password");
    throw new ParleyError("login_refused", { message: "This is not your password.", param: "password" });
  }
  await demandCode(deps, account, { code, from });
  await tried.succeeded();
}
