/**
 * `node model/ship.ts`: puts `work/parley-demo.gguf` and its record into `demo/`, from where the package and the server
 * take it. Refuses a model that has missed a gate, that is another than the judged one, or that is too large.
 */
import { copyFileSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { findDemoModel } from "../src/server/find-demo-model.ts";
import { workFolder } from "./work-folder.ts";

const largest = 12_000_000;
const folder = workFolder();
const path = findDemoModel(folder);
if (path === undefined) {
  process.stderr.write("There is no model that has kept all gates: see model/work/parley-demo.json.\n");
  process.exitCode = 1;
} else if (statSync(path).size > largest) {
  process.stderr.write(`The model has ${statSync(path).size} bytes, and ${largest} are the most.\n`);
  process.exitCode = 1;
} else {
  const target = join(import.meta.dirname, "../demo");
  mkdirSync(target, { recursive: true });
  for (const name of ["parley-demo.gguf", "parley-demo.json"])
    copyFileSync(join(folder, name), join(target, name));
  process.stdout.write(`${target} has the model. Commit it, and run npm run check:package.\n`);
}
