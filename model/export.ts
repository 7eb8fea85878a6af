/** `node model/export.ts`: writes the newest checkpoint of the work folder as `work/parley-demo.gguf`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeModel } from "./export/encode-model.ts";
import { readCheckpoint } from "./export/read-checkpoint.ts";
import type { Vocabulary } from "./tokenizer/tokenizer.ts";
import { workFolder } from "./work-folder.ts";

const folder = workFolder();
const vocabulary = JSON.parse(readFileSync(join(folder, "tokenizer.json"), "utf8")) as Vocabulary;
const checkpoint = readCheckpoint(join(folder, "checkpoint.bin"));
const file = encodeModel(checkpoint, vocabulary);
const path = join(folder, "parley-demo.gguf");
writeFileSync(path, file);
const { steps, tokens } = checkpoint.facts;
process.stdout.write(
  `${path}: ${(file.length / 1e6).toFixed(2)} MB, after ${steps} steps and ${(tokens / 1e6).toFixed(2)} M tokens\n`,
);
