/**
 * Builds the console into console/dist, after `npm ci` and for the package. Where the tools for it were left out
 * (`npm ci --omit=dev`) it says so and goes on: the API does not need it.
 */
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "console");

const vite = await import("vite").catch(() => undefined);
if (vite === undefined) {
  console.error("The console is not built: that needs the tools for development (`npm ci` without --omit).");
} else {
  await vite.build({ root, logLevel: "warn" });
}
