import { isDeepStrictEqual } from "node:util";
import type { CheckedSettings, SettingsTextFault } from "../../admin/settings-editor.ts";
import { type Fault, SettingsError } from "../settings/fault.ts";
import { loadSettings } from "../settings/load.ts";
import { entriesOf, member } from "../settings/raw.ts";
import type { Settings } from "../settings/settings.ts";
import type { Environment } from "../settings/substitution.ts";
import { readYaml, type YamlFile } from "../settings/yaml-file.ts";
import { insecureStart } from "../tls/insecure-start.ts";
import { addressFaults, type FindAddresses } from "./address-faults.ts";
import { boundaryFaults } from "./boundary-faults.ts";
import { keptWord, type ShownFile } from "./hide-secrets.ts";
import { impliedKeyFaults, type WayOut, waysOut } from "./key-homes.ts";
import { leavesOf } from "./leaves-of.ts";
import { type RestoredFile, restoreSecrets } from "./restore-secrets.ts";
import { strayWords } from "./stray-words.ts";

/** What a text is checked against. */
export interface CheckContext {
  /** Absolute path of the file. */
  readonly path: string;
  /** What the file holds, or what stands for it where there is none. */
  readonly source: string;
  readonly shown: ShownFile;
  readonly env: Environment;
  readonly cwd: string;
  /** Those in force. */
  readonly running: Settings;
  readonly find: FindAddresses;
}

/** What came of a check; `settings` and `source` are there where nothing is wrong. */
export interface CheckedText extends CheckedSettings {
  /** As they would be at a start. */
  readonly settings?: Settings;
  /** The text with its secrets in place: what is to be written. */
  readonly source?: string;
}

/** The file, as faults name it: lines are those of a text that is nowhere else. */
const name = "settings";

/**
 * Checks an edited text as a start would, and beyond that whether somebody who is not at the machine may change what it
 * changes. What is not theirs to change is told first, and alone: checking values that are put in from the environment
 * could tell of them.
 */
export async function checkText(text: string, context: CheckContext): Promise<CheckedText> {
  const { shown } = context;
  const [before, after] = [readYaml(shown.text), readYaml(text)];
  const changed = after.faults.length > 0 ? [] : differing(before.value, after.value);
  const none = { warnings: [], changed };
  const first = firstFaults(text, { before, after, shown });
  if (first.length > 0) return { ...none, faults: first.map(textFault) };
  const restored = restoreSecrets(text, shown.pieces);
  if (!isFaithful(restored.source, { before, after, context })) {
    const message =
      "What stands for a secret cannot be put back where it stands now: leave its line as it was.";
    return { ...none, faults: [{ path: "", message }] };
  }
  let settings: Settings;
  try {
    settings = settingsOf(restored.source, context);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { ...none, faults: error.faults.map((fault) => textFault(placed(fault, text, restored))) };
  }
  const faults = await outwardFaults(settings, context);
  if (faults.length > 0) return { ...none, faults: faults.map((fault) => textFault(located(fault, after))) };
  return { faults: [], warnings: settings.warnings, changed, settings, source: restored.source };
}

/** The settings that a file with this content gives, with what stands above the file. Throws a `SettingsError`. */
export function settingsOf(
  source: string,
  { path, env, cwd }: Pick<CheckContext, "path" | "env" | "cwd">,
  overlay: Environment = {},
): Settings {
  return loadSettings({
    env: { ...env, PARLEY_CONFIG: path, ...overlay },
    cwd,
    readFile(asked) {
      if (asked === path) return source;
      throw Object.assign(new Error("no other file is read"), { code: "ENOENT" });
    },
  });
}

interface Reading {
  readonly before: YamlFile;
  readonly after: YamlFile;
  readonly shown: ShownFile;
}

function firstFaults(text: string, { before, after, shown }: Reading): readonly Fault[] {
  if (text.trim() === "")
    return [{ path: "", message: "The file would be empty. Write the settings into it." }];
  if (after.faults.length > 0) return after.faults;
  const strays = strayWords(shown.text, text).map((line): Fault => ({
    path: "",
    line,
    column: 1,
    message:
      "What stands for a secret (KEPT-SECRET) stays where it is, or is removed: it cannot be set aside in a comment, nor be there twice.",
  }));
  return [...strays, ...boundaryFaults(name, before, after)];
}

/** Whether the text says with its secrets what it says without, and each secret what it said before. */
function isFaithful(
  source: string,
  { before, after, context }: Omit<Reading, "shown"> & { readonly context: CheckContext },
): boolean {
  const real = readYaml(source);
  if (real.faults.length > 0) return false;
  const { pieces } = context.shown;
  const put = (key: string): string => restoreSecrets(key, pieces).source;
  const [now, then] = [leavesOf(real.value), leavesOf(readYaml(context.source).value)];
  const wanted = leavesOf(after.value);
  if (now.size !== wanted.size || before.faults.length > 0) return false;
  return [...wanted].every(([key, { text }]) => {
    const found = now.get(put(key))?.text;
    return found !== undefined && found === (text.search(keptWord) === -1 ? text : then.get(put(key))?.text);
  });
}

/** What is sound by itself, and must not come from here. */
async function outwardFaults(settings: Settings, context: CheckContext): Promise<readonly Fault[]> {
  const insecure = insecureStart(settings);
  if (insecure !== undefined) return [{ path: "host", message: insecure }];
  const [before, after] = [waysBefore(context), waysOut(settings.providers)];
  const implied = impliedKeyFaults(before, after, name);
  if (implied.length > 0) return implied;
  const { privateAddresses } = context.running.editing;
  return addressFaults(before, after, { privateAddresses, find: context.find, file: name });
}

/** Ways that whoever has the machine has written, in the file or before. */
function waysBefore(context: CheckContext): readonly WayOut[] {
  const running = waysOut(context.running.providers);
  try {
    return [...running, ...waysOut(settingsOf(context.source, context).providers)];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return running;
  }
}

function differing(before: unknown, after: unknown): readonly string[] {
  const names = new Set([...entriesOf(before), ...entriesOf(after)].map(([key]) => key));
  return [...names].filter((key) => !isDeepStrictEqual(member(before, key), member(after, key)));
}

/** A fault of the restored file, where it is in the text that was sent. */
function placed(fault: Fault, text: string, { source, shownOffset }: RestoredFile): Fault {
  const { line, column } = fault;
  if (line === undefined || column === undefined) return fault;
  const start = source.split("\n", line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const before = text.slice(0, shownOffset(start + column - 1));
  const lines = before.split("\n");
  return { ...fault, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Finds the line of a provider that a fault names. */
function located(fault: Fault, file: YamlFile): Fault {
  const [section = "", provider = "", part] =
    /^(providers)\.(.+?)(?:\.(baseUrl))?$/.exec(fault.path)?.slice(1) ?? [];
  const whole = [section, provider];
  const place =
    (part === undefined ? undefined : file.place([...whole, part], "value")) ?? file.place(whole, "name");
  return { ...fault, ...place };
}

function textFault({ path, line, column, message, expected, found }: Fault): SettingsTextFault {
  return {
    path,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    message,
    ...(expected !== undefined && { expected }),
    ...(found !== undefined && { found }),
  };
}
