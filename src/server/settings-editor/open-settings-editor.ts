import { setTimeout as sleep } from "node:timers/promises";
import type { SettingsEditor } from "../../admin/settings-editor.ts";
import { lazily } from "../../lib/lazily.ts";
import type { House } from "../build.ts";
import type { Settings } from "../settings/settings.ts";
import type { Environment } from "../settings/substitution.ts";

/** The editor of a running server's settings, with the world as it is. It is loaded with the first who opens them. */
export function openSettingsEditor(
  { stores, clock, providerKeys }: Pick<House, "stores" | "clock" | "providerKeys">,
  env: Environment,
  running: () => Settings,
): SettingsEditor {
  const cwd = process.cwd();
  const editor = lazily(async () => {
    const [{ createSettingsEditor }, { findAddresses }] = await Promise.all([
      import("./create-settings-editor.ts"),
      import("./find-addresses.ts"),
    ]);
    return createSettingsEditor({
      env,
      cwd,
      running,
      keys: providerKeys,
      audit: stores.audit,
      clock,
      find: findAddresses,
      sleep: (ms) => sleep(ms),
    });
  });
  return {
    read: async (...given) => (await editor()).read(...given),
    check: async (...given) => (await editor()).check(...given),
    apply: async (...given) => (await editor()).apply(...given),
    addProvider: async (...given) => (await editor()).addProvider(...given),
  };
}
