import { call } from "../../lib/call.ts";
import type { LocalJob } from "../job.ts";
import { sampling } from "../sampling.ts";
import { ask, type Message } from "./ask.ts";
import type { Side } from "./side.ts";

const { temperature, topP, topK, minP } = sampling;
const options = { temperature, top_p: topP, top_k: topK, min_p: minP };

/** Node looks at its loop every 10 ms and tells the time between two looks, of which only what is beyond is a delay. */
const LOOK_MS = 10;

/** The started server, over HTTP. */
export function parleySide({ port, apiKey, model, pids }: LocalJob["parley"]): Side {
  const send = (messages: readonly Message[], maxTokens: number) =>
    ask({ port, apiKey, model, maxTokens, options }, messages);
  return {
    pids,
    answer: (questions, tokens) =>
      Promise.all(questions.map((content) => send([{ role: "user", content }], tokens))),
    talk: (instruction) => {
      const messages: Message[] = [{ role: "system", content: instruction }];
      return async (question, tokens) => {
        messages.push({ role: "user", content: question });
        const { text, ...turn } = await send(messages, tokens);
        messages.push({ role: "assistant", content: text });
        return turn;
      };
    },
    async loopDelayMs() {
      const { text } = await call(port, "/metrics", apiKey);
      const seconds = /^nodejs_eventloop_lag_p99_seconds(?:\{[^}]*\})? ([\d.e+-]+)$/m.exec(text)?.[1];
      if (seconds === undefined) throw new Error("/metrics does not tell the loop's delay");
      return Math.max(0, Number(seconds) * 1000 - LOOK_MS);
    },
    close: () => undefined,
  };
}
