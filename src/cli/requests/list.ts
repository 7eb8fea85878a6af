import type { RequestFilter, RequestPage, RequestRow } from "../../spec/request-log.ts";
import { operator } from "../../spec/actor.ts";
import type { CliContext } from "../context.ts";
import { UsageError } from "../exit.ts";
import { isoTime, jsonLine, printable } from "../printable.ts";
import { wholeNumber } from "../subject-options.ts";
import { table } from "../table.ts";
import { withKeeper } from "../with-keeper.ts";
import { writeOut } from "../write-out.ts";
import { type FilterOptions, filterOf } from "./filter.ts";

export interface ListOptions extends FilterOptions {
  readonly limit: string;
  readonly follow?: boolean;
  readonly json?: boolean;
}

const mostListed = 1_000;

export async function listOrFollow(context: CliContext, options: ListOptions): Promise<void> {
  const [{ systemClock }, { presentRow }] = await Promise.all([
    import("../../lib/clock.ts"),
    import("./present.ts"),
  ]);
  const filter = filterOf(options, systemClock.now());
  const limit = wholeNumber("--limit", options.limit);
  if (limit < 1 || limit > mostListed) throw new UsageError(`--limit must be 1 to ${mostListed}.`);
  const json = options.json === true;
  if (options.follow === true) {
    if (filter.text !== undefined)
      throw new UsageError("--follow cannot look into what was said: leave out --text.");
    await follow(context, filter, (row) => (json ? jsonLine(presentRow(row)) : lineOf(row)));
    return;
  }
  const { listRequests } = await import("../../admin/activity/requests.ts");
  const { rows, next } = await withKeeper<RequestPage>(
    context,
    ({ keys }) => listRequests(keys, operator, { ...filter, limit }),
    async () => ({ rows: [] }),
  );
  if (json) {
    await writeOut(context, rows.map((row) => jsonLine(presentRow(row))).join(""));
    return;
  }
  context.stdout.write(table(headings, rows.map(cellsOf)));
  if (next !== undefined)
    context.stderr.write("There are more: --limit, --until, or `parley requests export`.\n");
}

const headings = ["Time", "Request", "Status", "Model", "Answered by", "Took", "First", "Cost", "Error"];

function cellsOf(row: RequestRow): string[] {
  const { asked = "-", provider, model, firstMs, costMicros, errorCode = "-", repeats } = row;
  return [
    isoTime(row.at),
    row.id,
    repeats > 1 ? `${row.status} ×${repeats}` : String(row.status),
    asked,
    provider === undefined ? "-" : `${provider}/${model ?? "?"}`,
    `${row.durationMs} ms`,
    firstMs === undefined ? "-" : `${firstMs} ms`,
    costMicros === undefined ? "unknown" : `$${(costMicros / 1e6).toFixed(6)}`,
    errorCode,
  ];
}

function lineOf(row: RequestRow): string {
  return `${cellsOf(row).map(printable).join("  ")}\n`;
}

/** How long a process without anything else to do is kept, in milliseconds. */
const heartbeat = 1_000;

/** Prints what is written from now on, by whatever server, until the user or the reader has enough. */
async function follow(
  context: CliContext,
  filter: RequestFilter,
  line: (row: RequestRow) => string,
): Promise<void> {
  const [{ createTail }, { matches }] = await Promise.all([
    import("../../admin/activity/tail.ts"),
    import("../../admin/activity/matches.ts"),
  ]);
  await withKeeper(context, async ({ keys }) => {
    const warn = (message: string): void => void context.stderr.write(`Warning: ${message}.\n`);
    const tail = createTail({ store: keys.stores.requests, warn });
    const enough = Promise.withResolvers<void>();
    const releases = (["SIGINT", "SIGTERM"] as const).map((signal) =>
      context.onSignal(signal, enough.resolve),
    );
    context.unread.addEventListener("abort", () => enough.resolve(), { once: true });
    const timer = setInterval(() => undefined, heartbeat);
    const unfollow = tail.follow((rows) => {
      const shown = rows.filter((row) => matches(filter, row)).map(line);
      if (shown.length > 0) void writeOut(context, shown.join(""));
    });
    await enough.promise;
    unfollow();
    clearInterval(timer);
    for (const release of releases) release();
  });
}
