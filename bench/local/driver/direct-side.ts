import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { DirectOrder, DirectReply } from "../direct/main.ts";
import type { DirectSetting, Turn } from "../job.ts";
import type { Side, Talk } from "./side.ts";

const PROGRAM = new URL("../direct/main.ts", import.meta.url);

const say = (role: string, text: string) => `<|im_start|>${role}<|im_sep|>${text}<|im_end|>\n`;
const ANSWER = "<|im_start|>assistant<|im_sep|>";
const BEGIN = "<|endoftext|>";

/** Starts node-llama-cpp in a process of its own and loads the model. */
export async function startDirectSide(setting: DirectSetting): Promise<Side> {
  const child = fork(PROGRAM, [], { stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: [] });
  const { pid } = child;
  if (pid === undefined) throw new Error("node-llama-cpp could not be started");
  await exchange(child, setting);
  const order = (wanted: DirectOrder) => exchange(child, wanted);

  function talk(instruction: string): Talk {
    let before = BEGIN + say("system", instruction);
    let goOn = false;
    return async (question, tokens) => {
      const [turn] = await order({ goOn, tokens, prompts: [before + say("user", question) + ANSWER] });
      goOn = true;
      before = "<|im_end|>\n";
      return turn ?? missing();
    };
  }

  return {
    pids: [pid],
    answer: (questions, tokens) =>
      order({ goOn: false, tokens, prompts: questions.map((text) => BEGIN + say("user", text) + ANSWER) }),
    talk,
    close: () => void child.kill(),
  };
}

async function exchange(child: ChildProcess, message: DirectSetting | DirectOrder): Promise<DirectReply> {
  child.send(message);
  const ended = once(child, "exit").then(() => {
    throw new Error("node-llama-cpp's process ended");
  });
  const [reply] = (await Promise.race([once(child, "message"), ended])) as [DirectReply];
  ended.catch(() => undefined); // it ends some day
  return reply;
}

function missing(): Turn {
  throw new Error("a question without an answer");
}
