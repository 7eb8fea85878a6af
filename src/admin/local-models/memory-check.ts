import { ParleyError } from "../../spec/errors.ts";
import type { LocalModelDeps } from "./deps.ts";
import type { PullOptions } from "./pull.ts";

/** What a model needs besides its weights, about: a share for its conversations, and the process around it. */
const shareOfWeights = 0.15;
const processBytes = 400 * 1024 ** 2;

/** Makes the check that a model of so many bytes can run here: refuses what cannot, and warns of what may not. */
export function createMemoryCheck(
  memory: LocalModelDeps["memory"],
  known: number | undefined,
  options: Pick<PullOptions, "force" | "onWarning">,
): (fileBytes: number) => void {
  return function checkMemory(fileBytes) {
    const needed = known ?? Math.round(fileBytes * (1 + shareOfWeights)) + processBytes;
    const { totalBytes, freeBytes } = memory();
    const gib = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
    if (needed > totalBytes && options.force !== true) {
      throw new ParleyError("invalid_value", {
        message: `This model needs about ${gib(needed)} of memory, and this machine has ${gib(totalBytes)}. Choose a smaller one, or insist: \`--force\`, in the API "force": true.`,
        param: "model",
      });
    }
    if (needed > freeBytes) {
      options.onWarning?.(
        `This model needs about ${gib(needed)} of memory, and ${gib(freeBytes)} of ${gib(totalBytes)} are free now.`,
      );
    }
  };
}
