/**
 * node-llama-cpp called directly, as fast as its interface allows: prompts are tokenised and answers turned into
 * text, nothing else. Started by the driver, which sends a DirectSetting, then one DirectOrder after the other.
 */
import { constants, setPriority } from "node:os";
import { getLlama, LlamaLogLevel } from "node-llama-cpp";
import type { DirectSetting, Turn } from "../job.ts";
import { sampling } from "../sampling.ts";

/** As Parley's inference process: on a busy machine the system would else take from one side what it gives the other. */
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

export interface DirectOrder {
  /** Continues what the sequence has; otherwise it begins anew. */
  readonly goOn: boolean;
  /** One for each stream. */
  readonly prompts: readonly string[];
  readonly tokens: number;
}

/** Of each stream. */
export type DirectReply = readonly Turn[];

async function prepare({ file, threads, sequences, contextTokens }: DirectSetting) {
  const llama = await getLlama({
    gpu: false,
    build: "never",
    logLevel: LlamaLogLevel.error,
    maxThreads: threads,
  });
  const model = await llama.loadModel({ modelPath: file });
  const context = await model.createContext({ contextSize: contextTokens, sequences, threads });
  const all = Array.from({ length: sequences }, () => context.getSequence());

  async function write(place: number, prompt: string, { goOn, tokens }: DirectOrder): Promise<Turn> {
    const startedAt = performance.now();
    const sequence = all[place];
    if (sequence === undefined) throw new TypeError("more streams than sequences");
    if (!goOn) await sequence.clearHistory();
    const cachedTokens = sequence.nextTokenIndex;
    const asked = model.tokenize(prompt, true);
    let text = "";
    let firstMs: number | undefined;
    let count = 0;
    for await (const token of sequence.evaluate(asked, { ...sampling, seed: 1 })) {
      text += model.detokenize([token]);
      if (text !== "") firstMs ??= performance.now() - startedAt;
      if (++count === tokens) break;
    }
    if (count !== tokens || firstMs === undefined) throw new Error(`${count} tokens instead of ${tokens}`);
    return { firstMs, cachedTokens, promptTokens: cachedTokens + asked.length };
  }

  return (order: DirectOrder): Promise<DirectReply> =>
    Promise.all(order.prompts.map((prompt, place) => write(place, prompt, order)));
}

let obey: ReturnType<typeof prepare> | undefined;

process.on("disconnect", () => process.exit(1)); // whoever started us is gone
process.on("message", (message: DirectSetting | DirectOrder) => {
  void answer(message).then(
    (reply) => process.send?.(reply),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
});

async function answer(message: DirectSetting | DirectOrder): Promise<DirectReply> {
  if ("prompts" in message) return (await obey)?.(message) ?? [];
  obey = prepare(message);
  await obey;
  return [];
}
