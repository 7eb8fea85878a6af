import { writeFileSync } from "node:fs";
import { createSeededRandom } from "../../src/lib/seeded-random.ts";

const BYTES = 64 * 1024;

/**
 * Writes random bytes.
 * @param start what the file begins with, such as `GGUF` for one that looks right at first sight.
 */
export function writeGarbage(path: string, start = ""): void {
  const { below } = createSeededRandom(1);
  const bytes = Buffer.from(Uint8Array.from({ length: BYTES }, () => below(256)));
  bytes.write(start);
  writeFileSync(path, bytes);
}
