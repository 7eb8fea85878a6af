import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { World } from "./world.fixture.ts";

interface Told {
  readonly ok: boolean;
  readonly findings: readonly { readonly id: string; readonly severity: string; readonly subject?: string }[];
}

async function told(world: World, ...words: readonly string[]): Promise<{ code: number; told: Told }> {
  world.stdout.text = "";
  const code = await world.run("security", "audit", "--json", ...words);
  return { code, told: world.stdout.json() as Told };
}

const idsOf = ({ findings }: Told): readonly string[] => findings.map(({ id }) => id);

test("before the first start nothing is made, and there is little to say", async () => {
  const world = new World();
  const { code, told: said } = await told(world);
  expect(code).toBe(0);
  expect(said.ok).toBe(true);
  expect(idsOf(said)).not.toContain("no-budget");
  expect(existsSync(world.data)).toBe(false);
});

test("what is wrong with an installation is told, with exit code 1 from the severity on that is asked for", async () => {
  const world = new World();
  expect(await world.run("keys", "create", "--admin")).toBe(0);
  const secret = join(world.data, "secret.key");
  const before = await told(world);
  expect(idsOf(before.told)).not.toContain("file-rights");
  chmodSync(secret, 0o644);
  const after = await told(world);
  expect(after.code).toBe(1);
  expect(after.told.findings[0]).toMatchObject({ id: "file-rights", severity: "critical", subject: secret });
  chmodSync(secret, 0o600);
  writeFileSync(join(world.cwd, "parley.yaml"), 'cors: { origins: ["*"] }\n');
  expect((await told(world, "--fail-on", "medium")).code).toBe(1);
  expect(idsOf((await told(world)).told)).toContain("cors");
});

test("for people it is sentences; a severity that there is not is a usage error", async () => {
  const world = new World();
  writeFileSync(join(world.cwd, "parley.yaml"), 'cors: { origins: ["*"] }\n');
  await world.run("security", "audit");
  expect(world.stdout.text).toContain("medium    cors: Every page in the web may call Parley");
  expect(world.stdout.text).toMatch(/\n\d+ findings?, none of them high or worse\.\n$/);
  expect(await world.run("security", "audit", "--fail-on", "terrible")).toBe(2);
});
