/**
 * Writes `parley.schema.json`, with which editors complete and check `parley.yaml`. A test fails when the file in
 * the repository is not what this script writes.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { settingsSchemaText } from "../src/server/settings/schema-text.ts";

const path = join(import.meta.dirname, "..", "parley.schema.json");
writeFileSync(path, settingsSchemaText());
console.log(`wrote ${path}`);
