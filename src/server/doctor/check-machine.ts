import { availableParallelism, freemem, totalmem } from "node:os";
import { formatGib } from "./format-gib.ts";
import { type Finding, ok } from "./finding.ts";

/** For information. In a container, its limits count. */
export function checkMachine(): Finding {
  const limit = process.constrainedMemory();
  const total = limit > 0 && limit < totalmem() ? limit : totalmem();
  const free = Math.min(limit > 0 ? process.availableMemory() : freemem(), total);
  const cores = availableParallelism();
  return ok(
    "Machine",
    `${cores} ${cores === 1 ? "core" : "cores"}, ${formatGib(total)} of memory, ${formatGib(free)} of it free.`,
  );
}
