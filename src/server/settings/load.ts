import { dirname, isAbsolute, relative, resolve } from "node:path";
import { crossChecks } from "./checks.ts";
import { configVariable, openAiOrigin, readOverrides, unknownVariables } from "./environment.ts";
import { explain } from "./explain.ts";
import { type Fault, SettingsError } from "./fault.ts";
import { normalise } from "./normalise.ts";
import { fileOrigin, type Origin, plainOrigin } from "./origin.ts";
import { type SettingsInput, settingsSchema } from "./schema.ts";
import type { Settings } from "./settings.ts";
import type { Environment } from "./substitution.ts";
import { readYaml } from "./yaml-file.ts";

/** The file that is read when the environment names none and it is there. */
const defaultFile = "parley.yaml";

/** Absolute path of the settings file, whether it is there or not. */
export function settingsFile({ env, cwd }: Pick<LoadOptions, "env" | "cwd">): string {
  return resolve(cwd, env[configVariable] || defaultFile);
}

export interface LoadOptions {
  readonly env: Environment;
  /** Reads a text file as UTF-8. Throws as `fs.readFileSync` does. */
  readonly readFile: (path: string) => string;
  /** Absolute path of the working directory. */
  readonly cwd: string;
  /** Settings from a program instead of a file: then no file is read. */
  readonly input?: SettingsInput;
  /** Absolute path of the demo model, where it is there and fit to be used; see `findDemoModel`. */
  readonly demoModel?: string;
}

/**
 * The settings from the environment and the file, checked, normalised and frozen. Without any, the defaults.
 * Throws a `SettingsError` with all faults at once.
 */
export function loadSettings(options: LoadOptions): Settings {
  const { env, cwd } = options;
  const { overrides, faults: variableFaults } = readOverrides(env);
  const source = options.input === undefined ? readSource(options) : given(options.input);
  const faults = [...variableFaults, ...source.faults];
  const result = settingsSchema.safeParse(source.origin.input);
  if (source.readable) {
    faults.push(...(result.error?.issues ?? []).flatMap((issue) => explain(issue, source.origin)));
    faults.push(...crossChecks(source.origin, env));
  }
  if (faults.length > 0 || !result.success) throw new SettingsError(inOrder(faults));
  return normalise(result.data, {
    ...(source.file !== undefined && { file: source.file }),
    base: source.file === undefined ? cwd : dirname(source.file),
    cwd,
    env,
    overrides,
    ...(options.demoModel !== undefined &&
      source.file === undefined &&
      options.input === undefined && { demoModel: options.demoModel }),
    warnings: [...source.warnings, ...unknownVariables(env, source.variables)],
  });
}

interface Source {
  readonly origin: Origin;
  readonly file?: string;
  readonly faults: readonly Fault[];
  /** Whether there is a content to be checked. */
  readonly readable: boolean;
  readonly variables: ReadonlySet<string>;
  readonly warnings: readonly string[];
}

function given(input: unknown, warnings: readonly string[] = []): Source {
  return { origin: plainOrigin(input), faults: [], readable: true, variables: new Set(), warnings };
}

function readSource({ env, readFile, cwd }: LoadOptions): Source {
  const named = env[configVariable];
  const file = settingsFile({ env, cwd });
  const name = shortName(cwd, file);
  const text = attempt(readFile, file);
  if (typeof text !== "string") {
    if (!named && text.code === "ENOENT") {
      const warnings = [...openAiWarnings(env), ...otherNameWarnings(readFile, cwd)];
      return { ...given({}, warnings), origin: openAiOrigin(env) };
    }
    const fault = named
      ? { path: configVariable, message: `The file ${name} ${text.problem}` }
      : { file: name, path: "", message: `The file ${text.problem}` };
    return { ...given({}), faults: [fault], readable: false };
  }
  if (/[\0\uFFFD]/.test(text)) {
    const message = "The file is not encoded in UTF-8. Save it as UTF-8.";
    return { ...given({}), faults: [{ file: name, path: "", message }], readable: false };
  }
  const yaml = readYaml(text, env);
  const faults = yaml.faults.map((fault): Fault => ({ file: name, ...fault }));
  const readable = yaml.value !== undefined || faults.length === 0;
  return { origin: fileOrigin(name, yaml), file, faults, readable, variables: yaml.variables, warnings: [] };
}

function attempt(
  readFile: LoadOptions["readFile"],
  file: string,
): string | { readonly code: string | undefined; readonly problem: string } {
  try {
    return readFile(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    return { code, problem: problems.get(code ?? "") ?? `cannot be read (${code ?? "unknown reason"}).` };
  }
}

const problems: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "does not exist."],
  ["ENOTDIR", "does not exist."],
  ["EISDIR", "is a folder."],
  ["EACCES", "may not be read by this user."],
  ["EPERM", "may not be read by this user."],
]);

function openAiWarnings(env: Environment): readonly string[] {
  if (!env["OPENAI_BASE_URL"] || env["OPENAI_API_KEY"]) return [];
  return ["OPENAI_BASE_URL is set and OPENAI_API_KEY is not, so there is no provider openai. Set both."];
}

function otherNameWarnings(readFile: LoadOptions["readFile"], cwd: string): readonly string[] {
  const names = ["parley.yml", "parley.json"].filter(
    (name) => typeof attempt(readFile, resolve(cwd, name)) === "string",
  );
  return names.map(
    (name) => `${name} is not read. Rename it to ${defaultFile}, or set ${configVariable}=${name}.`,
  );
}

/** As the operator would name it: relative below the working directory, absolute elsewhere. */
function shortName(cwd: string, file: string): string {
  const name = relative(cwd, file);
  return name === "" || name.startsWith("..") || isAbsolute(name) ? file : name;
}

/** Each fault once, although it may have been found in two ways; the file's in the order of its lines. */
function inOrder(faults: readonly Fault[]): readonly Fault[] {
  const distinct = [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
  return distinct.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}
