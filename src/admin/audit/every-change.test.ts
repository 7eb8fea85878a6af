import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** What changes the house, as the stores call it; what calls do to its books is none of it. */
const change =
  /(\w+)\.(?:projects|keys|serviceAccounts|budgets|limits|providerSecrets|projectMemory)\s*\.(?:insert|update|rename|archive|rotate|endSecret|revoke|set|put|remove)\(/g;

/** What a deed calls the stores that `audited` gives it; `stores` only where it is seen to do so. */
const given = (name: string | undefined, text: string): boolean =>
  name === "within" || (name === "stores" && text.includes("audited("));

test("nothing changes the house but through the stores that an audited deed is given", () => {
  const files = globSync("{admin,http,server,cli,engine,library}/**/*.ts", { cwd: root }).filter(
    (path) => !/\.(test|fixture)\.ts$/.test(path),
  );
  const seen = new Set<string>();
  const slips: string[] = [];
  for (const path of files) {
    const text = readFileSync(join(root, path), "utf8");
    for (const match of text.matchAll(change)) {
      seen.add(path);
      const before = text.slice(Math.max(0, match.index - 5), match.index);
      const good = given(match[1], text) && !before.endsWith(".");
      if (!good) slips.push(`${path}: ${match[0]}`);
    }
  }
  expect(slips).toEqual([]);
  // It has looked at something.
  expect(seen.size).toBeGreaterThanOrEqual(6);
});
