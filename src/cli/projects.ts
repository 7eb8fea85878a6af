import type { Command } from "commander";
import { operator } from "../spec/actor.ts";
import type { Project } from "../spec/stores.ts";
import type { CliContext } from "./context.ts";
import { isoTime, jsonLine, printable } from "./printable.ts";
import { table } from "./table.ts";
import { withKeeper } from "./with-keeper.ts";

interface JsonOption {
  readonly json?: boolean;
}

interface ListOptions extends JsonOption {
  readonly archived?: boolean;
}

export function projectsCommand(program: Command, context: CliContext): void {
  const projects = program
    .command("projects")
    .description(
      "Make, list, rename and archive projects: each has its own keys, conversations and budgets.",
    );
  projects
    .command("create")
    .description("Make a project.")
    .argument("<name>", "1 to 100 characters")
    .option("--json", "print the project as one JSON object")
    .addHelpText("after", '\nExample:\n  parley projects create "Customer support"')
    .action((name: string, options: JsonOption) => create(context, name, options));
  projects
    .command("list")
    .description("List the projects.")
    .option("--archived", "with those that are archived")
    .option("--json", "print them as one JSON object")
    .addHelpText("after", "\nExample:\n  parley projects list")
    .action((options: ListOptions) => list(context, options));
  projects
    .command("rename")
    .description("Give a project another name.")
    .argument("<id>", "its id, as `parley projects list` shows it")
    .argument("<name>", "1 to 100 characters")
    .option("--json", "print the project as one JSON object")
    .addHelpText(
      "after",
      "\nExample:\n  parley projects rename proj_0123456789abcdef0123456789abcdef Support",
    )
    .action((id: string, name: string, options: JsonOption) => rename(context, { id, name }, options));
  projects
    .command("archive")
    .description("End a project for good, and all of its keys with it. What it asked and said stays.")
    .argument("<id>", "its id, as `parley projects list` shows it")
    .option("--json", "print the project as one JSON object")
    .addHelpText("after", "\nExample:\n  parley projects archive proj_0123456789abcdef0123456789abcdef")
    .action((id: string, options: JsonOption) => archive(context, id, options));
}

async function create(context: CliContext, name: string, options: JsonOption): Promise<void> {
  const { createProject } = await import("../admin/projects.ts");
  const project = await withKeeper(context, ({ keys }) => createProject(keys, operator, { name }));
  say(context, options, project, "is made");
}

async function rename(
  context: CliContext,
  input: { readonly id: string; readonly name: string },
  options: JsonOption,
): Promise<void> {
  const { noProject, renameProject } = await import("../admin/projects.ts");
  const project = await withKeeper(
    context,
    ({ keys }) => renameProject(keys, operator, input),
    () => Promise.reject(noProject(input.id)),
  );
  say(context, options, project, "has its new name");
}

async function archive(context: CliContext, id: string, options: JsonOption): Promise<void> {
  const { archiveProject, noProject } = await import("../admin/projects.ts");
  const project = await withKeeper(
    context,
    ({ keys }) => archiveProject(keys, operator, { id }),
    () => Promise.reject(noProject(id)),
  );
  say(context, options, project, "is archived, and its keys are revoked");
}

async function list(context: CliContext, { json, archived = false }: ListOptions): Promise<void> {
  const { listProjects } = await import("../admin/projects.ts");
  const all = await withKeeper(
    context,
    ({ keys }) => listProjects(keys, operator, { archived }),
    async () => [],
  );
  if (json === true) {
    context.stdout.write(jsonLine({ projects: all.map(present) }));
  } else if (all.length === 0) {
    context.stderr.write("There are no projects yet. `parley projects create` makes one.\n");
  } else {
    const rows = all.map(present).map((one) => [one.id, one.name, one.created_at, one.archived_at ?? "-"]);
    context.stdout.write(table(["ID", "NAME", "CREATED", "ARCHIVED"], rows));
  }
}

function say(context: CliContext, { json }: JsonOption, project: Project, done: string): void {
  const text = `The project ${project.id}, "${printable(project.name)}", ${done}.\n`;
  context.stdout.write(json === true ? jsonLine(present(project)) : text);
}

function present({ id, name, createdAt, archivedAt }: Project) {
  return {
    id,
    name,
    created_at: isoTime(createdAt),
    archived_at: archivedAt === undefined ? null : isoTime(archivedAt),
  };
}
