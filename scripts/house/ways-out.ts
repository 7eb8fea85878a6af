import { isTestFile } from "../rooms.ts";
import { importsOf, type Import } from "./imports.ts";
import { lineOf } from "./line-of.ts";
import type { Problem } from "./problem.ts";
import { memberOf, nameOf, nodesOf, type SourceFile, type SyntaxNode } from "./source-file.ts";

/**
 * One module speaks to other machines: src/lib/http-client.ts, which dials in src/lib/http1-pool.ts. It has the four
 * clocks, the bounds and the strict parser, follows no redirect, and hears of every abort; whatever dialled by itself
 * would have none of them. Everything else that opens a connection, or a process that could, stands here with its reason.
 */
export const waysOut: readonly WayOut[] = [
  {
    file: "src/lib/http1-pool.ts",
    modules: ["node:net", "node:tls"],
    reason: "dials for src/lib/http-client.ts",
  },
  { file: "src/stores/postgres/connections.ts", modules: ["pg"], reason: "the database of the settings" },
  { file: "src/stores/postgres/inspect.ts", modules: ["pg"], reason: "the same, looked at by doctor" },
  { file: "src/stores/postgres/listener.ts", modules: ["pg"], reason: "the same, listened to" },
  { file: "src/stores/postgres/open.ts", modules: ["pg"], reason: "the same" },
  {
    file: "src/server/activity/public-lookup.ts",
    modules: ["node:dns"],
    reason:
      "finds the addresses of a webhook's name, and refuses those that are not public, for src/lib/http-client.ts",
  },
  {
    file: "src/server/settings-editor/find-addresses.ts",
    modules: ["node:dns"],
    reason: "finds out whether a provider that somebody adds over HTTP would be in the server's own network",
  },
  {
    file: "src/providers/llama/inference-process.ts",
    modules: ["node:child_process"],
    reason: "a local model's own process, spoken to over its parent's channel",
  },
  {
    file: "src/server/cluster/primary.ts",
    modules: ["node:cluster"],
    reason: "starts the workers, spoken to over the cluster's channel",
  },
  {
    file: "src/server/audit/syslog-place.ts",
    modules: ["node:dgram", "node:net"],
    reason: "writes checkpoints of the audit log to the syslog of the settings",
  },
  {
    file: "src/server/audit/command-place.ts",
    modules: ["node:child_process"],
    reason: "hands checkpoints of the audit log to the program of the settings",
  },
  { file: "src/server/cluster/worker.ts", modules: ["node:cluster"], reason: "the worker's side of it" },
];

interface WayOut {
  readonly file: string;
  readonly modules: readonly string[];
  readonly reason: string;
}

/** What opens a connection to somewhere, by module; `all` where nothing else of the module is of use here. */
const dialers: Readonly<Record<string, "all" | readonly string[]>> = {
  "node:http": ["request", "get", "Agent", "ClientRequest", "WebSocket", "globalAgent"],
  "node:https": ["request", "get", "Agent", "globalAgent"],
  "node:net": ["connect", "createConnection", "Socket", "Stream"],
  "node:tls": ["connect", "TLSSocket"],
  "node:http2": ["connect"],
  "node:dgram": "all",
  "node:quic": "all",
  "node:dns": "all",
  "node:dns/promises": "all",
  "node:inspector": "all",
  "node:inspector/promises": "all",
  "node:child_process": "all",
  "node:cluster": "all",
  pg: ["Client", "Pool", "Connection", "native"],
  undici: "all",
};

/** Node's globals that do, and those by which a file could get hold of a module that no import shows. */
const globals = new Set(["fetch", "WebSocket", "EventSource", "XMLHttpRequest"]);
const hidden: ReadonlySet<string | undefined> = new Set([
  "getBuiltinModule",
  "binding",
  "_linkedBinding",
  "mainModule",
]);

/** Everything that could speak to another machine, and is not on the list; and what is, and does not. */
export function checkWaysOut(files: readonly SourceFile[]): readonly Problem[] {
  const program = files.filter(({ path }) => path.startsWith("src/") && !isTestFile(path));
  return [...program.flatMap(undeclared), ...program.flatMap(needless)];
}

function undeclared(file: SourceFile): readonly Problem[] {
  const allowed = waysOut.filter((way) => way.file === file.path).flatMap(({ modules }) => modules);
  const problems = importsOf(file)
    .filter(({ specifier = "" }) => !allowed.includes(specifier))
    .flatMap((entry): readonly Problem[] => {
      const name = dialled(entry);
      if (name === undefined) return [];
      const what = name === "*" || name === "default" ? "all" : name;
      const text = `imports ${what} of "${entry.specifier ?? ""}". Only src/lib/http1-pool.ts opens connections, for src/lib/http-client.ts; import other things by name. Exceptions stand in scripts/house/ways-out.ts, each with its reason.`;
      return [{ path: file.path, line: entry.line, level: "error", text }];
    });
  const lines = new Set<number>();
  for (const node of nodesOf(file.program)) if (dialsByItself(node)) lines.add(lineOf(file.text, node.start));
  const text = "opens a connection by itself, or could. Go through src/lib/http-client.ts.";
  return [
    ...problems,
    ...[...lines].map((line) => ({ path: file.path, line, level: "error" as const, text })),
  ];
}

/** The imported name by which a file could dial. A whole module counts, since its use cannot be seen. */
function dialled({ specifier, names, typeOnly }: Import): string | undefined {
  const banned = typeOnly ? undefined : dialers[specifier ?? ""];
  if (banned === undefined) return undefined;
  if (banned === "all") return names[0] ?? "*";
  return names.find((name) => name === "*" || name === "default" || banned.includes(name));
}

function dialsByItself(node: SyntaxNode): boolean {
  const member = memberOf(node);
  if (member?.[0] === "globalThis") return globals.has(member[1] ?? "");
  if (member?.[0] === "process") return hidden.has(member[1]);
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return false;
  return globals.has(nameOf(node["callee"]) ?? "");
}

/** An exception that nobody needs would be somebody's way out one day. */
function needless(file: SourceFile): readonly Problem[] {
  const dialling = importsOf(file).filter((entry) => dialled(entry) !== undefined);
  return waysOut
    .filter((way) => way.file === file.path)
    .flatMap(({ modules }) => modules)
    .filter((module) => !dialling.some(({ specifier }) => specifier === module))
    .map((module) => ({
      path: file.path,
      level: "error",
      text: `may dial with "${module}" by scripts/house/ways-out.ts, and does not. Take it off that list.`,
    }));
}
