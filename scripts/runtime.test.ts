import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  engines: { node: string };
  optionalDependencies: Record<string, string>;
};

test("tests run on the Node that the project carries, also where another one is installed", () => {
  const carried = existsSync(join(root, "node_modules/.bin/node"));
  const wanted = carried
    ? Object.values(manifest.optionalDependencies)[0]
    : manifest.engines.node.replace(">=", "");
  const order = process.versions.node.localeCompare(wanted ?? "", "en", { numeric: true });
  if (carried) expect(order, `this is ${process.version}, in ${process.execPath}`).toBe(0);
  else expect(order).toBeGreaterThanOrEqual(0);
});
