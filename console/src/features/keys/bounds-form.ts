import type { Key, KeyWishes } from "../../api/keys.ts";
import type { Role } from "../../api/roles.ts";

/** What the reader has filled in about a key. */
export interface BoundsForm {
  readonly name: string;
  readonly everything: boolean;
  readonly scopes: readonly string[];
  /** One a line, like addresses and origins. */
  readonly models: string;
  /** The last day, as `2026-01-31` where the reader is; empty: none. */
  readonly expires: string;
  readonly addresses: string;
  readonly origins: string;
  /** `name=value`, one a line. */
  readonly labels: string;
  readonly role: Role;
}

export type BoundsFault = "scopes" | "expires" | "labels";

const day = 86_400_000;

/** Narrow: a new key may do little, and not for ever. `now` in Unix milliseconds. */
export function newForm(kind: "project" | "house", now: number): BoundsForm {
  const isHouse = kind === "house";
  return {
    name: "",
    everything: false,
    scopes: isHouse ? ["admin", "usage"] : ["chat", "responses", "models"],
    models: "",
    expires: dayOf(now + (isHouse ? 30 : 90) * day),
    addresses: "",
    origins: "",
    labels: "",
    role: isHouse ? "viewer" : "member",
  };
}

export function formOf(key: Key): BoundsForm {
  const lines = (list: readonly string[] | null): string => (list ?? []).join("\n");
  return {
    name: key.name,
    everything: key.scopes === null,
    scopes: key.scopes ?? [],
    models: lines(key.models),
    expires: key.expires_at === null ? "" : dayOf(key.expires_at * 1_000),
    addresses: lines(key.addresses),
    origins: lines(key.origins),
    labels: Object.entries(key.metadata)
      .map(([name, value]) => `${name}=${value}`)
      .join("\n"),
    role: key.role,
  };
}

export interface ReadForm {
  readonly wishes: Required<Omit<KeyWishes, "role">>;
  readonly faults: ReadonlySet<BoundsFault>;
}

/**
 * What the reader wishes, with the API's names. A day that was not touched stays the second that it was: `before` is what
 * the key had. `now` in Unix milliseconds.
 */
export function readForm(form: BoundsForm, now: number, before?: Key): ReadForm {
  const faults = new Set<BoundsFault>();
  if (!form.everything && form.scopes.length === 0) faults.add("scopes");
  const isSame = before !== undefined && formOf(before).expires === form.expires;
  const expires = isSame ? before.expires_at : endOf(form.expires);
  if (!isSame && expires !== null && expires * 1_000 <= now) faults.add("expires");
  const metadata = labelsOf(form.labels);
  if (metadata === undefined) faults.add("labels");
  return {
    wishes: {
      name: form.name.trim(),
      scopes: form.everything ? null : form.scopes,
      models: linesOf(form.models),
      expires_at: expires,
      addresses: linesOf(form.addresses),
      origins: linesOf(form.origins),
      metadata: metadata ?? {},
    },
    faults,
  };
}

/** What of them is another than the key has: what is not sent stays, and an end that is past is not sent again. */
export function changedWishes(wishes: ReadForm["wishes"], before: Key): Partial<ReadForm["wishes"]> {
  return Object.fromEntries(
    Object.entries(wishes).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof typeof wishes]),
    ),
  );
}

function linesOf(text: string): readonly string[] | null {
  const lines = text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.length === 0 ? null : lines;
}

function labelsOf(text: string): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const [, name, value] = /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    labels[name] = value;
  }
  return labels;
}

/** The day where the reader is, of Unix milliseconds. */
function dayOf(ms: number): string {
  const date = new Date(ms);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The last second of a day where the reader is, in Unix seconds. */
function endOf(text: string): number | null {
  if (text === "") return null;
  return Math.floor(new Date(`${text}T23:59:59`).getTime() / 1_000);
}
