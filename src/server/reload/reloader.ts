import { configVariable } from "../settings/environment.ts";
import { digest } from "../settings/digest.ts";
import { SettingsError } from "../settings/fault.ts";
import type { Settings } from "../settings/settings.ts";
import { insecureStart } from "../tls/insecure-start.ts";
import { keepFixed } from "./keep-fixed.ts";

/** Environment variables that stand above the file: so the defaults that depend on them are those of this server. */
export type Overlay = Readonly<Partial<Record<"PARLEY_HOST" | "PARLEY_DATA", string>>>;

export interface ReloaderDeps {
  /** Reads the settings as a start would. Fails with a `SettingsError`. */
  readonly read: (overlay: Overlay) => Promise<Settings>;
  /** Puts settings into force, whole; where it fails, nothing has changed, and it is tried again. */
  readonly apply: (settings: Settings) => Promise<void>;
  /** Those in force. */
  readonly settings: Settings;
  readonly log: ReloadLog;
  /** Calls back after some milliseconds. Returns a function that takes it back. */
  readonly later: (ms: number, what: () => void) => () => void;
}

/** Pino's, as far as it is used. */
export interface ReloadLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** After how long settings that are sound, and could not be put into force, are tried again; in milliseconds. */
const tryAgainAfter = 1_000;

/**
 * Reads settings anew when it is asked to, one time after the other. Settings with a fault change nothing, and the log says
 * why; what cannot change in a running server stays as it was, and the log says that, too.
 */
export class Reloader {
  readonly #deps: ReloaderDeps;
  #settings: Settings;
  #working: Promise<void> | undefined;
  #again = false;
  #notNow: (() => void) | undefined;
  #closed = false;

  constructor(deps: ReloaderDeps) {
    this.#deps = deps;
    this.#settings = deps.settings;
  }

  /** Those in force. */
  get settings(): Settings {
    return this.#settings;
  }

  /** Reads them now, or once more when it is just reading. Resolves when nothing more is to be done for the moment. */
  reload(): Promise<void> {
    this.#notNow?.();
    this.#again = true;
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
    return this.#working;
  }

  /** Resolves when nothing is at work any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#notNow?.();
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      await this.#once();
    }
  }

  async #once(): Promise<void> {
    const { apply, log } = this.#deps;
    const wanted = await this.#read();
    if (wanted === undefined) return;
    const { settings, waiting } = keepFixed(this.#settings, wanted);
    if (waiting.length > 0)
      log.warn(
        { settings: waiting },
        `these settings stay as they were until a restart: ${waiting.join(", ")}`,
      );
    const insecure = insecureStart(settings);
    // What would not start does not come in by the back door either.
    if (insecure !== undefined && insecureStart(this.#settings) === undefined) {
      log.error({}, `the settings were not reloaded. ${insecure}`);
      return;
    }
    if (digest(settings) === digest(this.#settings)) {
      log.info({}, "the settings are as they were");
      return;
    }
    for (const warning of settings.warnings) log.warn({}, warning);
    try {
      await apply(settings);
      this.#settings = settings;
      log.info({}, "the settings were reloaded");
    } catch (error) {
      log.error({ error }, "the new settings could not be put into force yet; the old ones hold");
      if (!this.#closed) this.#notNow = this.#deps.later(tryAgainAfter, () => void this.reload());
    }
  }

  /** `undefined` when they are not sound. */
  async #read(): Promise<Settings | undefined> {
    const { read, log } = this.#deps;
    const { host, data, file } = this.#settings;
    try {
      const wanted = await read({});
      if (file !== undefined && wanted.file === undefined) {
        log.error(
          {},
          `the settings were not reloaded: ${file} is gone. Put it back, or set ${configVariable}.`,
        );
        return undefined;
      }
      if (wanted.host === host && wanted.data === data) return wanted;
      const here = await read({ PARLEY_HOST: host, PARLEY_DATA: data });
      return { ...here, host: wanted.host, data: wanted.data };
    } catch (error) {
      if (!(error instanceof SettingsError)) {
        log.error({ error }, "the settings were not reloaded: they could not be read");
      } else {
        log.error({ faults: error.faults }, `the settings were not reloaded. ${error.message}`);
      }
      return undefined;
    }
  }
}
