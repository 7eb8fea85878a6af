/**
 * node-llama-cpp called directly, as fast as its interface allows: `BENCH_JOB='<DirectJob as JSON>' node main.ts`.
 * Prompts are tokenised and answers turned into text, nothing else. Prints a LocalResult as JSON.
 */
import { getLlama, type LlamaContextSequence, LlamaLogLevel, type Token } from "node-llama-cpp";
import type { DirectJob, LocalResult, StreamsWork, Turn, TurnsWork } from "../job.ts";
import { observe } from "../observe.ts";
import { instruction, question } from "../question.ts";
import { sampling } from "../sampling.ts";

const WARM_UP_TOKENS = 32;

type Done = Pick<LocalResult, "tokens" | "turns">;

const say = (role: string, text: string) => `<|im_start|>${role}<|im_sep|>${text}<|im_end|>\n`;
const ANSWER = "<|im_start|>assistant<|im_sep|>";

/** Continues what the sequence has with `prompt` and an answer of exactly `most` tokens. */
async function write(sequence: LlamaContextSequence, prompt: readonly Token[], most: number) {
  const startedAt = performance.now();
  const { model } = sequence;
  let text = "";
  let firstMs: number | undefined;
  let tokens = 0;
  for await (const token of sequence.evaluate([...prompt], { ...sampling, seed: 1 })) {
    text += model.detokenize([token]);
    if (text !== "") firstMs ??= performance.now() - startedAt;
    if (++tokens === most) break;
  }
  if (tokens !== most || firstMs === undefined) throw new Error(`${tokens} tokens instead of ${most}`);
  return firstMs;
}

async function streams(sequences: readonly LlamaContextSequence[], work: StreamsWork): Promise<Done> {
  const busy = sequences.slice(0, work.streams);
  await Promise.all(
    busy.map(async (sequence, index) => {
      await sequence.clearHistory();
      const prompt = `<|endoftext|>${say("user", question(work.label, index))}${ANSWER}`;
      await write(sequence, sequence.model.tokenize(prompt, true), work.tokens);
    }),
  );
  return { tokens: work.streams * work.tokens, turns: [] };
}

/** As a program would that keeps a sequence for its one conversation. */
async function conversation(
  sequence: LlamaContextSequence,
  { label, turns, tokens }: TurnsWork,
): Promise<Done> {
  await sequence.clearHistory();
  const seen: Turn[] = [];
  for (let index = 0; index < turns; index++) {
    const before = index === 0 ? `<|endoftext|>${say("system", instruction(label))}` : "<|im_end|>\n";
    const prompt = sequence.model.tokenize(before + say("user", question(label, index)) + ANSWER, true);
    const cachedTokens = sequence.nextTokenIndex;
    const firstMs = await write(sequence, prompt, tokens);
    seen.push({ firstMs, cachedTokens, promptTokens: cachedTokens + prompt.length });
  }
  return { tokens: turns * tokens, turns: seen };
}

async function run({ file, threads, sequences, contextTokens, work }: DirectJob): Promise<LocalResult> {
  const llama = await getLlama({
    gpu: false,
    build: "never",
    logLevel: LlamaLogLevel.error,
    maxThreads: threads,
  });
  const model = await llama.loadModel({ modelPath: file });
  const context = await model.createContext({ contextSize: contextTokens, sequences, threads });
  const all = Array.from({ length: sequences }, () => context.getSequence());
  const [first] = all;
  if (first === undefined) throw new TypeError("a context has at least one sequence");
  const count = work.kind === "streams" ? work.streams : 1;
  await streams(all, { kind: "streams", label: "warm", streams: count, tokens: WARM_UP_TOKENS });
  return observe([process.pid], () =>
    work.kind === "streams" ? streams(all, work) : conversation(first, work),
  );
}

process.stdin.resume().on("end", () => process.exit(1)); // whoever started us is gone
try {
  const result = await run(JSON.parse(process.env["BENCH_JOB"] ?? "null") as DirectJob);
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () => process.exit(1));
}
