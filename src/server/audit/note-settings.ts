import { keyedHash } from "../../lib/keyed-hash.ts";
import type { AuditEntry, AuditStore } from "../../spec/audit.ts";
import { digest } from "../settings/digest.ts";
import type { Settings } from "../settings/settings.ts";

export interface NoteSettingsDeps {
  readonly audit: Pick<AuditStore, "append" | "list">;
  /** The installation's secret: fingerprints tell nobody else what a password may be. */
  readonly pepper: Buffer;
  /** This process, see `InstanceStore`. */
  readonly instanceId: string;
}

/** What each setting is, without telling it. */
type Fingerprints = Readonly<Record<string, string>>;

/** Entries about settings that are looked through for the last one with fingerprints. */
const lookedThrough = 50;

/**
 * Writes into the audit log that this process puts other settings into force: which of them are different, and not what
 * they are, since secrets are among them. Fails with `storage_unavailable`, and then they must not be put into force.
 */
export async function noteSettings(deps: NoteSettingsDeps, before: Settings, after: Settings): Promise<void> {
  const settings = fingerprints(deps.pepper, after);
  await write(deps, after, {
    changed: differing(fingerprints(deps.pepper, before), settings),
    settings,
  });
}

/**
 * The same at a start, where the settings are others than those that were noted last: what was changed while no server
 * ran must not come into force unseen, either. The first start notes what it begins with.
 */
export async function noteStart(deps: NoteSettingsDeps, settings: Settings): Promise<void> {
  const now = fingerprints(deps.pepper, settings);
  const last = lastNoted(await deps.audit.list({ actions: ["settings.updated"], limit: lookedThrough }));
  const changed = last === undefined ? null : differing(last, now);
  if (changed?.length === 0) return;
  await write(deps, settings, { at: "start", changed, settings: now });
}

function write(
  { audit, instanceId }: NoteSettingsDeps,
  { file }: Settings,
  details: AuditEntry["details"],
): Promise<void> {
  return audit.append([
    {
      actor: { kind: "operator", id: "operator", name: "operator" },
      action: "settings.updated",
      subject: { kind: "settings", id: file ?? "settings" },
      outcome: "done",
      details: { ...details, process: instanceId },
    },
  ]);
}

/** 48 bits each: enough to see a change, too few to tell anything. */
function fingerprints(pepper: Buffer, { warnings: _warnings, ...settings }: Settings): Fingerprints {
  const entries = Object.entries(settings).map(([name, value]) => {
    const hash = keyedHash(pepper, `settings ${name} ${digest({ value: value as unknown })}`);
    return [name, hash.toString("hex").slice(0, 12)] as const;
  });
  return Object.fromEntries(entries);
}

function differing(before: Fingerprints, after: Fingerprints): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]).sort();
}

function lastNoted(entries: readonly AuditEntry[]): Fingerprints | undefined {
  for (const { details } of entries) {
    const { settings } = details;
    if (typeof settings === "object" && settings !== null && !Array.isArray(settings))
      return settings as Fingerprints;
  }
  return undefined;
}
