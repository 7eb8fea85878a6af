import { readFileSync, writeFileSync } from "node:fs";

const begin = "<!-- tables: written by model/evaluate.ts --keep -->";
const end = "<!-- end of tables -->";

/** Replaces what stands between the two marks of the model card. */
export function putTables(card: string, tables: string): void {
  const text = readFileSync(card, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new TypeError(`${card} has no place for the tables`);
  writeFileSync(card, `${text.slice(0, from + begin.length)}\n\n${tables}\n\n${text.slice(to)}`);
}
