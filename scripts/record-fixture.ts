/**
 * Records one real answer as a fixture: `node scripts/record-fixture.ts anthropic parallel-tools request.json`. The
 * request is one of the chat dialect, the key comes from the provider's variable, and what is written down has no
 * secret in it. Read the file before you commit it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { recordFixture } from "./record/record-fixture.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "base-url": { type: "string" } },
});
const [type, name, file] = positionals;
if (type === undefined || name === undefined || file === undefined) {
  console.error("usage: node scripts/record-fixture.ts TYPE CASE REQUEST.json [--base-url URL]");
  process.exit(2);
}
const { path, error } = await recordFixture({
  type,
  name,
  request: JSON.parse(readFileSync(file, "utf8")) as unknown,
  baseUrl: values["base-url"],
  env: process.env,
  folder: join(import.meta.dirname, "..", "src", "providers"),
});
console.log(`wrote ${path}`);
if (error !== undefined) console.log(`Parley takes it for an error: ${String(error)}`);
