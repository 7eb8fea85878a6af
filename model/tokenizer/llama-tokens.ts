/**
 * `node llama-tokens.ts MODEL.gguf`: reads a list of texts as JSON and prints their tokens as llama.cpp sees them, for
 * the test beside it. A process of its own, so that a crash in native code is a failed test and not the end of all.
 */
import { text } from "node:stream/consumers";
import { getLlama, LlamaLogLevel } from "node-llama-cpp";

const [modelPath = ""] = process.argv.slice(2);
const texts = JSON.parse(await text(process.stdin)) as readonly string[];
const llama = await getLlama({ gpu: false, build: "never", logLevel: LlamaLogLevel.error, maxThreads: 1 });
const model = await llama.loadModel({ modelPath });
const tokens = texts.map((one) => [...model.tokenize(one, true)]);
process.stdout.write(`${JSON.stringify(tokens)}\n`, () => process.exit(0));
