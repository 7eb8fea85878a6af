import { readFileSync } from "node:fs";
import { loadSettings } from "../server/settings/load.ts";
import type { Settings } from "../server/settings/settings.ts";

/** What every command may use of the world. Tests bring their own. */
export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

export function processContext(): CliContext {
  return { env: process.env, cwd: process.cwd(), stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
}

/** The settings as the server would read them; says on standard error what is probably a mistake. */
export function readSettings(context: CliContext): Settings {
  const settings = loadSettings({
    env: context.env,
    cwd: context.cwd,
    readFile: (path) => readFileSync(path, "utf8"),
  });
  for (const warning of settings.warnings) context.stderr.write(`Warning: ${warning}\n`);
  return settings;
}
