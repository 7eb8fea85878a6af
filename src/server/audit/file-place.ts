import { open } from "node:fs/promises";
import type { CheckpointPlace } from "../../admin/audit/checkpoints.ts";

/**
 * A file to which lines are added, readable by its owner alone; best on another mount, where the server may only append.
 * A line is on the disk when it counts as written.
 */
export function filePlace(path: string): CheckpointPlace {
  return {
    name: `the file ${path}`,
    async write(line) {
      const file = await open(path, "a", 0o600);
      try {
        await file.write(`${line}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}
