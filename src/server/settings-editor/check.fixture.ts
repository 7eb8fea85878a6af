import { type CheckContext, checkText, settingsOf } from "./check-text.ts";
import { hideSecrets } from "./hide-secrets.ts";

const path = "/srv/parley.yaml";

/** Against what a text is checked in these tests: a file, an environment, and what names mean. */
export function contextOf(
  source: string,
  {
    env = {},
    names = {},
    running = "port: 1",
  }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly names?: Readonly<Record<string, readonly string[]>>;
    /** Settings in force, where the file says something else. */
    readonly running?: string;
  } = {},
): CheckContext {
  const shown = hideSecrets(source);
  if (shown === undefined) throw new Error("this file is not shown");
  const place = { path, env, cwd: "/srv" };
  return {
    ...place,
    source,
    shown,
    running: settingsOf(running, place),
    find: (name) => {
      const found = names[name];
      return found === undefined ? Promise.reject(new Error("ENOTFOUND")) : Promise.resolve(found);
    },
  };
}

/** What is wrong with what an edit makes of a file, as `line: path: message`. */
export async function faultsAfter(
  source: string,
  edit: (shown: string) => string,
  options: Parameters<typeof contextOf>[1] = {},
): Promise<readonly string[]> {
  const context = contextOf(source, options);
  const { faults } = await checkText(edit(context.shown.text), context);
  return faults.map(({ line, path: at, message }) => `${line ?? "-"}: ${at}: ${message}`);
}
