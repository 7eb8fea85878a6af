import { door } from "../rooms.ts";
import { lineOf } from "./line-of.ts";
import type { Problem } from "./problem.ts";
import type { SourceFile, SyntaxNode } from "./source-file.ts";

/** The library's door is a list of named re-exports, one line each, so that it can be read as a table of contents. */
export function checkDoorShape(file: SourceFile): readonly Problem[] {
  if (file.path !== door.path) return [];
  const statements = file.program["body"] as SyntaxNode[];
  return statements.flatMap((node) => {
    const reExport = node.type === "ExportNamedDeclaration" && node["source"] !== null;
    if (reExport) return [];
    const text = 'must only have lines such as `export { name } from "./room/file.ts"`.';
    return [{ path: file.path, line: lineOf(file.text, node.start), level: "error" as const, text }];
  });
}
