import { createSealer, type Sealer } from "../../lib/seal.ts";
import type { Account, CodeApp } from "../../spec/account.ts";
import { ParleyError } from "../../spec/errors.ts";
import { audited } from "../audit/audited.ts";
import { type AccountDeps, actorOfAccount, type From, type SignInDeps, tokenHash } from "./deps.ts";
import { noteRefusal } from "./note-refusal.ts";

/** RFC 6238 as every app has it: SHA-1, six digits, half a minute. */
const periodMs = 30_000;
const digits = 6;

/** One interval before and after: clocks of phones, and the time that typing takes. */
const window = 1;

export function appSealer({ pepper }: Pick<AccountDeps, "pepper">): Sealer {
  return createSealer(pepper, "parley authenticator apps");
}

/** What the audit log is told of a change of somebody's ways to sign in. */
export function factorNote(account: Account, details: Readonly<Record<string, string>>) {
  return { action: "user.updated", subject: { kind: "user", id: account.id }, details } as const;
}

/**
 * The second step of signing in with a password, where the account has one. A code works once, and no older one after it.
 * Fails with `code_required` without one, and with `login_refused`.
 */
export async function demandCode(
  deps: SignInDeps,
  account: Account,
  { code, from }: { readonly code: string | undefined; readonly from: From },
): Promise<void> {
  const { factors } = deps.stores.accounts;
  const app = await factors.codeApp(account.id);
  if (app?.confirmedAt === undefined) return;
  if (code === undefined) {
    // Whoever has the password and stops here may have found it somewhere.
    noteRefusal(deps, account, from, "code_missing");
    throw new ParleyError("code_required", { param: "code" });
  }
  const step = await stepOf(deps, account, app, code);
  if (step !== undefined && (await factors.useStep(account.id, step))) return;
  if (await useRecoveryCode(deps, account, { code, from })) return;
  noteRefusal(deps, account, from, "wrong_code");
  throw wrongCode();
}

export function wrongCode(): ParleyError {
  return new ParleyError("login_refused", {
    message: "This code is wrong, too old, or was used before.",
    param: "code",
  });
}

/** The interval that a right code is of; whether it was used before, the store knows. */
export async function stepOf(
  deps: SignInDeps,
  account: Account,
  { sealed }: CodeApp,
  code: string,
): Promise<number | undefined> {
  const token = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return undefined;
  const bytes = appSealer(deps).open(sealed, account.id);
  if (bytes === undefined) return undefined;
  const now = deps.clock.now();
  const delta = (await totpOf(bytes, account.email)).validate({ token, timestamp: now, window });
  return delta === null ? undefined : Math.floor(now / periodMs) + delta;
}

async function useRecoveryCode(
  deps: SignInDeps,
  account: Account,
  { code, from }: { readonly code: string; readonly from: From },
): Promise<boolean> {
  return audited(deps, actorOfAccount(account, [], from), async ({ accounts }) => {
    const used = await accounts.factors.useRecoveryCode(account.id, recoveryHash(deps, code));
    return { result: used, notes: used ? [factorNote(account, { recovery_code: "used" })] : [] };
  });
}

/** A secret as codes are made from it. `label` is what the app calls it. */
export async function totpOf(bytes: Buffer, label: string) {
  // Loaded with the first code: most servers never see one.
  const { TOTP, Secret: OtpSecret } = await import("otpauth");
  const secret = new OtpSecret({ buffer: Uint8Array.from(bytes).buffer });
  return new TOTP({ issuer: "Parley", label, secret, algorithm: "SHA1", digits, period: periodMs / 1_000 });
}

/** What a recovery code is known by; how it is grouped does not matter. */
export function recoveryHash({ pepper }: Pick<AccountDeps, "pepper">, code: string): Buffer {
  return tokenHash(pepper, "recovery code", code.replaceAll(/[^0-9A-Za-z]/g, ""));
}
