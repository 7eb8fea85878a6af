import { randomBytes } from "node:crypto";
import { base62 } from "../../lib/base62.ts";
import { Secret } from "../../lib/secret.ts";
import type { Account, CodeApp } from "../../spec/account.ts";
import type { KeepingStores } from "../../spec/audit.ts";
import { ParleyError } from "../../spec/errors.ts";
import { audited } from "../audit/audited.ts";
import { demandFresh, type Proof } from "./confirm-person.ts";
import { actorOfAccount, type From, type SignInDeps } from "./deps.ts";
import { appSealer, factorNote, recoveryHash, stepOf, totpOf, wrongCode } from "./second-factor.ts";

/** Bytes of an app's secret (RFC 4226, section 4: 160 bits). */
const secretSize = 20;

/** How many recovery codes there are, and their characters: 59 bits each. */
const recoveryCodes = 10;
const recoveryLength = 10;

/** What the person puts into the app. The secret is in this answer and nowhere else, never again. */
export interface NewCodeApp {
  readonly secret: Secret;
  /** The same as an `otpauth:` address, for a QR code. */
  readonly uri: Secret;
}

/** Begins to set an authenticator app up. It counts only when `confirmCodeApp` has seen that it works. */
export async function beginCodeApp(deps: SignInDeps, account: Account, proof: Proof): Promise<NewCodeApp> {
  await demandFresh(deps, account, proof);
  const bytes = randomBytes(secretSize);
  const { accounts } = deps.stores;
  const app: CodeApp = {
    accountId: account.id,
    sealed: appSealer(deps).seal(bytes, account.id),
    createdAt: deps.clock.now(),
    lastStep: -1,
  };
  if (!(await accounts.factors.putCodeApp(app))) {
    throw new ParleyError("conflict", {
      message: "There is an authenticator app already. Remove it before you set up another.",
    });
  }
  const totp = await totpOf(bytes, account.email);
  return { secret: new Secret(totp.secret.base32), uri: new Secret(totp.toString()) };
}

/** The app shows codes: from now on signing in with the password needs one. Gives codes for when the app is lost. */
export async function confirmCodeApp(
  deps: SignInDeps,
  account: Account,
  { code, from }: { readonly code: string; readonly from: From },
): Promise<readonly Secret[]> {
  const app = await deps.stores.accounts.factors.codeApp(account.id);
  if (app === undefined || app.confirmedAt !== undefined)
    throw new ParleyError("invalid_value", { message: "No authenticator app is being set up." });
  const step = await stepOf(deps, account, app, code);
  if (step === undefined) throw wrongCode();
  return replaceRecoveryCodes(deps, account, {
    from,
    change: "added",
    async also({ accounts }) {
      const isSame = await accounts.factors.confirmCodeApp(app, step, deps.clock.now());
      if (!isSame) throw wrongCode();
    },
  });
}

/** Makes new recovery codes; those before end. */
export async function renewRecoveryCodes(
  deps: SignInDeps,
  account: Account,
  proof: Proof,
): Promise<readonly Secret[]> {
  await demandFresh(deps, account, proof);
  const app = await deps.stores.accounts.factors.codeApp(account.id);
  if (app?.confirmedAt === undefined)
    throw new ParleyError("not_found", { message: "There is no authenticator app." });
  return replaceRecoveryCodes(deps, account, { from: proof.from, change: "new recovery codes" });
}

interface CodesChange {
  readonly from: From;
  /** For the audit log. */
  readonly change: string;
  /** Is done in the same transaction. */
  readonly also?: (within: KeepingStores) => Promise<void>;
}

async function replaceRecoveryCodes(
  deps: SignInDeps,
  account: Account,
  { from, change, also }: CodesChange,
): Promise<readonly Secret[]> {
  const codes = Array.from({ length: recoveryCodes }, () =>
    // Ten characters of 62 from 59 random bits; read aloud in two halves.
    base62(randomBytes(8), recoveryLength + 1)
      .slice(1)
      .replace(/^.{5}/, "$&-"),
  );
  await audited(deps, actorOfAccount(account, [], from), async (within) => {
    await also?.(within);
    const hashes = codes.map((code) => recoveryHash(deps, code));
    await within.accounts.factors.putRecoveryCodes(account.id, hashes);
    return { result: undefined, notes: [factorNote(account, { authenticator_app: change })] };
  });
  return codes.map((code) => new Secret(code));
}

/** Signing in needs no code any more. */
export async function removeCodeApp(deps: SignInDeps, account: Account, proof: Proof): Promise<void> {
  await demandFresh(deps, account, proof);
  await audited(deps, actorOfAccount(account, [], proof.from), async ({ accounts }) => {
    if (!(await accounts.factors.removeCodeApp(account.id)))
      throw new ParleyError("not_found", { message: "There is no authenticator app." });
    return { result: undefined, notes: [factorNote(account, { authenticator_app: "removed" })] };
  });
}
