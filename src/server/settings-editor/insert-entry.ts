import { isDeepStrictEqual } from "node:util";
import { isMap, isScalar, type ParsedNode, parseDocument, stringify, type YAMLMap } from "yaml";
import { member } from "../settings/raw.ts";
import { hideVariables, showVariables } from "../settings/yaml-syntax.ts";
import { readYaml } from "../settings/yaml-file.ts";

/** Something that is to stand in the file below the name of a section. */
export interface NewEntry {
  readonly section: "providers" | "models";
  readonly name: string;
  readonly value: object;
}

/**
 * Writes an entry into a settings file: one line more, and every other one as it was, comments and blanks included. Where
 * the file is written so that no line can be added, the whole of it is laid out anew. `undefined` where not even that
 * says what it should: the result is read again and compared.
 */
export function insertEntry(source: string, entry: NewEntry): string | undefined {
  const ways = [withLine, laidOutAnew];
  for (const way of ways) {
    const text = way(source, entry);
    if (text !== undefined && saysSo(source, text, entry)) return text;
  }
  return undefined;
}

function withLine(source: string, { section, name, value }: NewEntry): string | undefined {
  const { contents: root } = parseDocument<ParsedNode>(hideVariables(source), parsing);
  const line = source.includes("\r\n") ? "\r\n" : "\n";
  const entry = `${nameText(name)}: ${flowText(value)}`;
  if (root === null) return `${endingWith(source, line)}${section}:${line}  ${entry}${line}`;
  if (!isMap(root)) return undefined;
  const pair = root.items.find(({ key }) => isScalar(key) && key.value === section);
  if (pair === undefined) {
    if (root.flow === true) return insideFlow(source, root, `${section}: { ${entry} }`);
    const indent = indentOf(source, root);
    return `${endingWith(source, line)}${indent}${section}:${line}${indent}  ${entry}${line}`;
  }
  const { key, value: inner } = pair;
  if (isMap(inner) && inner.flow === true) return insideFlow(source, inner, entry);
  if (isMap(inner))
    return afterLine(source, inner.range[1], { text: `${indentOf(source, inner)}${entry}`, line });
  return afterLine(source, key.range[1], { text: `${indentOf(source, root)}  ${entry}`, line });
}

const parsing = { schema: "core", uniqueKeys: false, logLevel: "silent" } as const;

/** Behind the last member, within the braces. */
function insideFlow(source: string, map: YAMLMap.Parsed, entry: string): string | undefined {
  const last = map.items.at(-1);
  const [from, to] = map.range;
  if (last === undefined) return `${source.slice(0, from)}{ ${entry} }${source.slice(to)}`;
  const end = last.value?.range[1] ?? last.key.range[1];
  return `${source.slice(0, end)}, ${entry}${source.slice(end)}`;
}

/** As a line of its own, below the one in which `offset` is, or before the one that it begins. */
function afterLine(source: string, offset: number, { text, line }: { text: string; line: string }): string {
  const isStart = source[offset - 1] === "\n";
  const end = isStart ? offset : source.indexOf("\n", offset) + 1;
  const at = end === 0 ? source.length : end;
  return `${endingWith(source.slice(0, at), line)}${text}${line}${source.slice(at)}`;
}

/** The white space before a mapping's first name. */
function indentOf(source: string, map: YAMLMap.Parsed): string {
  const start = map.items[0]?.key.range[0] ?? 0;
  return " ".repeat(start - (source.lastIndexOf("\n", start - 1) + 1));
}

function endingWith(text: string, line: string): string {
  return text === "" || text.endsWith("\n") ? text : text + line;
}

function laidOutAnew(source: string, { section, name, value }: NewEntry): string | undefined {
  const document = parseDocument(hideVariables(source), parsing);
  const inner = isMap(document.contents) ? document.get(section) : undefined;
  const isOther = inner !== undefined && inner !== null && !isMap(inner);
  const isNoMap = document.contents !== null && !isMap(document.contents);
  if (document.errors.length > 0 || isOther || isNoMap) return undefined;
  document.setIn([section, name], document.createNode(value, { flow: true }));
  return showVariables(document.toString({ lineWidth: 0 }));
}

function saysSo(source: string, text: string, { section, name, value }: NewEntry): boolean {
  const [before, after] = [readYaml(source), readYaml(text)];
  if (after.faults.length > before.faults.length) return false;
  const whole = { ...plain(before.value) };
  whole[section] = { ...plain(member(whole, section)), [name]: value };
  return isDeepStrictEqual(JSON.parse(JSON.stringify(after.value ?? {})), JSON.parse(JSON.stringify(whole)));
}

function plain(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** Names that YAML reads as something else are put into quotes. */
function nameText(name: string): string {
  const isPlain =
    /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) && !/^(?:null|true|false|yes|no|on|off)$/i.test(name);
  return isPlain ? name : JSON.stringify(name);
}

function flowText(value: object): string {
  return stringify(value, { ...parsing, collectionStyle: "flow", lineWidth: 0 }).trim();
}
