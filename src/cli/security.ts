import { styleText } from "node:util";
import type { Command } from "commander";
import { type SecurityFinding, severities, type Severity } from "../spec/security-finding.ts";
import { type CliContext, type Output, readSettings } from "./context.ts";
import { Exit, UsageError } from "./exit.ts";
import { jsonLine, printable } from "./printable.ts";

interface AuditOptions {
  readonly json?: boolean;
  readonly failOn: string;
}

export function securityCommand(program: Command, context: CliContext): void {
  const security = program.command("security").description("Look after the safety of this installation.");
  security
    .command("audit")
    .description("Say what could be safer, the worst first, and what to do about it. Changes nothing.")
    .option(
      "--fail-on <severity>",
      "exit with 1 from this severity on: low, medium, high or critical",
      "high",
    )
    .option("--json", "print the findings as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  parley security audit\n  parley security audit --fail-on medium --json | jq '.findings[].id'",
    )
    .action((options: AuditOptions) => audit(context, options));
}

async function audit(context: CliContext, { json, failOn }: AuditOptions): Promise<void> {
  const [{ gatherFacts }, { auditSecurity }] = await Promise.all([
    import("../server/security-audit/gather.ts"),
    import("../server/security-audit/audit-security.ts"),
  ]);
  const least = severities.findIndex((severity) => severity === failOn);
  if (least < 0) throw new UsageError(`--fail-on: Expected one of ${severities.join(", ")}.`);
  const findings = auditSecurity(await gatherFacts(await readSettings(context), Date.now()));
  const failing = findings.filter(({ severity }) => severities.indexOf(severity) >= least).length;
  if (json === true) {
    context.stdout.write(jsonLine({ ok: failing === 0, findings }));
  } else {
    for (const finding of findings) context.stdout.write(written(finding, context.stdout));
    context.stdout.write(
      findings.length === 0 ? "Nothing was found.\n" : `\n${summary(findings.length, failing, failOn)}\n`,
    );
  }
  if (failing > 0) throw new Exit(1);
}

const colours: Readonly<Record<Severity, "cyan" | "yellow" | "red" | "magenta">> = {
  low: "cyan",
  medium: "yellow",
  high: "red",
  critical: "magenta",
};

function written({ severity, id, message, remedy }: SecurityFinding, output: Output): string {
  const word = severity.padEnd(9);
  const shown = output.isTTY === true ? styleText(colours[severity], word, { stream: output }) : word;
  return `${shown} ${id}: ${printable(message)}\n          ${printable(remedy)}\n`;
}

function summary(all: number, failing: number, failOn: string): string {
  const found = all === 1 ? "One finding" : `${all} findings`;
  return `${found}, ${failing === 0 ? "none" : failing} of them ${failOn} or worse.`;
}
