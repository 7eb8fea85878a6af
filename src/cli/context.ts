import type { Settings } from "../server/settings/settings.ts";
import { printable } from "./printable.ts";

/** Where text goes: a terminal, a pipe or a file. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

export type Signal = "SIGINT" | "SIGTERM" | "SIGHUP" | "SIGUSR2";

/** What every command may use of the world. Tests bring their own. */
export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path. */
  readonly cwd: string;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted when nobody reads standard output any more. */
  readonly unread: AbortSignal;
  /** Calls back on each such signal, which then no longer ends the process. Returns a function that ends it. */
  onSignal(signal: Signal, handler: () => void): () => void;
  /** Ends the process at once. */
  exit(code: number): void;
  /** Milliseconds that only grow. */
  now(): number;
}

export interface SettingsSource extends Pick<CliContext, "env" | "cwd"> {
  /** Told what is probably a mistake. */
  readonly stderr?: Output;
  /** Reads a text file as UTF-8, and throws as `fs.readFileSync` does, which it is unless given. */
  readonly readFile?: (path: string) => string;
}

/** The settings as the server would read them. */
export async function readSettings(context: SettingsSource): Promise<Settings> {
  // Loaded late: `parley --help` needs neither a parser nor a file.
  const [{ loadSettings }, { findDemoModel }, { readFileSync }] = await Promise.all([
    import("../server/settings/load.ts"),
    import("../server/find-demo-model.ts"),
    import("node:fs"),
  ]);
  const demoModel = findDemoModel();
  const settings = loadSettings({
    ...(demoModel !== undefined && { demoModel }),
    env: context.env,
    cwd: context.cwd,
    readFile: context.readFile ?? ((path) => readFileSync(path, "utf8")),
  });
  for (const warning of settings.warnings) context.stderr?.write(`Warning: ${printable(warning)}\n`);
  return settings;
}
