import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { descendants } from "./descendants.ts";

test("children and their children are found, eldest first", async () => {
  const script = 'setInterval(() => {}, 1000); console.log("up");';
  const parent = spawn(process.execPath, [
    "-e",
    `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(script)}], { stdio: "inherit" });`,
  ]);
  await once(parent.stdout, "data");
  const [child, ...others] = descendants(parent.pid ?? -1);
  expect(child).toBeGreaterThan(0);
  expect(others).toEqual([]);
  expect(descendants(process.pid)).toEqual(expect.arrayContaining([parent.pid, child]));
  process.kill(child ?? -1);
  await once(parent, "close");
  expect(descendants(parent.pid ?? -1)).toEqual([]);
});
