/**
 * `node model/grow.ts [layers=8] [middle=576] [from=FILE.gguf] [fresh=1]`: writes `work/checkpoint.bin` from a model's
 * file (`model/best/parley-demo.gguf` unless another is named), for `train` to go on with. With more layers or a wider
 * middle it is the checkpoint of a larger model that answers exactly as the small one. Without, it is the way to go on
 * from a file in git when the checkpoint is lost. Either way, what had withered in the middle begins anew, and so does
 * the optimiser. Steps, tokens and seconds come from the record beside the file. A checkpoint that is there is replaced
 * with `fresh=1` only.
 */
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { growCheckpoint } from "./grow/grow-checkpoint.ts";
import { readModel } from "./grow/read-model.ts";
import { readTraining } from "./grow/read-training.ts";
import { writeCheckpoint } from "./grow/write-checkpoint.ts";
import type { Vocabulary } from "./tokenizer/tokenizer.ts";
import { workFolder } from "./work-folder.ts";

const known = ["layers", "middle", "from", "fresh"];
const options = new Map(
  process.argv.slice(2).map((word) => {
    const [name = "", value = ""] = word.split(/=(.*)/s);
    if (!known.includes(name)) throw new TypeError(`unknown option ${word}`);
    return [name, value] as const;
  }),
);
const best = join(import.meta.dirname, "best");
const folder = workFolder();
const from = resolve(options.get("from") ?? join(best, "parley-demo.gguf"));
const path = join(folder, "checkpoint.bin");
const tokenizer = join(folder, "tokenizer.json");
if (!existsSync(tokenizer)) copyFileSync(join(best, "tokenizer.json"), tokenizer);

const { checkpoint, tokens } = await readModel(from, readTraining(from));
const vocabulary = JSON.parse(readFileSync(tokenizer, "utf8")) as Vocabulary;
if (vocabulary.tokens.join("\n") !== tokens.join("\n"))
  throw new TypeError(`${tokenizer} has other tokens than ${from}`);
const { layers, middle } = checkpoint.facts;
const grown = growCheckpoint(checkpoint, {
  layers: Number(options.get("layers") ?? layers),
  middle: Number(options.get("middle") ?? middle),
});
writeCheckpoint(path, grown, { fresh: options.get("fresh") === "1" });
const { facts } = grown;
process.stdout.write(
  `${path}: ${facts.layers} layers (${layers} before), middle ${facts.middle} (${middle} before), ${facts.steps} steps\n`,
);
