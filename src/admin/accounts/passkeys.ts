import { randomBytes } from "node:crypto";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import type { Account, Passkey } from "../../spec/account.ts";
import type { KeepingStores } from "../../spec/audit.ts";
import { ParleyError } from "../../spec/errors.ts";
import { audited } from "../audit/audited.ts";
import { demandFresh, type Proof } from "./confirm-person.ts";
import { actorOfAccount, type From, type SignInDeps } from "./deps.ts";
import { beginFlow, endFlow, readFlow } from "./flow.ts";
import { noteRefusal, noting } from "./note-refusal.ts";
import { factorNote } from "./second-factor.ts";
import { type SignedIn, startSession } from "./start-session.ts";
import { countTry } from "./tries.ts";

/** Whose passkeys they are to browsers. */
export interface Site {
  /** Such as `https://parley.example`. */
  readonly origin: string;
  /** Its host's name, without the port. */
  readonly host: string;
}

/** Passkeys of one person. */
const mostPasskeys = 20;

const longestName = 100;

/** Ed25519, ES256 and RS256 by their numbers in COSE (RFC 9053): what devices have. */
const algorithms = [-8, -7, -257];

interface Challenge {
  readonly challenge: string;
  readonly use: "register" | "login";
  readonly accountId?: string;
}

/** What the page hands to `navigator.credentials`, and what the browser keeps for the second step. */
export interface Begun {
  readonly options: object;
  readonly flow: string;
}

/** 256 random bits. */
function newChallenge() {
  return Uint8Array.from(randomBytes(32));
}

