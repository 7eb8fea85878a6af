import { flushCompileCache } from "node:module";

/** Milliseconds after the start: by then a newcomer's first answer is on its way. */
const later = 3_000;

/**
 * Writes down what was compiled, for the next start. Node does so at an orderly end only, and a server that is
 * always killed would start slowly for ever.
 */
export function keepCompiledLater(): void {
  setTimeout(flushCompileCache, later).unref();
}
