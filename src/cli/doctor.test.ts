import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { World } from "./world.fixture.ts";

function patient(yaml?: string): World {
  const world = new World(yaml === undefined ? {} : { yaml });
  world.env["PARLEY_PORT"] = "0";
  return world;
}

test("when nothing is wrong it says so", async () => {
  const world = patient();
  expect(await world.run("doctor")).toBe(0);
  expect(world.stdout.text).toMatch(/^ok {7}Node\.js: \d+\.\d+\.\d+/);
  expect(world.stdout.text).not.toContain("problem  ");
  // A machine with little disk may give a warning of its own.
  expect(world.stdout.text).toMatch(/\n\n(All is well|No problems, (one warning|\d warnings))\.\n$/);
  expect(world.stderr.text).toBe("");
});

test("a problem is a sentence, what to do is below it, and the exit code is 1", async () => {
  const world = patient();
  writeFileSync(world.data, "");
  expect(await world.run("doctor", "--offline")).toBe(1);
  expect(world.stdout.text).toContain(
    `problem  Data folder: ${world.data} is a file, not a folder.\n         Name another folder: PARLEY_DATA=./parley-data\n`,
  );
  expect(world.stdout.text).toMatch(/\nOne problem, (no|one|\d) warnings?\.\n$/);
});

test("with --json there is one object, and the same exit code", async () => {
  const world = patient("port: 0\nhost: 0.0.0.0\nprot: 1\n");
  expect(await world.run("doctor", "--offline", "--json")).toBe(1);
  const told = world.stdout.json() as { ok: boolean; findings: readonly object[] };
  expect(told.ok).toBe(false);
  expect(told.findings).toContainEqual({
    check: "Settings",
    level: "problem",
    message: 'parley.yaml, line 3, column 1, prot: This setting is not known. Did you mean "port"?',
    remedy: expect.any(String),
  });
  const well = patient();
  expect(await well.run("doctor", "--json")).toBe(0);
  expect(well.stdout.json()).toMatchObject({ ok: true });
});

test("a provider that is not there is found, and with --offline not looked for", async () => {
  const yaml = "providers: { up: { type: openai-compatible, baseUrl: http://127.0.0.1:9/v1 } }\n";
  const world = patient(yaml);
  expect(await world.run("doctor")).toBe(1);
  expect(world.stdout.text).toContain(
    "problem  Provider up: http://127.0.0.1:9/v1 cannot be reached: nothing listens there.\n",
  );
  const offline = patient(yaml);
  expect(await offline.run("doctor", "--offline")).toBe(0);
  expect(offline.stdout.text).toContain(
    "ok       Provider up: http://127.0.0.1:9/v1 was not asked (--offline).\n",
  );
});
