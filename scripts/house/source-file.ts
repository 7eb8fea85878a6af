import { parseAst } from "vitest/node";

/** A node of the syntax tree (ESTree with TypeScript's additions). Offsets count UTF-16 units. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** A TypeScript file, parsed. */
export interface SourceFile {
  /** Path from the root of the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly program: SyntaxNode;
}

/** Parses a file; fails with a `SyntaxError` that names the path. TypeScript 7 has no stable parser of its own. */
export function parseSource(path: string, text: string): SourceFile {
  try {
    const program: unknown = parseAst(text, { lang: "ts", astType: "ts", sourceType: "module" }, path);
    if (!isNode(program)) throw new TypeError("the parser gave no tree");
    return { path, text, program };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SyntaxError(`${path} cannot be parsed: ${reason}`, { cause });
  }
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** Every node of a tree, parents before children. */
export function* nodesOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const field of Object.values(node)) {
    for (const child of Array.isArray(field) ? field : [field]) if (isNode(child)) yield* nodesOf(child);
  }
}

/** The value of a string literal, or of a template without expressions; otherwise `undefined`. */
export function stringValue(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Literal") return typeof node["value"] === "string" ? node["value"] : undefined;
  if (node.type !== "TemplateLiteral" || (node["expressions"] as unknown[]).length > 0) return undefined;
  const [quasi] = node["quasis"] as { readonly value: { readonly cooked: string } }[];
  return quasi?.value.cooked;
}

/** The name of an identifier; otherwise `undefined`. */
export function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === "Identifier" ? String(node["name"]) : undefined;
}

/** `["process", "env"]` for the expression `process.env`; `undefined` for anything but a plain chain of two names. */
export function memberOf(node: unknown): readonly [object: string, member: string] | undefined {
  if (!isNode(node) || node.type !== "MemberExpression") return undefined;
  const object = nameOf(node["object"]);
  const member = node["computed"] === true ? stringValue(node["property"]) : nameOf(node["property"]);
  return object === undefined || member === undefined ? undefined : [object, member];
}
