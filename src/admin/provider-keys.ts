import type { Clock } from "../lib/clock.ts";
import { createSealer, type Sealer } from "../lib/seal.ts";
import { Secret } from "../lib/secret.ts";
import type { Actor } from "../spec/actor.ts";
import type { KeepingStores } from "../spec/audit.ts";
import { ParleyError } from "../spec/errors.ts";
import { audited } from "./audit/audited.ts";
import { demand } from "./can.ts";

export interface ProviderKeyDeps {
  readonly stores: Pick<KeepingStores, "providerSecrets" | "audit">;
  readonly clock: Pick<Clock, "now">;
  /** See `loadPepper`: what the keys are encrypted under. */
  readonly pepper: Buffer;
}

/** What is enough to read the keys. */
export interface OpenKeysDeps extends Pick<ProviderKeyDeps, "pepper"> {
  readonly stores: Pick<KeepingStores, "providerSecrets">;
}

/** A provider of the settings, as far as its key is concerned. */
export interface KeyPlace {
  readonly name: string;
  readonly type: string;
  /** Where a key of it may go; absent for providers without keys. */
  readonly origin?: string;
  /** Where its key comes from: the settings or the environment, the database, or nowhere. */
  readonly keyFrom: "settings" | "stored" | "nowhere";
}

/** What may be told of a provider's key: never the key. */
export interface ProviderKeyState extends KeyPlace {
  /** Unix milliseconds; absent when none is stored. */
  readonly setAt?: number;
  /** The stored key belongs to another address than the provider has now, and is not sent anywhere. */
  readonly misplaced?: true;
}

/** Keys of providers are one word of printable ASCII; the longest known have about 2,000 characters. */
const keyForm = /^[\x21-\x7e]{1,8192}$/;

function sealerOf({ pepper }: Pick<ProviderKeyDeps, "pepper">): Sealer {
  return createSealer(pepper, "parley provider keys");
}

/** A key that is opened for another provider or another address than it was sealed for does not open. */
function contextOf(provider: string, origin: string): string {
  return JSON.stringify([provider, origin]);
}

/** Stores a provider's key, encrypted and bound to its address. Running servers use it within a second. */
export async function setProviderKey(
  deps: ProviderKeyDeps,
  actor: Actor,
  { place, key }: { readonly place: KeyPlace; readonly key: Secret },
): Promise<void> {
  demand(actor, "provider.set_key");
  const { name, origin, keyFrom } = place;
  if (origin === undefined || keyFrom !== "stored") throw notStored(place);
  if (!keyForm.test(key.reveal())) {
    throw new ParleyError("invalid_value", {
      message: "A provider's key is one word of 1 to 8192 printable ASCII characters.",
      param: "key",
    });
  }
  const sealed = sealerOf(deps).seal(Buffer.from(key.reveal()), contextOf(name, origin));
  await audited(deps, actor, async (within) => {
    await within.providerSecrets.put({ provider: name, origin, sealed, setAt: deps.clock.now() });
    const subject = { kind: "provider", id: name } as const;
    const note = { action: "provider_key.updated", subject, details: { origin } } as const;
    return { result: undefined, notes: [note] };
  });
}

/** Forgets a provider's stored key. Running servers stop using it within a second. */
export async function removeProviderKey(
  deps: ProviderKeyDeps,
  actor: Actor,
  { name }: { readonly name: string },
): Promise<void> {
  demand(actor, "provider.set_key");
  await audited(deps, actor, async (within) => {
    if (!(await within.providerSecrets.remove(name)))
      throw new ParleyError("not_found", { message: `No key is stored for the provider "${name}".` });
    const subject = { kind: "provider", id: name } as const;
    return { result: undefined, notes: [{ action: "provider_key.deleted", subject }] };
  });
}

/** What may be told of all providers' keys, in the settings' order. */
export async function listProviderKeys(
  deps: ProviderKeyDeps,
  actor: Actor,
  { places }: { readonly places: readonly KeyPlace[] },
): Promise<readonly ProviderKeyState[]> {
  demand(actor, "provider.read");
  const rows = new Map((await deps.stores.providerSecrets.list()).map((row) => [row.provider, row]));
  return places.map((place) => {
    const row = rows.get(place.name);
    if (row === undefined) return place;
    return { ...place, setAt: row.setAt, ...(row.origin !== place.origin && { misplaced: true }) };
  });
}

/** A stored key, and when it was set: Unix milliseconds. */
export interface OpenedKey {
  readonly key: Secret;
  readonly setAt: number;
}

/**
 * The stored keys, by provider. One that was stored for another address, or under another secret of the installation, is
 * left out and told to `warn`.
 */
export async function openProviderKeys(
  deps: OpenKeysDeps,
  places: readonly KeyPlace[],
  warn: (message: string) => void,
): Promise<ReadonlyMap<string, OpenedKey>> {
  const sealer = sealerOf(deps);
  const rows = new Map((await deps.stores.providerSecrets.list()).map((row) => [row.provider, row]));
  const keys = new Map<string, OpenedKey>();
  for (const { name, origin, keyFrom } of places) {
    const row = rows.get(name);
    if (row === undefined || origin === undefined || keyFrom !== "stored") continue;
    const opened = sealer.open(row.sealed, contextOf(name, origin));
    if (opened !== undefined)
      keys.set(name, { key: new Secret(opened.toString("latin1")), setAt: row.setAt });
    else
      warn(`The stored key of the provider "${name}" is for another address, or was changed: set it again.`);
  }
  return keys;
}

function notStored({ name, keyFrom }: KeyPlace): ParleyError {
  const reason =
    keyFrom === "settings"
      ? "its key is in the settings, which win"
      : "its settings do not say that its key is stored";
  return new ParleyError("invalid_value", {
    message: `The key of the provider "${name}" cannot be set: ${reason}. Write \`apiKey: stored\` there.`,
    param: "provider",
  });
}
