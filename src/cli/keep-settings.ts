import { setTimeout as sleep } from "node:timers/promises";
import type { Overlay, ReloadLog } from "../server/reload/reloader.ts";
import type { Settings } from "../server/settings/settings.ts";
import type { Environment } from "../server/settings/substitution.ts";
import type { RunningServer } from "../server/start.ts";

/** A running server, of one process or of several. */
export interface ChangeableServer extends Pick<RunningServer, "url" | "firstKey" | "stop"> {
  reload(settings: Settings, files: ReadonlyMap<string, string>): Promise<void>;
  /** Replaces its processes; absent where it has but one. */
  roll?(): Promise<boolean>;
}

export interface KeepSettingsDeps {
  /** Those in force. */
  readonly settings: Settings;
  readonly logger: ReloadLog;
  /** Where the settings' file is. */
  readonly source: { readonly env: Environment; readonly cwd: string };
  /** Reads the settings as a start would, with what stands above the file. Fails with a `SettingsError`. */
  readonly read: (overlay: Overlay) => Promise<ReadSettings>;
}

interface ReadSettings {
  readonly settings: Settings;
  /** Of the files, what was read of them. */
  readonly files: ReadonlyMap<string, string>;
}

/** What an operator may want of a running server. */
interface Changes {
  reload(): void;
  roll(): void;
}

/** Reloads the settings when their file changes, and when it is asked to. */
export async function keepSettings(server: ChangeableServer, deps: KeepSettingsDeps): Promise<Changes> {
  const [{ Reloader }, { readSettled }, { settleMs, stamp, watchFile }, { settingsFile }, { SettingsError }] =
    await Promise.all([
      import("../server/reload/reloader.ts"),
      import("../server/reload/read-settled.ts"),
      import("../server/reload/watch-file.ts"),
      import("../server/settings/load.ts"),
      import("../server/settings/fault.ts"),
    ]);
  const { settings, logger, source, read } = deps;
  const path = settingsFile(source);
  const settling = { stamp: () => stamp(path), sleep: (ms: number) => sleep(ms), settleMs };
  let files: ReadonlyMap<string, string> = new Map();
  const reloader = new Reloader({
    settings,
    log: logger,
    later: (ms, what) => {
      const timer = setTimeout(what, ms).unref();
      return () => clearTimeout(timer);
    },
    async read(overlay) {
      const found = await readSettled(() => read(overlay), settling);
      files = found.files;
      // At a start that means the defaults. In a running server it means that somebody has slipped.
      if (files.get(path)?.trim() === "")
        throw new SettingsError([
          { file: path, path: "", message: "The file is empty. Write the settings into it." },
        ]);
      return found.settings;
    },
    apply: (next) => server.reload(next, files),
  });
  const reload = (): void => void reloader.reload();
  watchFile(path, reload);
  return { reload, roll: () => void roll(server, logger) };
}

async function roll(server: ChangeableServer, logger: ReloadLog): Promise<void> {
  if (server.roll === undefined) {
    logger.warn({}, "one process alone cannot be replaced while it serves: start with --workers 2 or more");
    return;
  }
  logger.info({}, "all workers are being replaced, one after the other");
  if (await server.roll()) logger.info({}, "all workers were replaced");
  else logger.warn({}, "not all workers were replaced");
}
