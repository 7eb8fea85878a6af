import { writeFileSync } from "node:fs";
import { encodeGguf } from "./encode-gguf.ts";

/** Writes a file in the right format, of a kind of model that nobody has heard of. */
export function writeWrongArchitecture(path: string, architecture = "abacus"): void {
  const bytes = encodeGguf(
    {
      "general.architecture": { type: "text", value: architecture },
      "general.name": { type: "text", value: "Tiny unheard-of" },
      "general.file_type": { type: "u32", value: 0 },
      [`${architecture}.context_length`]: { type: "u32", value: 128 },
      [`${architecture}.embedding_length`]: { type: "u32", value: 32 },
      [`${architecture}.block_count`]: { type: "u32", value: 1 },
    },
    [{ name: "beads.weight", shape: [32, 32], weights: new Float32Array(32 * 32), quantisation: "f32" }],
  );
  writeFileSync(path, bytes);
}
