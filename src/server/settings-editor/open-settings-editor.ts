import { setTimeout as sleep } from "node:timers/promises";
import type { SettingsEditor } from "../../admin/settings-editor.ts";
import type { House } from "../build.ts";
import type { Settings } from "../settings/settings.ts";
import type { Environment } from "../settings/substitution.ts";
import { createSettingsEditor } from "./create-settings-editor.ts";
import { findAddresses } from "./find-addresses.ts";

/** The editor of a running server's settings, with the world as it is. */
export function openSettingsEditor(
  { stores, clock, providerKeys }: Pick<House, "stores" | "clock" | "providerKeys">,
  env: Environment,
  running: () => Settings,
): SettingsEditor {
  return createSettingsEditor({
    env,
    cwd: process.cwd(),
    running,
    keys: providerKeys,
    audit: stores.audit,
    clock,
    find: findAddresses,
    sleep: (ms) => sleep(ms),
  });
}
