import { queryOptions } from "@tanstack/react-query";
import { ApiError } from "./api-error.ts";
import { ask, whoIsThere } from "./ask.ts";
import { chosenProject, keepProject } from "./chosen-project.ts";

type Can = Readonly<Record<string, boolean>>;

/** Who is signed in, and what they may do; see `GET /auth/me`. */
export interface Me {
  readonly account: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly role: string | null;
  };
  readonly factors: {
    readonly password: boolean;
    readonly authenticator_app: boolean;
    readonly recovery_codes_left: number;
    readonly passkeys: number;
  };
  readonly projects: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: string | null;
    readonly can: Can;
  }[];
  readonly can: Can;
}

/** `null` for who is not signed in. */
export const me = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => {
    try {
      const person = await ask<Me>(whoIsThere, { signal });
      // What somebody else has chosen in this browser may not be theirs.
      if (!person.projects.some(({ id }) => id === chosenProject())) keepProject(null);
      return person;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

export interface WaysIn {
  readonly registration: "first" | "invitation" | "open" | "closed";
  readonly password: { readonly least: number; readonly most: number };
  readonly providers: readonly { readonly name: string; readonly path: string }[];
}

export const waysIn = queryOptions({
  queryKey: ["ways-in"],
  queryFn: ({ signal }) => ask<WaysIn>("/auth/options", { signal }),
});

export interface SignInForm {
  readonly email: string;
  readonly password: string;
  readonly code?: string;
}

export async function signIn(form: SignInForm): Promise<void> {
  await ask("/auth/login", { method: "POST", body: form });
}

/** Makes the account and signs in with it. */
export async function register(
  form: SignInForm & { readonly name: string; readonly invite?: string },
): Promise<void> {
  const { email, password } = form;
  await ask("/auth/register", { method: "POST", body: form });
  await signIn({ email, password });
}

export async function recover(token: string, password: string): Promise<void> {
  await ask("/auth/recover", { method: "POST", body: { token, password } });
}

export async function signOut(): Promise<void> {
  await ask("/auth/logout", { method: "POST", body: {} });
}

/** Signs in with a passkey of this device: the browser asks the reader, and nothing secret leaves it. */
export async function signInWithPasskey(): Promise<void> {
  const { options } = await ask<{ options: PublicKeyCredentialRequestOptionsJSON }>(
    "/auth/passkeys/login/options",
    {
      method: "POST",
      body: {},
    },
  );
  const credential = await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
  });
  if (!(credential instanceof PublicKeyCredential)) throw new TypeError("the browser gave no passkey");
  await ask("/auth/passkeys/login", { method: "POST", body: { credential: credential.toJSON() as object } });
}
