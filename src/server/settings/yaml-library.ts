import { createRequire } from "node:module";
import type * as library from "yaml";

const load = createRequire(import.meta.url);

/**
 * The YAML parser, which comes with the first file that is read: 70 modules that a server without a settings file does
 * not keep. Loaded at once and not with `import()`, since settings are read in one go.
 */
export function yaml(): typeof library {
  return load("yaml") as typeof library;
}
