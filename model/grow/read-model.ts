import { readFileSync } from "node:fs";
import { readGgufFileInfo } from "node-llama-cpp";
import { nameInFile } from "../export/encode-model.ts";
import { type Checkpoint, type CheckpointFacts, weightKinds } from "../export/read-checkpoint.ts";
import { decodeTensor } from "./decode-tensor.ts";
import type { Training } from "./read-training.ts";

/** A model's file as a checkpoint, with its tokens. */
export interface ModelOfFile {
  readonly checkpoint: Checkpoint;
  readonly tokens: readonly string[];
}

/**
 * Reads a file of `encodeModel` back. Its weights are those of training but for what `q8_0` has rounded off: at most
 * one part in 254 of the largest weight of 32. Fails with a `TypeError` when it is another model's file or was cut.
 */
export async function readModel(path: string, training: Training): Promise<ModelOfFile> {
  const { metadata, tensorInfo = [] } = await readGgufFileInfo(path, { sourceType: "filesystem" });
  const of = metadata.llama;
  const { tokens } = metadata.tokenizer.ggml;
  if (metadata.general.architecture !== "llama" || of === undefined)
    throw new TypeError(`${path} is no file of the demo model: its architecture is another one`);
  const facts: CheckpointFacts = {
    vocabulary: tokens.length,
    width: of.embedding_length,
    layers: of.block_count,
    heads: of.attention?.head_count ?? 0,
    middle: of.feed_forward_length,
    ...training,
  };
  const bytes = readFileSync(path);
  const weights = new Map<string, Float32Array>();
  const found = new Map(tensorInfo.map((tensor) => [tensor.name, tensor]));
  for (const { name, count, shape, size } of weightKinds(facts)) {
    const all = new Float32Array(count * size);
    for (let layer = 0; layer < count; layer++) {
      const named = `${nameInFile(name, layer)}.weight`;
      const tensor = found.get(named);
      // GGUF lists columns before rows.
      if (tensor?.dimensions.toReversed().map(Number).join() !== shape.join())
        throw new TypeError(`${path} is no file of the demo model: ${named} is not as expected`);
      all.set(decodeTensor(bytes, Number(tensor.fileOffset), tensor.ggmlType, size), layer * size);
    }
    weights.set(name, all);
  }
  return { checkpoint: { facts, weights }, tokens };
}
