import type { Nodes } from "mdast";

/** Quotations and lists within each other that an answer may have: nobody reads more, and drawing them takes a stack. */
const deepest = 100;

/** Whether a tree is nested deeper than can be drawn. Looks without recursion itself. */
export function isTooDeep(root: Nodes): boolean {
  let row: readonly Nodes[] = [root];
  for (let depth = 0; row.length > 0; depth++) {
    if (depth > deepest) return true;
    row = row.flatMap((node) => ("children" in node ? node.children : []));
  }
  return false;
}
