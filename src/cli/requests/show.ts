import { operator } from "../../spec/actor.ts";
import type { WholeRequest } from "../../spec/request-log.ts";
import type { CliContext } from "../context.ts";
import { jsonLine, printable } from "../printable.ts";
import { table } from "../table.ts";
import { withKeeper } from "../with-keeper.ts";

export async function showRequest(
  context: CliContext,
  id: string,
  options: { readonly json?: boolean },
): Promise<void> {
  const [{ findRequest }, { presentRow }] = await Promise.all([
    import("../../admin/activity/requests.ts"),
    import("./present.ts"),
  ]);
  const found = await withKeeper(context, ({ keys }) => findRequest(keys, operator, { id }));
  const { record, question, answer, ...row } = found;
  const said = { request: question ?? null, response: answer ?? null };
  if (options.json === true) {
    const kept = record === undefined ? {} : (JSON.parse(record) as object);
    context.stdout.write(jsonLine({ ...presentRow(row), ...kept, content: said }));
    return;
  }
  const lines = Object.entries(presentRow(row))
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, String(value)]);
  context.stdout.write(table(["What", "Value"], lines));
  context.stdout.write(attemptsOf(found));
  for (const [name, text] of Object.entries(said))
    if (text !== null) context.stdout.write(`\n${name}:\n${printable(text)}\n`);
}

interface Shown {
  readonly route?: { readonly text?: string };
  readonly attempts?: readonly {
    readonly target: string;
    readonly error?: string;
    readonly slower?: true;
    readonly begun_ms?: number;
    readonly first_ms?: number;
    readonly ended_ms?: number;
  }[];
}

/** Which way it went, in words and as a table of times. */
function attemptsOf({ record }: WholeRequest): string {
  const { route, attempts = [] } = record === undefined ? {} : (JSON.parse(record) as Shown);
  const ms = (value: number | undefined): string => (value === undefined ? "-" : `${value} ms`);
  const rows = attempts.map(({ target, error, slower, ...times }) => [
    target,
    error ?? (slower === true ? "given up" : "answered"),
    ms(times.begun_ms),
    ms(times.first_ms),
    ms(times.ended_ms),
  ]);
  const way = route?.text === undefined ? "" : `\nroute: ${printable(route.text)}\n`;
  return rows.length === 0
    ? way
    : `${way}\n${table(["Attempt at", "Outcome", "Begun", "First", "Ended"], rows)}`;
}
