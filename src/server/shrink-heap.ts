import { flushCompileCache } from "node:module";
import { setFlagsFromString } from "node:v8";
// oxlint-disable-next-line no-restricted-imports -- one fixed word is run, and nobody outside has a say in it
import { runInNewContext } from "node:vm";

type Collect = (options: { type: "major"; execution: "sync"; flavor: "last-resort" }) => void;

/** Milliseconds after the start: by then a newcomer's first answer is on its way. */
const later = 3_000;

/**
 * How many collections a function's bytecode outlives when nobody calls it. What only the start needed is let go with
 * the first one, 1.5 MB; V8's own number is for later. Whatever is called again is compiled again: the first answer after
 * that takes 30 ms longer, once.
 */
const [ageAtFirst, ageLater] = [1, 6];

/**
 * Keeps what was compiled for the next start, and gives back, once, the memory that loading the program left behind: a
 * fifth of an idle server's (measured: 146 to 123 MB). V8 would keep it until the heap is full for the first time, which
 * at rest is never.
 */
export function shrinkHeapLater(): void {
  setTimeout(() => {
    // Else the cache is written at an orderly end only, and a server that is killed starts slowly for ever.
    flushCompileCache();
    setFlagsFromString("--expose-gc");
    // V8 puts `gc` into contexts that are made after the flag was set, and only there.
    const collect = runInNewContext("gc") as Collect;
    setFlagsFromString("--no-expose-gc");
    setFlagsFromString(`--bytecode-old-age=${ageAtFirst}`);
    collect({ type: "major", execution: "sync", flavor: "last-resort" });
    setFlagsFromString(`--bytecode-old-age=${ageLater}`);
  }, later).unref();
}
