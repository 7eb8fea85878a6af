import { demand } from "../../admin/can.ts";
import { listProviderKeys, type ProviderKeyDeps, setProviderKey } from "../../admin/provider-keys.ts";
import type {
  AddedProvider,
  CheckedSettings,
  NewProvider,
  SettingsEditor,
  SettingsText,
} from "../../admin/settings-editor.ts";
import type { Actor } from "../../spec/actor.ts";
import { ParleyError } from "../../spec/errors.ts";
import { keyPlaces } from "../key-places.ts";
import type { Settings } from "../settings/settings.ts";
import { editable } from "./boundary-faults.ts";
import { createFileChanges, type FileChangesDeps } from "./create-file-changes.ts";
import { paramOf, textWith } from "./text-with.ts";
import { whyReadOnly } from "./write-settings.ts";

export interface SettingsEditorDeps extends Omit<FileChangesDeps, "pepper"> {
  readonly keys: ProviderKeyDeps;
}

/** Reads and changes the settings file of a running server, which puts into force what is written there: see `Reloader`. */
export function createSettingsEditor(deps: SettingsEditorDeps): SettingsEditor {
  const { keys, running } = deps;
  const changes = createFileChanges({ ...deps, pepper: keys.pepper });
  let last: Promise<unknown> = Promise.resolve();
  /** One change after the other. */
  function inTurn<T>(deed: () => Promise<T>): Promise<T> {
    const done = last.then(deed, deed);
    last = done.catch(() => undefined);
    return done;
  }
  function demandUpdate(actor: Actor): void {
    demand(actor, "settings.update");
    demandEnabled(running());
  }
  return {
    async read(actor): Promise<SettingsText> {
      demand(actor, "settings.read");
      const file = changes.path();
      try {
        demandEnabled(running());
        const { source, shown, version } = await changes.current();
        const readOnly = await whyReadOnly(file);
        const told = { file, exists: source !== undefined, text: shown.text, version, editable };
        return { ...told, ...(readOnly !== undefined && { readOnly }) };
      } catch (error) {
        if (!(error instanceof ParleyError)) throw error;
        return { file, exists: true, text: "", version: "", editable: [], hidden: error.message };
      }
    },
    async check(actor, text): Promise<CheckedSettings> {
      demandUpdate(actor);
      const { faults, warnings, changed } = await changes.check(text, await changes.current());
      return { faults, warnings, changed };
    },
    async apply(actor, wish) {
      demandUpdate(actor);
      return inTurn(() => changes.apply(actor, wish));
    },
    async addProvider(actor, provider): Promise<AddedProvider> {
      demandUpdate(actor);
      if (provider.key !== undefined) demand(actor, "provider.set_key");
      return inTurn(async () => {
        const { shown, version } = await changes.current();
        const change = { text: textWith(shown.text, provider), version, paramOf };
        const { settings, ...applied } = await changes.apply(actor, change);
        return { ...applied, provider: await storeKey(keys, actor, { provider, settings }) };
      });
    },
  };
}

/** Stores the key of a provider that has just come, if it has one. */
async function storeKey(
  keys: ProviderKeyDeps,
  actor: Actor,
  { provider: { name, key }, settings }: { readonly provider: NewProvider; readonly settings: Settings },
): Promise<AddedProvider["provider"]> {
  const place = keyPlaces(settings.providers).find((one) => one.name === name);
  if (place === undefined) throw new TypeError("a provider that was written is not there");
  if (key !== undefined) await setProviderKey(keys, actor, { place, key });
  const [state = place] = await listProviderKeys(keys, actor, { places: [place] });
  return state;
}

function demandEnabled({ editing }: Settings): void {
  if (editing.enabled) return;
  throw new ParleyError("permission_denied", {
    message:
      "The settings cannot be changed from here: the file says `editing: { enabled: false }`. Change the file itself.",
  });
}
