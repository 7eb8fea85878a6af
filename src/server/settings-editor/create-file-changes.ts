import { auditedAround } from "../../admin/audit/audited.ts";
import type { AppliedSettings, CheckedSettings, SettingsTextFault } from "../../admin/settings-editor.ts";
import type { Clock } from "../../lib/clock.ts";
import { keyedHash } from "../../lib/keyed-hash.ts";
import type { Actor } from "../../spec/actor.ts";
import type { AuditStore } from "../../spec/audit.ts";
import { ParleyError } from "../../spec/errors.ts";
import { keepFixed } from "../reload/keep-fixed.ts";
import { digest } from "../settings/digest.ts";
import { placeOf } from "../settings/fault.ts";
import { settingsFile } from "../settings/load.ts";
import type { Settings } from "../settings/settings.ts";
import type { Environment } from "../settings/substitution.ts";
import { readYaml } from "../settings/yaml-file.ts";
import type { FindAddresses } from "./address-faults.ts";
import { type CheckedText, checkText, settingsOf } from "./check-text.ts";
import { hideSecrets, type ShownFile } from "./hide-secrets.ts";
import { virtualText } from "./virtual-text.ts";
import { changed, readSettingsFile, writeSettings } from "./write-settings.ts";

export interface FileChangesDeps {
  readonly env: Environment;
  /** Absolute path of the folder in which the server was started. */
  readonly cwd: string;
  /** Those in force. */
  readonly running: () => Settings;
  /** With what the versions are made, so that nobody can guess at a secret by its file's. */
  readonly pepper: Buffer;
  readonly audit: Pick<AuditStore, "append">;
  readonly clock: Pick<Clock, "now" | "monotonic">;
  readonly find: FindAddresses;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** The settings file as it is now. */
export interface CurrentFile {
  readonly path: string;
  /** `undefined` where there is no file. */
  readonly source: string | undefined;
  readonly shown: ShownFile;
  readonly version: string;
}

export interface Change {
  readonly text: string;
  readonly version: string;
  /** What of the request a fault is about. */
  paramOf?(fault: SettingsTextFault): string;
}

/** What is done to the settings file, whoever it is for. */
export interface FileChanges {
  path(): string;
  /** Fails with `conflict` where it is not known what of the file is secret. */
  current(): Promise<CurrentFile>;
  check(text: string, file: CurrentFile): Promise<CheckedText>;
  apply(actor: Actor, change: Change): Promise<AppliedSettings & { readonly settings: Settings }>;
}

/** How long one waits for what was applied to come into force, and how often one looks; in milliseconds. */
const patience = 10_000;
const lookEvery = 50;

/** What options of `parley start` may say instead of the file: what those were is not known here. */
const startOptions: ReadonlySet<string> = new Set(["host", "port", "workers"]);

export function createFileChanges(deps: FileChangesDeps): FileChanges {
  const { env, cwd, running, pepper, clock, find } = deps;
  const path = (): string => running().file ?? settingsFile({ env, cwd });

  async function current(): Promise<CurrentFile> {
    const file = path();
    const source = await readSettingsFile(file);
    const text = source ?? virtualText(env);
    const shown = text.length === 0 ? { text, pieces: [] } : shownOf(text);
    const hash = keyedHash(pepper, JSON.stringify(["settings file", source ?? null, shown.text]));
    return { path: file, source, shown, version: hash.toString("hex").slice(0, 32) };
  }
  function check(text: string, { path: file, source = virtualText(env), shown }: CurrentFile) {
    return checkText(text, { path: file, source, shown, env, cwd, running: running(), find });
  }
  async function isInForce(source: string, file: string): Promise<boolean> {
    const { host, data } = running();
    // What cannot change stays as it is, and what follows from it, too: see `Reloader`.
    const overlay = { PARLEY_HOST: host, PARLEY_DATA: data };
    const wanted = partsOf(settingsOf(source, { path: file, env, cwd }, overlay));
    const deadline = clock.monotonic() + patience;
    while (partsOf(running()) !== wanted) {
      if (clock.monotonic() >= deadline) return false;
      await deps.sleep(lookEvery);
    }
    return true;
  }
  return {
    path,
    current,
    check,
    async apply(actor, { text, version, paramOf = () => "text" }) {
      const now = await current();
      if (now.version !== version) throw changed();
      const checked = await check(text, now);
      const { settings, source, warnings } = checked;
      if (settings === undefined || source === undefined) throw unsound(checked, paramOf);
      const details = { changed: [...checked.changed], before: version };
      const subject = { kind: "settings", id: now.path } as const;
      const note = { action: "settings.updated", subject, details } as const;
      return auditedAround(deps, actor, note, async () => {
        await writeSettings(now.path, { before: now.source, text: source, now: clock.now() });
        const inForce = await isInForce(source, now.path);
        const waiting = keepFixed(running(), settings).waiting.filter((name) => !startOptions.has(name));
        const after = (await current()).version;
        const result = { version: after, inForce, waiting, warnings, changed: checked.changed, settings };
        return { result, details: { ...details, after, in_force: inForce } };
      });
    },
  };
}

/** Far above any settings that people write; more would keep the server from answering others while it is read. */
const longest = 256 * 1024;

function shownOf(source: string): ShownFile {
  if (source.length > longest)
    throw new ParleyError("conflict", {
      message: "The file is too long to be changed from here. Change it on the machine of the server.",
    });
  const [fault] = readYaml(source).faults;
  const shown = fault === undefined && !/[\0\uFFFD]/.test(source) ? hideSecrets(source) : undefined;
  if (shown !== undefined) return shown;
  const why = fault === undefined ? "" : ` ${placeOf({ ...fault, file: "file" })}: ${fault.message}`;
  throw new ParleyError("conflict", {
    message: `The file cannot be read as settings, so it is not known what of it is secret, and nothing is shown. Mend it on the machine of the server.${why}`,
  });
}

/** What of the settings can be changed here, as one text. */
function partsOf(settings: Settings): string {
  const { providers, models, otherModels, defaultModel, prices, retries, conversations } = settings;
  return digest({ providers, models, otherModels, defaultModel, prices, retries, conversations });
}

function unsound({ faults }: CheckedSettings, paramOf: (fault: SettingsTextFault) => string): ParleyError {
  const [first] = faults;
  const sentences = faults
    .map((fault) => `${placeOf({ ...fault, file: "text" })}: ${fault.message}`)
    .slice(0, 20);
  const count = faults.length === 1 ? "one fault" : `${faults.length} faults`;
  return new ParleyError("invalid_value", {
    message: `The settings have ${count}, and were not changed. ${sentences.join(" ")}`,
    ...(first !== undefined && { param: paramOf(first) }),
  });
}
