import type { AuditStore } from "../../spec/audit.ts";
import { digest } from "../settings/digest.ts";
import type { Settings } from "../settings/settings.ts";

/**
 * Writes into the audit log that this process puts other settings into force: which of them are different, and not what
 * they are, since secrets are among them. Fails with `storage_unavailable`, and then they must not be put into force.
 */
export async function noteSettings(
  audit: Pick<AuditStore, "append">,
  instanceId: string,
  before: Settings,
  after: Settings,
): Promise<void> {
  await audit.append([
    {
      actor: { kind: "operator", id: "operator", name: "operator" },
      action: "settings.updated",
      subject: { kind: "settings", id: after.file ?? "settings" },
      outcome: "done",
      details: {
        changed: differing(before, after),
        before: digest(before),
        after: digest(after),
        process: instanceId,
      },
    },
  ]);
}

function differing(before: Settings, after: Settings): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Settings>;
  return [...names]
    .filter((name) => digest({ value: before[name] }) !== digest({ value: after[name] }))
    .sort();
}
