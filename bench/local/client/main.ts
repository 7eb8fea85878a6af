/**
 * The client of a started Parley: `BENCH_JOB='<ClientJob as JSON>' node main.ts` (the job holds a key, and arguments
 * can be seen by every user of a machine). Prints a LocalResult as JSON.
 */
import type { ClientJob, LocalResult, StreamsWork, Turn, TurnsWork } from "../job.ts";
import { observe } from "../observe.ts";
import { instruction, question } from "../question.ts";
import { sampling } from "../sampling.ts";
import { ask, type Asking, type Message } from "./ask.ts";

const WARM_UP_TOKENS = 32;

type Done = Pick<LocalResult, "tokens" | "turns">;

async function streams(asking: Asking, { label, streams }: Omit<StreamsWork, "kind">): Promise<Done> {
  const answers = await Promise.all(
    Array.from({ length: streams }, (_, index) =>
      ask(asking, [{ role: "user", content: question(label, index) }]),
    ),
  );
  return { tokens: answers.reduce((sum, { outputTokens }) => sum + outputTokens, 0), turns: [] };
}

async function conversation(asking: Asking, { label, turns }: TurnsWork): Promise<Done> {
  const messages: Message[] = [{ role: "system", content: instruction(label) }];
  const seen: Turn[] = [];
  let tokens = 0;
  for (let index = 0; index < turns; index++) {
    messages.push({ role: "user", content: question(label, index) });
    const { text, outputTokens, ...turn } = await ask(asking, messages);
    messages.push({ role: "assistant", content: text });
    seen.push(turn);
    tokens += outputTokens;
  }
  return { tokens, turns: seen };
}

async function run({ port, apiKey, model, serverPids, work }: ClientJob): Promise<LocalResult> {
  const { temperature, topP, topK, minP } = sampling;
  const options = { temperature, top_p: topP, top_k: topK, min_p: minP };
  const asking: Asking = { port, apiKey, model, options, maxTokens: work.tokens };
  const count = work.kind === "streams" ? work.streams : 1;
  await streams(
    { ...asking, maxTokens: WARM_UP_TOKENS },
    { label: `warm ${work.label}`, streams: count, tokens: 0 },
  );
  return observe(serverPids, () =>
    work.kind === "streams" ? streams(asking, work) : conversation(asking, work),
  );
}

process.stdin.resume().on("end", () => process.exit(1)); // whoever started us is gone
try {
  const result = await run(JSON.parse(process.env["BENCH_JOB"] ?? "null") as ClientJob);
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () => process.exit(1));
}