/** The first step of adding a passkey. */
export async function beginPasskey(
  deps: SignInDeps,
  account: Account,
  site: Site,
  proof: Proof,
): Promise<Begun> {
  await demandFresh(deps, account, proof);
  const { generateRegistrationOptions } = await import("@simplewebauthn/server");
  const mine = await deps.stores.accounts.factors.passkeys(account.id);
  if (mine.length >= mostPasskeys)
    throw new ParleyError("invalid_value", { message: `An account has at most ${mostPasskeys} passkeys.` });
  const options = await generateRegistrationOptions({
    rpName: "Parley",
    rpID: site.host,
    userName: account.email,
    userDisplayName: account.name,
    userID: Uint8Array.from(Buffer.from(account.id)),
    challenge: newChallenge(),
    // Who made the device is nobody's business here.
    attestationType: "none",
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: mine.map(({ id, transports }) => ({ id, transports: [...transports] })),
    // Kept in the device, and opened with a finger or a PIN: then it stands for both factors, and needs no address.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const challenge: Challenge = { challenge: options.challenge, use: "register", accountId: account.id };
  return { options, flow: beginFlow(deps, "challenge", challenge) };
}

/** The answer of a browser, as far as it was looked at: the library looks at the rest. */
export interface PasskeyAnswer {
  readonly id: string;
  readonly response: Readonly<Record<string, unknown>>;
}

export interface SecondStep {
  readonly site: Site;
  readonly flow: string | undefined;
  readonly answer: PasskeyAnswer;
  readonly from: From;
}

/** The second step. Fails with `login_refused` where the answer is not to this challenge, page and person. */
export async function addPasskey(
  deps: SignInDeps,
  account: Account,
  { site, flow, answer, from, name: given }: SecondStep & { readonly name: string },
): Promise<Passkey> {
  const name = given.trim();
  if (name === "" || name.length > longestName)
    throw new ParleyError("invalid_value", {
      message: `A passkey's name has 1 to ${longestName} characters.`,
      param: "name",
    });
  const { challenge, use, accountId } = readFlow<Challenge>(deps, "challenge", flow);
  if (use !== "register" || accountId !== account.id) throw refused();
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const verified = await verifyRegistrationResponse({
    response: answer as unknown as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(refuse);
  if (!verified.verified) throw refused();
  const { credential } = verified.registrationInfo;
  const passkey: Passkey = {
    id: credential.id,
    accountId: account.id,
    name,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: transportsOf(credential.transports),
    createdAt: deps.clock.now(),
  };
  return audited(deps, actorOfAccount(account, [], from), async (within) => {
    await endFlow(deps, within, "challenge", flow ?? "");
    if (!(await within.accounts.factors.insertPasskey(passkey)))
      throw new ParleyError("conflict", { message: "This passkey is known already." });
    return { result: passkey, notes: [factorNote(account, { passkey: "added", name })] };
  });
}

/** What a browser says of how it reaches the device; only words that there are. */
function transportsOf(given: readonly string[] | undefined): readonly string[] {
  return (given ?? []).filter((word) => /^[a-z-]{1,20}$/.test(word)).slice(0, 10);
}

/** The first step of signing in: the same for everybody, so that it says nothing of who has an account. */
export async function beginPasskeyLogin(deps: SignInDeps, site: Site): Promise<Begun> {
  const { generateAuthenticationOptions } = await import("@simplewebauthn/server");
  const options = await generateAuthenticationOptions({
    rpID: site.host,
    challenge: newChallenge(),
    userVerification: "required",
  });
  const challenge: Challenge = { challenge: options.challenge, use: "login" };
  return { options, flow: beginFlow(deps, "challenge", challenge) };
}

/** Signs in whoever has the passkey. Fails with `login_refused`, whatever is wrong. */
export async function passkeyLogin(
  deps: SignInDeps,
  { site, flow, answer, from, before }: SecondStep & { readonly before?: string | undefined },
): Promise<SignedIn> {
  const tried = await countTry(deps, "passkey", { address: from.address });
  const challenge = await noting(deps, { from, reason: "sign_in_over" }, () => loginChallenge(deps, flow));
  const { factors, people } = deps.stores.accounts;
  const passkey = await factors.findPasskey(answer.id);
  const account = passkey === undefined ? undefined : await people.find(passkey.accountId);
  if (passkey === undefined || account === undefined || account.disabledAt !== undefined) {
    noteRefusal(deps, account, from, account === undefined ? "unknown_passkey" : "account_disabled");
    throw refused();
  }
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const verified = await verifyAuthenticationResponse({
    response: answer as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
    credential: {
      id: passkey.id,
      publicKey: Uint8Array.from(passkey.publicKey),
      counter: passkey.counter,
    },
  }).catch(() => undefined);
  const handle = answer.response["userHandle"];
  const isOwners = handle === undefined || handle === null || decoded(handle) === account.id;
  if (verified?.verified !== true || !isOwners) {
    noteRefusal(deps, account, from, "wrong_passkey");
    throw refused();
  }
  const { newCounter } = verified.authenticationInfo;
  const signedIn = await noting(deps, { account, from, reason: "sign_in_over" }, () =>
    startSession(deps, { account, method: "passkey", from, before }, async (within) => {
      await endFlow(deps, within, "challenge", flow ?? "");
      await countUse(deps, within, passkey, newCounter);
      return { result: undefined, notes: [] };
    }),
  );
  await tried.succeeded();
  return signedIn;
}

function loginChallenge(deps: SignInDeps, flow: string | undefined): string {
  const { challenge, use } = readFlow<Challenge>(deps, "challenge", flow);
  if (use !== "login") throw refused();
  return challenge;
}

async function countUse(
  { clock }: SignInDeps,
  within: Pick<KeepingStores, "accounts">,
  { id }: Passkey,
  counter: number,
): Promise<void> {
  if (!(await within.accounts.factors.usePasskey(id, counter, clock.now()))) throw refused();
}

function decoded(handle: unknown): string | undefined {
  return typeof handle === "string" ? Buffer.from(handle, "base64url").toString() : undefined;
}

/** Takes a passkey away. Fails with `not_found`. */
export async function removePasskey(
  deps: SignInDeps,
  account: Account,
  { id, proof }: { readonly id: string; readonly proof: Proof },
): Promise<void> {
  await demandFresh(deps, account, proof);
  await audited(deps, actorOfAccount(account, [], proof.from), async (within) => {
    if (!(await within.accounts.factors.removePasskey(account.id, id)))
      throw new ParleyError("not_found", { message: "There is no such passkey.", param: "id" });
    return { result: undefined, notes: [factorNote(account, { passkey: "removed" })] };
  });
}

function refuse(): never {
  throw refused();
}

function refused(): ParleyError {
  return new ParleyError("login_refused", { message: "This passkey was not accepted." });
}
