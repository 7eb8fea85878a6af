import { createSealer } from "../../lib/seal.ts";
import type { Ticket } from "../../spec/account.ts";
import type { KeepingStores } from "../../spec/audit.ts";
import { ParleyError } from "../../spec/errors.ts";
import { type AccountDeps, tokenHash } from "./deps.ts";

/**
 * Signing in with somebody else's help takes two requests. What the first one leaves for the second is kept in the
 * browser, encrypted: so nobody fills the database with what he never comes back for, and nobody else can go on with it.
 * That it is used once, the database sees to when it is used.
 */
export type FlowKind = Extract<Ticket["kind"], "challenge" | "sign-on">;

/** How long a person may take, in milliseconds (RFC 9700 wants short lives; a passkey's dialogue has five minutes). */
const validFor = 10 * 60_000;

/** The longest cookie is 4096 bytes with its name. */
const longest = 3_500;

/** Gives the text for the browser. `state` must be plain JSON. */
export function beginFlow({ pepper, clock }: AccountDeps, kind: FlowKind, state: object): string {
  const bytes = Buffer.from(JSON.stringify({ state, until: clock.now() + validFor }));
  return createSealer(pepper, "parley sign-in").seal(bytes, kind).toString("base64url");
}

/** What the browser has kept. Fails with `login_refused` when it is not ours, of another kind, or too old. */
export function readFlow<T>({ pepper, clock }: AccountDeps, kind: FlowKind, text: string | undefined): T {
  if (text === undefined || text.length > longest) throw flowIsOver();
  const opened = createSealer(pepper, "parley sign-in").open(Buffer.from(text, "base64url"), kind);
  if (opened === undefined) throw flowIsOver();
  const { state, until } = JSON.parse(opened.toString()) as { readonly state: T; readonly until: number };
  if (until <= clock.now()) throw flowIsOver();
  return state;
}

/** Uses it up: of several who go on with the same one does. Fails with `login_refused`. */
export async function endFlow(
  { pepper, clock }: AccountDeps,
  within: Pick<KeepingStores, "accounts">,
  kind: FlowKind,
  text: string,
): Promise<void> {
  const hash = tokenHash(pepper, kind, text);
  if (!(await within.accounts.tickets.spend(hash, { kind, expiresAt: clock.now() + validFor })))
    throw flowIsOver();
}

export function flowIsOver(): ParleyError {
  return new ParleyError("login_refused", {
    message: "This took too long, or was done before. Please begin again.",
  });
}
