import { operator } from "../../spec/actor.ts";
import type { AuditEntry } from "../../spec/audit.ts";
import type { CliContext } from "../context.ts";
import { csvLine } from "../../lib/csv.ts";
import { UsageError } from "../exit.ts";
import { isoTime, jsonLine } from "../printable.ts";
import { wholeNumber } from "../subject-options.ts";
import { table } from "../table.ts";
import { withKeeper } from "../with-keeper.ts";
import { writeOut } from "../write-out.ts";
import { type FilterOptions, filterOf } from "./filter.ts";

interface ListOptions extends FilterOptions {
  readonly limit: string;
  readonly json?: boolean;
}

const mostListed = 1_000;

export async function listEntries(context: CliContext, options: ListOptions): Promise<void> {
  const { listAudit } = await import("../../admin/audit/list.ts");
  const limit = wholeNumber("--limit", options.limit);
  if (limit < 1 || limit > mostListed) throw new UsageError(`--limit must be 1 to ${mostListed}.`);
  const filter = { ...filterOf(options, Date.now()), limit };
  const { entries, more } = await withKeeper(
    context,
    ({ keys }) => listAudit(keys, operator, filter),
    async () => ({ entries: [], more: false }),
  );
  if (options.json === true) {
    context.stdout.write(jsonLine({ entries: entries.map(present), more }));
    return;
  }
  const rows = entries.map((entry) => [
    String(entry.sequence),
    isoTime(entry.at),
    `${entry.actor.kind} ${entry.actor.name}`,
    entry.actor.address ?? "-",
    entry.action,
    `${entry.subject.kind} ${entry.subject.id}`,
    entry.outcome,
  ]);
  context.stdout.write(table(["No.", "Time", "Who", "From", "What", "To what", "Outcome"], rows));
  if (more) context.stderr.write("There are more: --limit, or `parley audit export`.\n");
}

function present(entry: AuditEntry): object {
  const { actor, projectId = null, at, ...rest } = entry;
  const { kind, id, name, address = null, userAgent = null } = actor;
  return {
    ...rest,
    at: new Date(at).toISOString(),
    actor: { kind, id, name, address, user_agent: userAgent },
    project_id: projectId,
  };
}

interface ExportOptions extends FilterOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
}

const csvFields = [
  "sequence",
  "at",
  "id",
  "actor_kind",
  "actor_id",
  "actor_name",
  "address",
  "user_agent",
  "action",
  "subject_kind",
  "subject_id",
  "project_id",
  "outcome",
  "details",
  "hash",
] as const;

export async function exportEntries(context: CliContext, options: ExportOptions): Promise<void> {
  if (options.json === true && options.csv === true)
    throw new UsageError("Choose --json or --csv, not both.");
  const [{ recordsOf }, { entryLine }, { matches }] = await Promise.all([
    import("../../admin/audit/records-of.ts"),
    import("../../admin/audit/entry-line.ts"),
    import("../../admin/audit/matches.ts"),
  ]);
  const filter = filterOf(options, Date.now());
  if (options.csv === true) await writeOut(context, csvLine(csvFields));
  await withKeeper(
    context,
    async ({ keys }) => {
      const { audit } = keys.stores;
      // What comes while it is written is not in it: it has an end.
      const { sequence } = await audit.head();
      for await (const record of recordsOf(audit, sequence)) {
        if (!matches(record, filter)) continue;
        const line =
          options.csv === true
            ? csvLine([
                record.sequence,
                new Date(record.at).toISOString(),
                record.id,
                record.actorKind,
                record.actorId,
                record.actorName,
                record.address,
                record.userAgent,
                record.action,
                record.subjectKind,
                record.subjectId,
                record.projectId,
                record.outcome,
                record.details,
                record.hash,
              ])
            : `${entryLine(record)}\n`;
        if (!(await writeOut(context, line))) return;
      }
    },
    async () => undefined,
  );
}
