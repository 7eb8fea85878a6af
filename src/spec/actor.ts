import type { KeyBounds } from "./stores.ts";

/** From the least to the most: each may do what those before it may. */
export const roles = ["viewer", "member", "admin", "owner"] as const;

export type Role = (typeof roles)[number];

/** Who keeps house: does something with projects, keys, settings or people, and does not only call models. */
export interface Actor {
  /** `operator`: whoever has a shell on the machine. `token`: a bearer of a token that somebody else issued, or we did. */
  readonly kind: "operator" | "key" | "account" | "token";
  readonly id: string;
  /** For people: the name of the key or the person. */
  readonly name: string;
  /** In the whole installation, and so in every project; absent: none. */
  readonly role?: Role;
  /** In single projects, by their ids. */
  readonly projects: ReadonlyMap<string, Role>;
  /** The account or service account whose key or token this is. */
  readonly ownerId?: string;
  /** What narrows the key or token by which it acts; absent for people. */
  readonly terms?: KeyBounds;
  /** Where a request came from, for the audit log. */
  readonly from?: { readonly address?: string; readonly userAgent?: string };
}

/** The operator's terminal: whoever may read the data folder may do everything. */
export const operator: Actor = Object.freeze({
  kind: "operator",
  id: "operator",
  name: "operator",
  role: "owner",
  projects: new Map(),
});
