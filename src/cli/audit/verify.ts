import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Verdict } from "../../admin/audit/verify.ts";
import { type CliContext, readSettings } from "../context.ts";
import { Exit, UsageError } from "../exit.ts";
import { jsonLine, printable } from "../printable.ts";

interface VerifyOptions {
  readonly log?: string;
  readonly database?: string;
  readonly checkpoints?: readonly string[];
  readonly key?: readonly string[];
  readonly json?: boolean;
}

/** Sound in itself, and nothing signed to hold it against. */
const unproven = 3;

export async function verify(context: CliContext, options: VerifyOptions): Promise<void> {
  if (options.log !== undefined && options.database !== undefined)
    throw new UsageError("Choose --log or --database, not both.");
  const [{ verifyAudit }, { openDatabaseFile, openExport, openOwnLog }] = await Promise.all([
    import("../../admin/audit/verify.ts"),
    import("../../server/audit/open-log.ts"),
  ]);
  const checkpointLines = await readCheckpoints(context, options);
  const publicKeys = await readKeys(context, options);
  const log =
    options.log !== undefined
      ? await openExport(resolve(context.cwd, options.log))
      : options.database !== undefined
        ? openDatabaseFile(resolve(context.cwd, options.database))
        : await openOwnLog(await readSettings(context));
  try {
    const { records, head } = log;
    const verdict = await verifyAudit({
      records,
      checkpointLines,
      publicKeys,
      ...(head !== undefined && { head }),
    });
    tell(context, options, log.name, verdict);
  } finally {
    await log.close();
  }
}

/** Files that are named must be there. The one of the settings is missing until the first checkpoint is written. */
async function readCheckpoints(context: CliContext, options: VerifyOptions): Promise<readonly string[]> {
  if (options.checkpoints !== undefined) {
    const texts = await Promise.all(
      options.checkpoints.map((path) => readFile(resolve(context.cwd, path), "utf8")),
    );
    return texts.flatMap(linesOf);
  }
  const { file } = (await readSettings(context)).audit.checkpoints;
  if (file === undefined) return [];
  return readFile(file, "utf8").then(linesOf, (error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  });
}

function linesOf(text: string): string[] {
  return text.split("\n");
}

async function readKeys(context: CliContext, options: VerifyOptions) {
  const { readPublicKey } = await import("../../server/audit/signing-key.ts");
  const paths = options.key ?? (await settingsKeys(context));
  return Promise.all(
    paths.map(async (path) => readPublicKey(await readFile(resolve(context.cwd, path), "latin1"), path)),
  );
}

async function settingsKeys(context: CliContext): Promise<readonly string[]> {
  const { signingKey, otherKeys } = (await readSettings(context)).audit;
  return [signingKey, ...otherKeys];
}

function tell(context: CliContext, options: VerifyOptions, name: string, verdict: Verdict): void {
  const { problems, entries, first, last, checkpoints, covered, signedAt } = verdict;
  const sound = problems.length === 0;
  if (options.json === true) {
    context.stdout.write(
      jsonLine({
        sound,
        log: name,
        entries,
        first: first ?? null,
        last: last ?? null,
        checkpoints,
        covered,
        signed_at: signedAt === undefined ? null : new Date(signedAt).toISOString(),
        problems: problems.map(({ sequence, message }) => ({ sequence: sequence ?? null, message })),
      }),
    );
  } else {
    for (const { message } of problems) context.stdout.write(`${printable(message)}\n`);
    context.stdout.write(`${summary(printable(name), verdict)}\n`);
  }
  if (!sound) throw new Exit(1);
  if (checkpoints === 0 && entries > 0) throw new Exit(unproven);
}

function summary(name: string, { problems, entries, last = 0, checkpoints, covered }: Verdict): string {
  if (problems.length > 0) return `The audit log of ${name} is not what Parley has written.`;
  if (entries === 0) return `The audit log of ${name} is empty.`;
  const sound = `The audit log of ${name} is sound: ${entries} entries up to ${last}.`;
  if (checkpoints === 0)
    return `${sound}\nThere is no checkpoint to hold it against: whoever can change the database could have made it anew.`;
  const newer = last - covered;
  return `${sound} ${checkpoints} checkpoints speak for the first ${covered}${newer > 0 ? `; the newest ${newer} are held together by their hashes alone` : ""}.`;
}
