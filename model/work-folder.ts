import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** Where data and checkpoints lie, outside of git: `model/work`, or what `PARLEY_MODEL_WORK` names. */
export function workFolder(): string {
  const folder = process.env["PARLEY_MODEL_WORK"] ?? join(import.meta.dirname, "work");
  mkdirSync(join(folder, "data"), { recursive: true });
  return folder;
}
