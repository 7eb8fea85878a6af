import type { z } from "zod";
import { nearest } from "../../lib/nearest.ts";
import type { Fault } from "./fault.ts";
import { knownNames } from "./json-schema.ts";
import { listed } from "./leaves.ts";
import type { Origin } from "./origin.ts";
import { masked, type Path, pathText, secretSettings } from "./path.ts";
import { member } from "./raw.ts";

/** What zod's words for types mean to the writer of a YAML file. */
const typeWords: Readonly<Record<string, string>> = {
  object: "a mapping (lines such as `name: value`)",
  record: "a mapping (lines such as `name: value`)",
  array: "a list",
  string: "a text",
};

/** Says in sentences what zod found. */
export function explain(issue: z.core.$ZodIssue, origin: Origin): readonly Fault[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => unknownName(issue.path, key, origin));
  if (issue.code === "invalid_key") {
    const name = JSON.stringify(masked(String(issue.path.at(-1))));
    const expected = issue.issues[0]?.message ?? "another name";
    const message = `Expected ${expected}, but found ${name}.`;
    return [{ ...origin.locate(issue.path, "name"), message, expected, found: name }];
  }
  if (origin.unknown(issue.path)) return [];
  const { expected, words } = expectation(issue);
  const value = issue.path.reduce(member, origin.input);
  const meant = typeof value === "string" ? nearest(value, words) : undefined;
  const found = finding(value, issue.path, origin);
  const message = `Expected ${expected}, but ${found}.${didYouMean(meant)}`;
  const place = origin.locate(issue.path, "value");
  return [{ ...place, message, expected, found: found.replace(/^found /, "") }];
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(meant: string | undefined): string {
  return meant === undefined ? "" : ` Did you mean ${JSON.stringify(meant)}?`;
}

function expectation(issue: z.core.$ZodIssue): { expected: string; words: readonly string[] } {
  if (issue.code === "invalid_type")
    return { expected: typeWords[issue.expected] ?? issue.expected, words: [] };
  if (issue.code === "invalid_union" && "options" in issue) {
    const words = (issue.options as readonly unknown[]).map(String);
    return { expected: listed(words), words };
  }
  const words =
    issue.code === "custom" ? (issue.params?.["words"] as readonly string[] | undefined) : undefined;
  return { expected: issue.message, words: words ?? [] };
}

function finding(value: unknown, path: Path, origin: Origin): string {
  if (value === undefined) return "it is missing";
  const secret =
    path.at(-1) === "apiKey" || path.includes("headers") || secretSettings.has(String(path[0] ?? ""));
  const written = origin.written(path);
  // What a variable contains may be secret anywhere, so the variable is named and its content is not.
  if (written !== undefined && !secret) return `${JSON.stringify(masked(written))} gives something else`;
  return `found ${shown(value, secret)}`;
}

function shown(value: unknown, secret: boolean): string {
  if (value === null) return "nothing";
  if (value === "") return "an empty text";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a mapping";
  if (secret) return "[redacted]";
  return typeof value === "string" ? JSON.stringify(masked(value)) : String(value);
}

function unknownName(path: Path, name: string, origin: Origin): Fault {
  const known = knownNames(path, origin.input);
  const place = origin.locate([...path, name], "name");
  const [word = ""] = name.split(":");
  if (word !== name && known.includes(word)) {
    // `apiKey:abc` is one long name to YAML, and what follows the colon may be a key: it is left out here.
    return { ...place, path: pathText([...path, word]), message: `After \`${word}:\` a space is missing.` };
  }
  const hint = didYouMean(nearest(name, known)) || ` Known here: ${known.join(", ")}.`;
  return { ...place, message: `This setting is not known.${hint}` };
}
