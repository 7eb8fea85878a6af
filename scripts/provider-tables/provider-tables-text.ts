import { systemClock } from "../../src/lib/clock.ts";
import { Secret } from "../../src/lib/secret.ts";
import { parameters as llama } from "../../src/providers/llama/parameters.ts";
import { parameters } from "../../src/providers/openai-compatible/parameters.ts";
import { parameters as rehearsal } from "../../src/providers/rehearsal/parameters.ts";
import { type UpstreamKind, upstreamKinds } from "../../src/server/settings/upstream-kinds.ts";
import { type Handling, parameterNames, type ParameterTable } from "../../src/spec/parameters.ts";

/** Between these lines of the page stands what a program writes. */
export const marks = {
  begin: "<!-- Written by scripts/write-provider-tables.ts from here -->",
  end: "<!-- to here -->",
} as const;

interface Column {
  readonly type: string;
  readonly parameters: ParameterTable;
}

/** The page with its tables as the providers have them. Fails when it has no place for them. */
export async function withTables(page: string): Promise<string> {
  const begin = page.indexOf(marks.begin);
  const end = page.indexOf(marks.end);
  if (begin === -1 || end < begin) throw new Error("The page has no marks between which the tables belong.");
  return `${page.slice(0, begin + marks.begin.length)}\n${await tablesText()}\n${page.slice(end)}`;
}

async function tablesText(): Promise<string> {
  const columns = [
    { type: "openai-compatible", parameters },
    ...(await Promise.all(upstreamKinds.map(columnOf))),
    { type: "llama", parameters: llama },
    { type: "rehearsal", parameters: rehearsal },
  ];
  const heads = columns.map(({ type }) => `\`${type}\``);
  const rows = parameterNames.map((name) => [
    `\`${name}\``,
    ...columns.map(({ parameters }) => cell(parameters[name])),
  ]);
  const table = [["parameter", ...heads], ["---", ...heads.map(() => "---")], ...rows];
  const lines = table.map((cells) => `| ${cells.join(" | ")} |`);
  return [...lines, ...columns.flatMap((column) => ["", ...reasons(column)])].join("\n");
}

async function columnOf(kind: UpstreamKind): Promise<Column> {
  const create = await kind.load();
  const provider = create(
    { clock: systemClock },
    {
      name: kind.type,
      baseUrl: kind.baseUrl ?? "https://example.invalid",
      apiKey: new Secret("none"),
      headers: {},
      clocks: { connect: 1, firstByte: 1, idle: 1, total: 1 },
      models: [],
      ...(kind.signed === true && { region: "us-east-1" }),
    },
  );
  if (provider.parameters === undefined)
    throw new Error(`The provider ${kind.type} has no table of parameters.`);
  return { type: kind.type, parameters: provider.parameters };
}

function cell(handling: Handling): string {
  switch (handling.how) {
    case "mapped":
      return named(handling.as);
    case "emulated":
      return `emulated: ${plain(handling.as)}`;
    case "refused":
      return "refused";
    case "ignored":
      return "warning";
  }
}

/** A member's path is code; what says more is a sentence. */
function named(as: string): string {
  return /^[\w.[\]-]+$/.test(as) ? `\`${as}\`` : plain(as);
}

function plain(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** Why a provider does not obey: what the callers are told. */
function reasons({ type, parameters }: Column): readonly string[] {
  const told = (how: "refused" | "ignored") => {
    const byReason = new Map<string, string[]>();
    for (const name of parameterNames) {
      const row = parameters[name];
      if (row.how === how) byReason.set(row.why, [...(byReason.get(row.why) ?? []), `\`${name}\``]);
    }
    return [...byReason].map(([why, names]) => `- ${names.join(", ")}: ${plain(why)}`);
  };
  const sections = [
    ["refuses", told("refused")],
    ["passes over with a warning", told("ignored")],
  ] as const;
  return sections.flatMap(([title, lines], index) =>
    lines.length === 0 ? [] : [...(index === 0 ? [] : [""]), `\`${type}\` ${title}:`, ...lines],
  );
}
