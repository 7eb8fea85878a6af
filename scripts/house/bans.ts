import { hasProcess, isTestFile, roomOf } from "../rooms.ts";
import { lineOf } from "./line-of.ts";
import type { Problem } from "./problem.ts";
import {
  isNode,
  memberOf,
  nameOf,
  nodesOf,
  stringValue,
  type SourceFile,
  type SyntaxNode,
} from "./source-file.ts";

/** Something that the program must not do, where the linter has no rule for it. */
interface Ban {
  /** Whether a file, given by its room, falls under the ban. */
  readonly within: (room: string | undefined) => boolean;
  readonly found: (node: SyntaxNode) => boolean;
  /** What is wrong and what to do instead. */
  readonly text: string;
}

const everywhere = (): boolean => true;

/** Rooms to which the time and chance come by argument, so that every test can choose them. */
const timeless = /^(spec|engine|admin|providers\/.*|stores\/.*)$/;

/** The parts of `process` that reach the machine; `process.nextTick` and the like do not. */
const processParts = new Set(
  "argv chdir cwd env exit exitCode exec kill abort on once off stdin stdout stderr umask".split(" "),
);

const bans: readonly Ban[] = [
  {
    within: everywhere,
    found: isSqlText,
    text: "builds SQL from strings, the way to an injection. Use Kysely's builder, its sql`…` tag, or bound parameters.",
  },
  {
    within: (room) => room === undefined || !hasProcess.includes(room),
    found: (node) => processParts.has(memberOf(node)?.[1] ?? "") && memberOf(node)?.[0] === "process",
    text: `touches the process, which belongs to ${hasProcess.join(", ")}. Take the value as an argument.`,
  },
  {
    within: (room) => room !== undefined && timeless.test(room),
    found: (node) =>
      isMember(node, "Date", "now") ||
      isMember(node, "Math", "random") ||
      isMember(node, "performance", "now") ||
      (node.type === "NewExpression" &&
        nameOf(node["callee"]) === "Date" &&
        (node["arguments"] as unknown[]).length === 0),
    text: "reads the clock or throws dice. Take the time, the clock or the id as an argument.",
  },
];

/** What the program must not do, outside of tests and scripts. */
export function checkBans(file: SourceFile): readonly Problem[] {
  if (!file.path.startsWith("src/") || isTestFile(file.path)) return [];
  const room = roomOf(file.path);
  const active = bans.filter((ban) => ban.within(room));
  const problems = new Map<string, Problem>();
  const tagged = new Set<unknown>(); // sql`…` binds its values; the template inside is no string
  for (const node of nodesOf(file.program)) {
    if (node.type === "TaggedTemplateExpression") tagged.add(node["quasi"]);
    for (const ban of active) {
      if (tagged.has(node) || !ban.found(node)) continue;
      const line = lineOf(file.text, node.start);
      problems.set(`${line} ${ban.text}`, { path: file.path, line, level: "error", text: ban.text });
    }
  }
  return [...problems.values()];
}

function isMember(node: SyntaxNode, object: string, member: string): boolean {
  const found = memberOf(node);
  return found?.[0] === object && found[1] === member;
}

/** Small `select` is also an English word: there it takes a `from` to be SQL. */
const sqlStart =
  /^\s*(SELECT\s|select\s[^]*\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|(create|alter|drop)\s+table\s)/;

function startsLikeSql(text: string | undefined): boolean {
  return text !== undefined && (sqlStart.test(text) || sqlStart.test(text.toLowerCase()));
}

/** A template with expressions, or a sum of a string and something else, that begins like a statement. */
function isSqlText(node: SyntaxNode): boolean {
  if (node.type === "TemplateLiteral") {
    const [first] = node["quasis"] as { readonly value: { readonly raw: string } }[];
    return (node["expressions"] as unknown[]).length > 0 && startsLikeSql(first?.value.raw);
  }
  const terms = termsOf(node);
  return startsLikeSql(stringValue(terms[0])) && terms.some((term) => stringValue(term) === undefined);
}

/** `[a, b, c]` for the sum `a + b + c`; `[]` for anything else. */
function termsOf(node: unknown): readonly unknown[] {
  if (!isNode(node) || node.type !== "BinaryExpression" || node["operator"] !== "+") return [];
  const left = termsOf(node["left"]);
  return [...(left.length === 0 ? [node["left"]] : left), node["right"]];
}
