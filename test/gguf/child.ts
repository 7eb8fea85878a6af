/**
 * Loads tiny models with node-llama-cpp and prints what they do, as one line of JSON, for the tests beside it: a
 * process of its own, so that a crash in native code is a failed test and not the end of all tests.
 * `node child.ts chat|resolve|embed|refuse <file>…`
 */
import { createHash } from "node:crypto";
import {
  type ChatHistoryItem,
  type ChatWrapper,
  getLlama,
  JinjaTemplateChatWrapper,
  type Llama,
  LlamaChat,
  type LlamaContextSequence,
  LlamaLogLevel,
  type LlamaModel,
  resolveChatWrapper,
  type Token,
} from "node-llama-cpp";

export interface Answer {
  readonly text: string;
  /** Whether the text is split into the very tokens of which it was made. */
  readonly canonical: boolean;
  readonly thought: string;
  readonly calls: readonly { readonly name: string; readonly params: unknown }[];
  readonly tokens: number;
  readonly stopReason: string;
}

export interface ChatFacts {
  readonly file: string;
  readonly rendered: string;
  readonly answers: readonly Answer[];
}

export interface ResolveFacts {
  /** The name of the chat format that node-llama-cpp picks by itself. */
  readonly wrapper: string;
}

export interface EmbedFacts {
  readonly length: number;
  readonly hash: string;
  readonly same: number;
  readonly near: number;
  readonly far: number;
}

export interface RefuseFacts {
  readonly file: string;
  readonly error: string | undefined;
}

const functions = {
  get_weather: {
    description: "The weather",
    params: { type: "object", properties: { days: { type: "integer" } } },
  },
} as const;

const question: ChatHistoryItem[] = [
  { type: "system", text: "Be brief." },
  { type: "user", text: "How are you today?" },
  { type: "model", response: [] },
];

const conversation: ChatHistoryItem[] = [
  { type: "system", text: "Be brief." },
  { type: "user", text: "Will it rain?" },
  {
    type: "model",
    response: [
      {
        type: "functionCall",
        name: "get_weather",
        description: "The weather",
        params: { days: 2 },
        result: { rain: true },
      },
      "Yes.",
    ],
  },
  { type: "user", text: "Thanks" },
  { type: "model", response: [""] },
];

async function answerOf(
  sequence: LlamaContextSequence,
  chatWrapper: ChatWrapper,
  temperature: number,
): Promise<Answer> {
  const chat = new LlamaChat({ contextSequence: sequence, chatWrapper });
  const tokens: Token[] = [];
  const result = await chat.generateResponse(question, {
    temperature,
    seed: 7,
    maxTokens: 1000,
    functions,
    onToken: (some) => void tokens.push(...some),
  });
  chat.dispose({ disposeSequence: false });
  await sequence.clearHistory();
  const thoughts = result.fullResponse.flatMap((part) => (typeof part === "string" ? [] : [part.text]));
  return {
    text: result.response,
    thought: thoughts.join(""),
    calls: (result.functionCalls ?? []).map(({ functionName, params }) => ({ name: functionName, params })),
    canonical:
      sequence.model.tokenize(sequence.model.detokenize(tokens, true), true).join() === tokens.join(),
    tokens: tokens.length,
    stopReason: result.metadata.stopReason,
  };
}

async function chat(model: LlamaModel, file: string): Promise<ChatFacts> {
  const template = model.fileInfo.metadata.tokenizer.chat_template ?? "";
  // By hand: to let it choose takes 0.6 s.
  const wrapper = new JinjaTemplateChatWrapper({ template, tokenizer: model.tokenizer });
  const context = await model.createContext({ contextSize: 2048, threads: 1 });
  const sequence = context.getSequence();
  const answers: Answer[] = [];
  for (const temperature of [0, 0.8, 0.8]) answers.push(await answerOf(sequence, wrapper, temperature));
  const state = wrapper.generateContextState({ chatHistory: conversation, availableFunctions: functions });
  const rendered = model.detokenize(state.contextText.tokenize(model.tokenizer), true);
  await context.dispose();
  return { file, rendered, answers };
}

async function embed(model: LlamaModel): Promise<EmbedFacts> {
  const context = await model.createEmbeddingContext({ threads: 1 });
  const first = await context.getEmbeddingFor("hello world");
  const similarity = async (text: string) =>
    first.calculateCosineSimilarity(await context.getEmbeddingFor(text));
  const hash = createHash("sha256").update(Float64Array.from(first.vector)).digest("hex");
  return {
    length: first.vector.length,
    hash,
    same: await similarity("hello world"),
    near: await similarity("hello worlds"),
    far: await similarity("What is the capital of France?"),
  };
}

async function refusal(llama: Llama, file: string): Promise<RefuseFacts> {
  try {
    await (await llama.loadModel({ modelPath: file })).dispose();
    return { file, error: undefined };
  } catch (error) {
    return { file, error: error instanceof Error ? error.message : String(error) };
  }
}

async function main([job, ...files]: readonly string[]): Promise<unknown[]> {
  const llama = await getLlama({
    gpu: false,
    build: "never",
    logLevel: LlamaLogLevel.disabled,
    maxThreads: 1,
  });
  const facts: unknown[] = [];
  for (const file of files) {
    if (job === "refuse") {
      facts.push(await refusal(llama, file));
      continue;
    }
    const model = await llama.loadModel({ modelPath: file });
    if (job === "chat") facts.push(await chat(model, file));
    else if (job === "embed") facts.push(await embed(model));
    else facts.push({ wrapper: resolveChatWrapper(model, { warningLogs: false }).wrapperName });
    await model.dispose();
  }
  return facts;
}

process.stdout.write(`\n${JSON.stringify(await main(process.argv.slice(2)))}\n`);
