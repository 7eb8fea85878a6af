import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isInstalled } from "../providers/llama/is-installed.ts";
import { demoModelName } from "./settings/demo-alias.ts";

/** `demo/` of the package, two folders up from `src/server` as from `dist/server`. */
const demoFolder = join(import.meta.dirname, "../../demo");

/**
 * The demo model's file: where it is there, the record beside it says that this very file has kept all gates of the
 * evaluation (docs/demo-model.md), and the package that runs it is installed. A folder without it is no fault.
 * Reads the whole file, which is at most 12 MB: some milliseconds.
 */
export function findDemoModel(folder = demoFolder, hasLlama = isInstalled): string | undefined {
  const path = join(folder, `${demoModelName}.gguf`);
  try {
    const record: unknown = JSON.parse(readFileSync(join(folder, `${demoModelName}.json`), "utf8"));
    if (!hasPassed(record) || !hasLlama()) return undefined;
    return createHash("sha256").update(readFileSync(path)).digest("hex") === record.sha256 ? path : undefined;
  } catch {
    return undefined; // none is there, or it cannot be read: then the rehearsal answers, and says what it is
  }
}

function hasPassed(record: unknown): record is { readonly sha256: string } {
  if (typeof record !== "object" || record === null) return false;
  const { passed, sha256 } = record as { readonly passed?: unknown; readonly sha256?: unknown };
  return passed === true && typeof sha256 === "string";
}
