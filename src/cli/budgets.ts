import { type Command, Option } from "commander";
import { formatMicros, parseMoney } from "../lib/money.ts";
import { operator } from "../spec/actor.ts";
import type { BudgetPeriod, BudgetState, BudgetUnit } from "../spec/budget.ts";
import type { CliContext } from "./context.ts";
import { UsageError } from "./exit.ts";
import { isoTime, jsonLine, printable } from "./printable.ts";
import { type SubjectOptions, subjectOf, wholeNumber } from "./subject-options.ts";
import { table } from "./table.ts";
import { withKeeper } from "./with-keeper.ts";

const periods: readonly BudgetPeriod[] = ["day", "month", "total"];

interface JsonOption {
  readonly json?: boolean;
}

interface SetOptions extends SubjectOptions, JsonOption {
  readonly per: BudgetPeriod;
  readonly money?: string;
  readonly tokens?: string;
  readonly shadow?: boolean;
}

export function budgetsCommand(program: Command, context: CliContext): void {
  const budgets = program.command("budgets").description("Say how much calls may use up.");
  budgets
    .command("set")
    .description("Set a budget, or change the one for the same calls, period and unit.")
    .option("--installation", "for all calls together")
    .option("--project <id>", "for the calls of a project")
    .option("--key <id>", "for the calls of an API key")
    .addOption(
      new Option("--per <period>", "when it begins anew, in UTC").choices(periods).makeOptionMandatory(),
    )
    .option("--money <amount>", "in US dollars, such as 1.50")
    .option("--tokens <number>", "in input and output tokens together")
    .option("--shadow", "refuse nothing, and only report what would have been refused")
    .option("--json", "print the budget as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  parley budgets set --installation --per month --money 200\n  parley budgets set --key key_0123456789abcdef0123456789abcdef --per day --tokens 100000 --shadow",
    )
    .action((options: SetOptions) => set(context, options));
  budgets
    .command("list")
    .description("List all budgets, with what they have spent in their present period.")
    .option("--json", "print them as one JSON object")
    .addHelpText("after", "\nExample:\n  parley budgets list")
    .action((options: JsonOption) => list(context, options));
  budgets
    .command("remove")
    .description("Remove a budget. Running servers forget it within a second.")
    .argument("<id>", "its id, as `parley budgets list` shows it")
    .option("--json", "print the budget as it was, as one JSON object")
    .addHelpText("after", "\nExample:\n  parley budgets remove bud_0123456789abcdef0123456789abcdef")
    .action((id: string, options: JsonOption) => remove(context, id, options));
}

async function set(context: CliContext, options: SetOptions): Promise<void> {
  const subject = subjectOf(options);
  const { unit, amount } = amountOf(options);
  const { setBudget } = await import("../admin/budgets.ts");
  await withKeeper(context, async ({ keys }) => {
    const shadow = options.shadow === true;
    const budget = await setBudget(keys, operator, { subject, period: options.per, unit, amount, shadow });
    say(context, options, budget, "is set");
  });
}

async function list(context: CliContext, { json }: JsonOption): Promise<void> {
  const { listBudgets } = await import("../admin/budgets.ts");
  const budgets = await withKeeper(
    context,
    ({ keys }) => listBudgets(keys, operator),
    async () => [],
  );
  if (json === true) {
    context.stdout.write(jsonLine({ budgets: budgets.map(presentBudget) }));
  } else if (budgets.length === 0) {
    context.stderr.write("There are no budgets. `parley budgets set --help` says how to make one.\n");
  } else {
    const headings = ["ID", "FOR", "PER", "AMOUNT", "SPENT", "RESERVED", "WINDOW", "SHADOW"];
    context.stdout.write(table(headings, budgets.map(tableRow)));
  }
}

async function remove(context: CliContext, id: string, options: JsonOption): Promise<void> {
  const { noBudget, removeBudget } = await import("../admin/budgets.ts");
  await withKeeper(
    context,
    async ({ keys }) => say(context, options, await removeBudget(keys, operator, { id }), "is removed"),
    () => Promise.reject(noBudget(id)),
  );
}

function say(context: CliContext, { json }: JsonOption, budget: BudgetState, done: string): void {
  const { id, period } = budget;
  const text = `The budget ${id} of ${written(budget, budget.amount)} ${period === "total" ? "in total" : `a ${period}`}, for ${subjectText(budget)}, ${done}.`;
  context.stdout.write(json === true ? jsonLine(presentBudget(budget)) : `${printable(text)}\n`);
}

function amountOf({ money, tokens }: SetOptions): { readonly unit: BudgetUnit; readonly amount: number } {
  if ((money === undefined) === (tokens === undefined)) {
    throw new UsageError("Say how much, with either --money or --tokens.");
  }
  if (tokens !== undefined) return { unit: "tokens", amount: wholeNumber("--tokens", tokens) };
  const amount = parseMoney(money ?? "");
  if (amount === undefined) {
    throw new UsageError(
      `--money must be an amount in US dollars such as 10 or 1.50, with at most 6 decimals, not ${money}.`,
    );
  }
  return { unit: "micros", amount };
}

function written({ unit }: BudgetState, amount: number): string {
  return unit === "micros" ? formatMicros(amount) : `${amount} tokens`;
}

function subjectText({ subject }: BudgetState): string {
  return subject.type === "installation" ? "the installation" : `${subject.type} ${subject.id}`;
}

function tableRow(budget: BudgetState): readonly string[] {
  const { id, period, amount, spent, reserved, window, shadow } = budget;
  const amounts = [amount, spent, reserved].map((value) => written(budget, value));
  return [id, subjectText(budget), period, ...amounts, window, shadow ? "yes" : "-"];
}

/** `amount`, `spent` and `reserved` are in the unit: micro-units (millionths of a US dollar) or tokens. */
function presentBudget(budget: BudgetState) {
  const { subject } = budget;
  return {
    id: budget.id,
    subject: subject.type,
    subject_id: subject.type === "installation" ? null : subject.id,
    per: budget.period,
    unit: budget.unit,
    amount: budget.amount,
    shadow: budget.shadow,
    window: budget.window,
    spent: budget.spent,
    reserved: budget.reserved,
    created_at: isoTime(budget.createdAt),
  };
}
