import { readFileSync } from "node:fs";
import { styleText } from "node:util";
import type { Command } from "commander";
import type { Finding } from "../server/doctor/finding.ts";
import type { CliContext, Output } from "./context.ts";
import { Exit } from "./exit.ts";
import { jsonLine, printable } from "./printable.ts";

interface DoctorOptions {
  readonly json?: boolean;
  readonly offline?: boolean;
}

export function doctorCommand(program: Command, context: CliContext): void {
  program
    .command("doctor")
    .description("Say in sentences what is wrong and what to do. Changes nothing.")
    .option("--offline", "ask no provider")
    .option("--json", "print the findings as one JSON object")
    .addHelpText(
      "after",
      "\nThe exit code is 1 when there is a problem.\n\nExamples:\n  parley doctor\n  parley doctor --json | jq '.findings[] | select(.level != \"ok\")'",
    )
    .action((options: DoctorOptions) => diagnose(context, options));
}

async function diagnose(context: CliContext, options: DoctorOptions): Promise<void> {
  const [{ examine }, { findDemoModel }] = await Promise.all([
    import("../server/doctor/examine.ts"),
    import("../server/find-demo-model.ts"),
  ]);
  const findings: Finding[] = [];
  const node = {
    version: process.versions.node,
    path: process.execPath,
    platform: process.platform,
    arch: process.arch,
  };
  const { env, cwd } = context;
  const readFile = (path: string): string => readFileSync(path, "utf8");
  const demoModel = findDemoModel();
  await examine(
    {
      env,
      cwd,
      readFile,
      ...(demoModel !== undefined && { demoModel }),
      node,
      offline: options.offline === true,
    },
    (finding) => {
      findings.push(finding);
      if (options.json !== true) context.stdout.write(written(finding, context.stdout));
    },
  );
  const problems = findings.filter(({ level }) => level === "problem").length;
  const warnings = findings.filter(({ level }) => level === "warning").length;
  if (options.json === true) context.stdout.write(jsonLine({ ok: problems === 0, findings }));
  else context.stdout.write(`\n${summary(problems, warnings)}\n`);
  if (problems > 0) throw new Exit(1);
}

const colours = { ok: "green", warning: "yellow", problem: "red" } as const;

function written({ level, check, message, remedy }: Finding, output: Output): string {
  const word =
    output.isTTY === true ? styleText(colours[level], level.padEnd(8), { stream: output }) : level.padEnd(8);
  const lines = [`${word} ${check}: ${printable(message)}`];
  if (remedy !== undefined) lines.push(`         ${printable(remedy)}`);
  return `${lines.join("\n")}\n`;
}

function summary(problems: number, warnings: number): string {
  if (problems + warnings === 0) return "All is well.";
  const counted = (count: number, word: string): string =>
    count === 0 ? `no ${word}s` : count === 1 ? `one ${word}` : `${count} ${word}s`;
  const text = `${counted(problems, "problem")}, ${counted(warnings, "warning")}.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
