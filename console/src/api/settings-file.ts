import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import type { Provider } from "./providers.ts";

/** The settings file, with words in place of its secrets; see `GET /v1/organization/settings`. */
export interface SettingsFile {
  readonly file: string;
  readonly exists: boolean;
  readonly text: string;
  readonly version: string;
  readonly editable: readonly string[];
  /** Why it is not shown. */
  readonly hidden: string | null;
  /** Why it cannot be changed. */
  readonly read_only: string | null;
}

export interface SettingsFault {
  readonly path: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

export interface SettingsCheck {
  readonly sound: boolean;
  readonly faults: readonly SettingsFault[];
  readonly warnings: readonly string[];
  readonly changed: readonly string[];
}

export interface SettingsApplied {
  readonly version: string;
  readonly in_force: boolean;
  readonly changed: readonly string[];
  readonly needs_restart: readonly string[];
  readonly warnings: readonly string[];
}

/** What is to be written of a provider, and its key, which goes there and never comes back. */
export interface NewProvider {
  readonly name: string;
  readonly type: string;
  readonly preset?: string;
  readonly base_url?: string;
  readonly region?: string;
  readonly key?: string;
  readonly model?: { readonly name: string; readonly model: string };
}

const path = "/v1/organization/settings";

/** Whoever edits it keeps what was read: it is asked for anew when a screen opens, and by nothing else. */
export const settingsFile = queryOptions({
  queryKey: ["settings-file"],
  queryFn: ({ signal }) => ask<SettingsFile>(path, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
});

export function checkSettings(text: string): Promise<SettingsCheck> {
  return ask(`${path}/check`, { method: "POST", body: { text } });
}

export function applySettings(text: string, version: string): Promise<SettingsApplied> {
  return ask(path, { method: "POST", body: { text, version } });
}

export function addProvider(
  provider: NewProvider,
): Promise<SettingsApplied & { readonly provider: Provider }> {
  return ask(`${path}/providers`, { method: "POST", body: provider });
}
