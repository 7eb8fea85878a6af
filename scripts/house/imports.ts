import { lineOf } from "./line-of.ts";
import { isNode, nodesOf, stringValue, type SourceFile, type SyntaxNode } from "./source-file.ts";

/** One place at which a file names another module. */
export interface Import {
  /** As written; absent when it is computed, so that nobody can say what is imported. */
  readonly specifier?: string;
  readonly line: number;
  /** Erased before the program runs: `import type`, `export type`, and types such as `import("x").Y`. */
  readonly typeOnly: boolean;
  /** Imported names but those of types, with `*` for the whole module and `default` for its default export. */
  readonly names: readonly string[];
}

/**
 * Everything that a file imports: declarations, re-exports, `import()`, `import.meta.resolve()`, and files named
 * for a worker by `new URL("./x.ts", import.meta.url)`.
 * `import { type A }` counts as run-time: with `verbatimModuleSyntax` the module is still loaded.
 */
export function importsOf(file: SourceFile): readonly Import[] {
  const found: Import[] = [];
  for (const node of nodesOf(file.program)) {
    const partial = readImport(node);
    if (partial !== undefined) found.push({ ...partial, line: lineOf(file.text, node.start) });
  }
  return found;
}

function readImport(node: SyntaxNode): Omit<Import, "line"> | undefined {
  switch (node.type) {
    case "ImportDeclaration":
      return declaration(node, node["importKind"] === "type", importedNames(node));
    case "ExportAllDeclaration":
      return declaration(node, node["exportKind"] === "type", ["*"]);
    case "ExportNamedDeclaration":
      return node["source"] === null
        ? undefined
        : declaration(node, node["exportKind"] === "type", reexportedNames(node));
    case "TSImportType":
      return declaration(node, true, ["*"]);
    case "ImportExpression":
      return declaration(node, false, ["*"]);
    case "CallExpression":
      return isMetaMember(node["callee"], "resolve")
        ? named((node["arguments"] as unknown[])[0], false, ["*"])
        : undefined;
    case "NewExpression":
      return workerFile(node);
    default:
      return undefined;
  }
}

function declaration(node: SyntaxNode, typeOnly: boolean, names: readonly string[]): Omit<Import, "line"> {
  return named(node["source"], typeOnly, names);
}

function named(source: unknown, typeOnly: boolean, names: readonly string[]): Omit<Import, "line"> {
  const specifier = stringValue(source);
  return specifier === undefined ? { typeOnly, names } : { specifier, typeOnly, names };
}

function importedNames(node: SyntaxNode): readonly string[] {
  const values = (node["specifiers"] as SyntaxNode[]).filter((each) => each["importKind"] !== "type");
  return values.map((specifier) => {
    if (specifier.type === "ImportNamespaceSpecifier") return "*";
    if (specifier.type === "ImportDefaultSpecifier") return "default";
    return moduleExportName(specifier["imported"]);
  });
}

function reexportedNames(node: SyntaxNode): readonly string[] {
  return (node["specifiers"] as SyntaxNode[]).map((specifier) => moduleExportName(specifier["local"]));
}

function moduleExportName(node: unknown): string {
  if (!isNode(node)) return "*";
  return String(node["name"] ?? node["value"]);
}

/**
 * `new URL("./worker.ts", import.meta.url)`, also where a condition picks the built `.js` beside it.
 * Other files, such as a page or a key, are not modules.
 */
function workerFile(node: SyntaxNode): Omit<Import, "line"> | undefined {
  const [first, second] = node["arguments"] as unknown[];
  const callee = node["callee"];
  if (!isNode(callee) || callee["name"] !== "URL" || !isMetaMember(second, "url")) return undefined;
  const choice = isNode(first) && first.type === "ConditionalExpression";
  const names = choice ? [first["consequent"], first["alternate"]] : [first];
  const source = names.find((name) => /\.[cm]?ts$/.test(stringValue(name) ?? ""));
  return source === undefined ? undefined : named(source, false, ["*"]);
}

function isMetaMember(node: unknown, member: string): boolean {
  if (!isNode(node) || node.type !== "MemberExpression") return false;
  const { object, property } = node;
  return isNode(object) && object.type === "MetaProperty" && isNode(property) && property["name"] === member;
}
