import { availableParallelism } from "node:os";
import { machineMemory } from "../memory.ts";
import { formatGib } from "./format-gib.ts";
import { type Finding, ok } from "./finding.ts";

/** For information. In a container, its limits count. */
export function checkMachine(): Finding {
  const { totalBytes, freeBytes } = machineMemory();
  const cores = availableParallelism();
  return ok(
    "Machine",
    `${cores} ${cores === 1 ? "core" : "cores"}, ${formatGib(totalBytes)} of memory, ${formatGib(freeBytes)} of it free.`,
  );
}
