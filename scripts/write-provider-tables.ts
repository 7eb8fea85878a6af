/**
 * Writes the tables of `docs/providers.md` from the providers' own: what becomes of each parameter. A test fails when
 * the page in the repository is not what this script writes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withTables } from "./provider-tables/provider-tables-text.ts";

const path = join(import.meta.dirname, "..", "docs", "providers.md");
writeFileSync(path, await withTables(readFileSync(path, "utf8")));
console.log(`wrote ${path}`);
