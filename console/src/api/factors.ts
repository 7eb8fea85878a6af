import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

/** What shows that it is still the same person; needed some minutes after signing in. */
export interface Proof {
  readonly password?: string;
  readonly code?: string;
}

/** Ends all other sessions. */
export async function changePassword(wishes: {
  readonly current_password: string;
  readonly new_password: string;
  readonly code?: string;
}): Promise<void> {
  await ask("/auth/password", { method: "POST", body: wishes });
}

/** An authenticator app that is being set up; its secret is told this once. */
export interface NewCodeApp {
  readonly secret: string;
  /** The same as an `otpauth:` address. */
  readonly uri: string;
}

const app = "/auth/authenticator_app";

export function beginCodeApp(proof: Proof): Promise<NewCodeApp> {
  return ask(app, { method: "POST", body: proof });
}

/** Gives the recovery codes, which are told this once. */
export async function confirmCodeApp(code: string): Promise<readonly string[]> {
  return (await ask<{ codes: readonly string[] }>(`${app}/confirm`, { method: "POST", body: { code } }))
    .codes;
}

/** Gives others; those before end. */
export async function renewRecoveryCodes(proof: Proof): Promise<readonly string[]> {
  return (await ask<{ codes: readonly string[] }>(`${app}/recovery_codes`, { method: "POST", body: proof }))
    .codes;
}

export async function removeCodeApp(proof: Proof): Promise<void> {
  await ask(`${app}/remove`, { method: "POST", body: proof });
}

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly created_at: number;
  readonly last_used_at: number | null;
}

export const passkeys = queryOptions({
  queryKey: ["passkeys"],
  queryFn: async ({ signal }) => (await ask<{ data: readonly Passkey[] }>("/auth/passkeys", { signal })).data,
});

/** Makes a passkey in the reader's device: the browser asks them, and the private half never leaves it. */
export async function addPasskey(name: string, proof: Proof): Promise<void> {
  const { options } = await ask<{ options: PublicKeyCredentialCreationOptionsJSON }>(
    "/auth/passkeys/options",
    {
      method: "POST",
      body: proof,
    },
  );
  const credential = await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
  });
  if (!(credential instanceof PublicKeyCredential)) throw new TypeError("the browser gave no passkey");
  await ask("/auth/passkeys", {
    method: "POST",
    body: { name, credential: credential.toJSON() as object },
  });
}

export async function removePasskey(id: string, proof: Proof): Promise<void> {
  await ask(`/auth/passkeys/${encodeURIComponent(id)}/remove`, { method: "POST", body: proof });
}
