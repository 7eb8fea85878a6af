import { getLlama, LlamaChatSession, LlamaCompletion, resolveChatWrapper, LlamaLogLevel } from "node-llama-cpp";
const llama = await getLlama({ gpu: false, build: "never", logLevel: LlamaLogLevel.warn, maxThreads: 1 });
const t0=performance.now(); const model = await llama.loadModel({ modelPath: process.argv[2] }); console.log("load", performance.now()-t0);
const w = resolveChatWrapper(model); console.log(w.wrapperName, w.usingJinjaFunctionCallTemplate, JSON.stringify(w.settings.functions), JSON.stringify(w.settings.segments));
const ctx = await model.createContext({ contextSize: 2048, threads: 1 });
const seq = ctx.getSequence();
for (const temperature of [0, 0.7, 1, 1]) for (const p of ["Hello!", "What is the capital of France? Please answer in a long text, with many words, so that the prompt is long too, longer than a hundred tokens."]) {
  const s = new LlamaChatSession({ contextSequence: seq, systemPrompt: "You are a helpful assistant.", chatWrapper: w }); 
  const t=performance.now(); let n=0; const a = await s.promptWithMeta(p, { temperature, seed: 7, maxTokens: 600, onToken: (x)=>n+=x.length });
  const dt=performance.now()-t;
  console.log(temperature, n, a.stopReason, JSON.stringify(a.response.map(x=>typeof x==="string"?x.length:[x.segmentType,x.text.length])), (n/dt*1000).toFixed(0)+" tok/s", JSON.stringify(a.responseText));
  if (temperature===0) console.log(JSON.stringify(model.detokenize(seq.contextTokens, true)).slice(0,300));
  s.dispose({disposeSequence:false}); await seq.clearHistory();
}
const c = new LlamaCompletion({contextSequence: seq});
console.log(JSON.stringify(await c.generateCompletionWithMeta("Once upon a time", {maxTokens:300, temperature:1, seed:3})));
console.log(JSON.stringify(model.detokenize(seq.contextTokens, true)).slice(0,100));
process.exit(0);
