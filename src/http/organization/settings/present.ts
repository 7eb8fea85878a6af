import type { z } from "zod";
import { can } from "../../../admin/can.ts";
import type { AppliedSettings, CheckedSettings, SettingsText } from "../../../admin/settings-editor.ts";
import type { Actor } from "../../../spec/actor.ts";
import type { settingsApplied, settingsCheck, settingsObject } from "./schema.ts";

/** The text, and whether its reader may change it here. */
export function presentSettings(actor: Actor, of: SettingsText): z.output<typeof settingsObject> {
  const { file, exists, text, version, editable, hidden, readOnly } = of;
  return {
    object: "organization.settings",
    file,
    exists,
    text,
    version,
    editable: [...editable],
    hidden: hidden ?? null,
    read_only: readOnly ?? null,
    can: {
      update: hidden === undefined && readOnly === undefined && can(actor, "settings.update"),
    },
  };
}

export function presentCheck({ faults, warnings, changed }: CheckedSettings): z.output<typeof settingsCheck> {
  return {
    object: "organization.settings.check",
    sound: faults.length === 0,
    faults: faults.map(({ path, line, column, message, expected, found }) => ({
      path,
      line: line ?? null,
      column: column ?? null,
      message,
      expected: expected ?? null,
      found: found ?? null,
    })),
    warnings: [...warnings],
    changed: [...changed],
  };
}

export function presentApplied(of: AppliedSettings): z.output<typeof settingsApplied> {
  const { version, inForce, changed, waiting, warnings } = of;
  return {
    object: "organization.settings.applied",
    version,
    in_force: inForce,
    changed: [...changed],
    needs_restart: [...waiting],
    warnings: [...warnings],
  };
}
