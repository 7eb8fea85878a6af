/**
 * node-llama-cpp called directly, as fast as its interface allows: `BENCH_JOB='<DirectJob as JSON>' node main.ts`.
 * Prompts are tokenised and answers turned into text, nothing else. Prints a LocalResult as JSON.
 */
import { getLlama, type LlamaContextSequence, LlamaLogLevel, type LlamaModel } from "node-llama-cpp";
import type { DirectJob } from "../job.ts";
import { observe } from "../observe.ts";
import { question } from "../question.ts";
import { sampling } from "../sampling.ts";

const WARM_UP_TOKENS = 32;

async function write(
  model: LlamaModel,
  sequence: LlamaContextSequence,
  text: string,
  most: number,
): Promise<number> {
  const prompt = `<|endoftext|><|im_start|>user<|im_sep|>${text}<|im_end|>\n<|im_start|>assistant<|im_sep|>`;
  let answer = "";
  let tokens = 0;
  for await (const token of sequence.evaluate(model.tokenize(prompt, true), { ...sampling, seed: tokens })) {
    answer += model.detokenize([token]);
    if (++tokens === most) break;
  }
  if (tokens !== most || answer === "") throw new Error(`${tokens} tokens instead of ${most}`);
  await sequence.clearHistory();
  return tokens;
}

async function run({ file, threads, sequences, contextTokens, work }: DirectJob) {
  const llama = await getLlama({
    gpu: false,
    build: "never",
    logLevel: LlamaLogLevel.error,
    maxThreads: threads,
  });
  const model = await llama.loadModel({ modelPath: file });
  const context = await model.createContext({ contextSize: contextTokens, sequences, threads });
  const all = Array.from({ length: sequences }, () => context.getSequence());
  const busy = all.slice(0, work.streams);
  await Promise.all(
    busy.map((sequence, index) => write(model, sequence, question("warm", index), WARM_UP_TOKENS)),
  );
  return observe([process.pid], async () => {
    const counts = await Promise.all(
      busy.map((sequence, index) => write(model, sequence, question(work.label, index), work.tokens)),
    );
    return { tokens: counts.reduce((sum, count) => sum + count, 0), turns: [] };
  });
}

process.stdin.resume().on("end", () => process.exit(1)); // whoever started us is gone
try {
  const result = await run(JSON.parse(process.env["BENCH_JOB"] ?? "null") as DirectJob);
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () => process.exit(1));
}
