/**
 * `node model/evaluate.ts [MODEL.gguf] [--sample N] [--keep]`: asks the frozen evaluation through Parley's own provider,
 * one question in N, and prints the tables. `--keep` writes them into the model card, the record beside the file, and
 * all answers into the work folder.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { askModel } from "./evaluation/ask-model.ts";
import { checkAnswer } from "./evaluation/check-answer.ts";
import { judge, type Result } from "./evaluation/gates.ts";
import { makeCases } from "./evaluation/make-cases.ts";
import { putTables } from "./evaluation/put-tables.ts";
import { type ModelNote, writeTables } from "./evaluation/write-tables.ts";
import { readCheckpointFacts, weightKinds } from "./export/read-checkpoint.ts";
import { workFolder } from "./work-folder.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: "string", default: "1" }, keep: { type: "boolean", default: false } },
});
const folder = workFolder();
const file = resolve(positionals[0] ?? join(folder, "parley-demo.gguf"));
const every = Number(values.sample);
const cases = makeCases().filter((_, index) => index % every === 0);
const places = new Map(cases.map((asked, place) => [asked, place]));
const results: Result[] = [];
const began = performance.now();
await askModel(file, cases, (asked, answer) => {
  const text =
    answer.calls.map(({ name, arguments: values }) => `${name}(${values})`).join(" ") + answer.text;
  results.push({ asked, text, right: checkAnswer(asked, answer) });
  const left = ((performance.now() - began) / results.length) * (cases.length - results.length);
  process.stderr.write(`\r${results.length} of ${cases.length}, ${Math.ceil(left / 1_000)} s left  `);
});
process.stderr.write("\n");
results.sort((a, b) => (places.get(a.asked) ?? 0) - (places.get(b.asked) ?? 0));
const facts = readCheckpointFacts(join(folder, "checkpoint.bin"));
const note = noteOf(file);
const tables = writeTables(note, results);
process.stdout.write(`${tables}\n`);
if (values.keep) keep(tables);

function noteOf(path: string): ModelNote {
  const bytes = readFileSync(path);
  const parameters = weightKinds(facts).reduce((sum, { count, size }) => sum + count * size, 0);
  return {
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    parameters,
    steps: facts.steps,
    tokens: facts.tokens,
    hours: facts.seconds / 3_600,
  };
}

/** Of the whole evaluation only: a sample decides nothing. */
function keep(text: string): void {
  if (every !== 1) throw new TypeError("--keep wants the whole evaluation, without --sample");
  const { sha256 } = note;
  const { steps, tokens, seconds } = facts;
  const training = { steps, tokens, seconds };
  const gates = judge(results);
  writeFileSync(
    file.replace(/\.gguf$/, ".json"),
    `${JSON.stringify({ sha256, training, passed: gates.every(({ passed }) => passed), gates }, undefined, 2)}\n`,
  );
  putTables(join(import.meta.dirname, "../docs/demo-model.md"), text);
  writeFileSync(
    join(folder, "answers.jsonl"),
    results
      .map(
        ({ asked, text: said, right }) =>
          `${JSON.stringify({ topic: asked.topic, right, asked: asked.messages, said, check: asked.check })}\n`,
      )
      .join(""),
  );
}
