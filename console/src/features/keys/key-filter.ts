import type { Key, KeySecret } from "../../api/keys.ts";

/** Which keys are shown. */
export const keyShows = ["working", "stale", "never", "expired", "revoked", "all"] as const;

export type KeyShow = (typeof keyShows)[number];

export interface KeySearch {
  readonly kind?: "house";
  readonly show?: Exclude<KeyShow, "working">;
  readonly q?: string;
  /** The key that is looked at. */
  readonly key?: string;
}

/** What an address asks for; whatever is not known is left out. */
export function keySearchOf(search: Readonly<Record<string, unknown>>): KeySearch {
  const { kind, show, q, key } = search;
  const known = keyShows.find((name) => name === show);
  return {
    ...(kind === "house" && { kind }),
    ...(known !== undefined && known !== "working" && { show: known }),
    ...(typeof q === "string" && q !== "" && { q }),
    ...(typeof key === "string" && key !== "" && { key }),
  };
}

/** 90 days, in seconds: a key that nobody has used for so long is better revoked. */
const staleAfter = 90 * 86_400;

export function isStale({ status, idle_seconds: idle }: Pick<Key, "status" | "idle_seconds">): boolean {
  return status === "active" && idle >= staleAfter;
}

type Shown = Pick<Key, "status" | "idle_seconds" | "last_used_at" | "name" | "redacted_value">;

/** Whether a key is among those that are asked for. */
export function isShown(key: Shown, show: KeyShow, words: string): boolean {
  const text = words.trim().toLowerCase();
  const said = `${key.name} ${key.redacted_value}`.toLowerCase();
  if (!said.includes(text)) return false;
  if (show === "all") return true;
  if (show === "stale") return isStale(key);
  if (show === "never") return key.status === "active" && key.last_used_at === null;
  return show === "working" ? key.status === "active" : key.status === show;
}

/** The secret that a key had before it was rotated, as long as it still works. */
export function oldSecretOf({ secrets }: Pick<Key, "secrets">): KeySecret | undefined {
  return secrets.find(({ status, ends_at }) => status === "active" && ends_at !== null);
}
