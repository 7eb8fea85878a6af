import { ParleyError } from "../../spec/errors.ts";
import type { Account } from "../../spec/account.ts";
import { audited } from "../audit/audited.ts";
import { actorOfAccount, type From, type SignInDeps, tokenHash } from "./deps.ts";
import { knownBrowser } from "./known-browser.ts";
import { noteRefusal } from "./note-refusal.ts";
import { demandCode } from "./second-factor.ts";
import { type SignedIn, startSession } from "./start-session.ts";
import { countTry } from "./tries.ts";

export interface Login {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator app, or a recovery code. */
  readonly code?: string | undefined;
}

/** Where a login comes from, and what the browser there has kept. */
export interface LoginFrom {
  readonly from: From;
  /** The cookie of the session that it had. */
  readonly before?: string | undefined;
  /** See `rememberBrowser`. */
  readonly browser?: string | undefined;
}

/**
 * Signs somebody in. Fails with `login_refused`, in the same words and after the same time whatever is wrong and whether
 * or not there is such an account; with `code_required` where the password is right and the account has a second factor;
 * and with `rate_limit_exceeded`.
 */
export async function login(
  deps: SignInDeps,
  { email, password, code }: Login,
  { from, before, browser }: LoginFrom,
): Promise<SignedIn> {
  const known = knownBrowser(deps, email, browser);
  const tried = await countTry(deps, "login", { email, address: from.address, known });
  const account = await demandPassword(deps, { email, password }, from);
  await demandCode(deps, account, { code, from });
  const signedIn = await startSession(deps, { account, method: "password", from, before });
  await tried.succeeded();
  return signedIn;
}

/** Whose password it is. The steps are the same whether or not there is an account. */
async function demandPassword(deps: SignInDeps, { email, password }: Login, from: From): Promise<Account> {
  const { people } = deps.stores.accounts;
  const account = await people.findByEmail(email);
  const isRight = await deps.passwords.verify(password, await people.passwordOf(account?.id ?? ""));
  if (account !== undefined && isRight && account.disabledAt === undefined) return account;
  noteRefusal(deps, account, from, isRight ? "account_disabled" : "wrong_password");
  throw new ParleyError("login_refused");
}

/** Ends the session of a cookie. Whoever has none is told the same. */
export async function logout(deps: SignInDeps, secret: string, from: From): Promise<void> {
  const { sessions, people } = deps.stores.accounts;
  const session = await sessions.findByHash(tokenHash(deps.pepper, "session", secret));
  const account = session === undefined ? undefined : await people.find(session.accountId);
  if (session === undefined || account === undefined) return;
  await audited(deps, actorOfAccount(account, [], from), async (within) => {
    const ended = await within.accounts.sessions.end(session.id);
    const subject = { kind: "user", id: account.id } as const;
    const note = { action: "logout.succeeded", subject, details: { session: session.id } } as const;
    return { result: undefined, notes: ended ? [note] : [] };
  });
}
