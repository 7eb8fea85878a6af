import type { Role } from "../../spec/actor.ts";
import type { Secret } from "../../lib/secret.ts";

/** A provider of single sign-on as the settings describe it. */
export interface SignOnProvider {
  readonly name: string;
  /** Exactly as the provider writes it in its tokens. */
  readonly issuer: string;
  readonly clientId: string;
  /** Absent for public clients, which PKCE alone protects. */
  readonly clientSecret?: Secret;
  readonly scopes: readonly string[];
  /** The claim with the person's groups. */
  readonly groupsClaim: string;
  /** Role in the installation by group; `*` is everybody. */
  readonly roles: Readonly<Record<string, Role>>;
  /** Role by group, by the project's id. */
  readonly projects: Readonly<Record<string, Readonly<Record<string, Role>>>>;
  /** Whether an account with an address that the provider says is verified becomes this person's. */
  readonly linkByEmail: boolean;
}

/** Asks other machines; see `createBoundedFetch`. */
export type Fetch = (
  url: string,
  wish: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | Uint8Array | URLSearchParams | null;
    readonly signal?: AbortSignal | undefined;
  },
) => Promise<Response>;
