import type { Action } from "../admin/can.ts";
import type { Scope } from "../spec/scope.ts";

/** The parts of the API, as the reference names them, and the scope that a key needs for each. */
const scopeOfTag = {
  Chat: "chat",
  Completions: "chat",
  Messages: "chat",
  Responses: "responses",
  Conversations: "conversations",
  Embeddings: "embeddings",
  Audio: "audio",
  Images: "images",
  Models: "models",
  Operation: "metrics",
  Usage: "usage",
  Providers: "admin",
  Settings: "admin",
  Projects: "admin",
  Keys: "admin",
  OAuth: "admin",
  Accounts: "admin",
  Users: "admin",
  Audit: "admin",
  Requests: "admin",
  Console: "admin",
} as const satisfies Record<string, Scope>;

export type Tag = keyof typeof scopeOfTag;

/**
 * What somebody must be to use a route: anybody, the holder of a key or whoever has signed in, only somebody who has signed
 * in, or who may do the named thing.
 */
export type Access = "open" | "key" | "account" | Action;

/** The scope that a route needs. Keeping house needs `admin`, also where it is about models, and reading usage its own. */
export function scopeOf({ access, tag }: { readonly access: Access; readonly tag: Tag }): Scope {
  const scope = scopeOfTag[tag];
  return access === "open" || access === "key" || access === "account" || scope === "usage" ? scope : "admin";
}
