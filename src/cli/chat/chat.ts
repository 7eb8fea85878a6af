import type { Settings } from "../../server/settings/settings.ts";
import type { CliContext } from "../context.ts";
import { Exit } from "../exit.ts";
import { describeFailure } from "../failure.ts";
import { jsonLine, printable } from "../printable.ts";
import { tellAnswer } from "./answer.ts";
import type { ChatOptions } from "./command.ts";
import { converse } from "./interactive.ts";
import { Keyboard } from "./keyboard.ts";
import { readPrompt } from "./one-shot.ts";
import { openTalk } from "./open-talk.ts";
import { Screen } from "./screen.ts";
import { completeLine, continueCommand } from "./slash-commands.ts";
import type { Talk } from "./talk.ts";
import { asBefore, createJsonVoice, createPlainVoice, type Voice } from "./voice.ts";

/** What a shell expects of a program that a signal ended. */
const signalExit = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export async function chat(
  context: CliContext,
  settings: Settings,
  words: readonly string[],
  options: ChatOptions,
): Promise<void> {
  const prompt = await readPrompt(context, words, settings.limits.bodyBytes);
  const { talk, close } = await openTalk(settings, options);
  try {
    if (prompt === undefined) await talkAtTerminal(context, talk, options);
    else await askOnce(context, talk, prompt, options);
  } finally {
    await close();
  }
}

async function askOnce(context: CliContext, talk: Talk, prompt: string, options: ChatOptions): Promise<void> {
  const { json, session } = options;
  const note = (text: string): void => {
    if (!context.unread.aborted) context.stderr.write(`${text}\n`);
  };
  let code = 1;
  const voice =
    json === true
      ? wholeVoice(context, note)
      : createPlainVoice(context.stdout, note, session === undefined ? "" : asBefore);
  const outcome = await tellAnswer(talk, prompt, voice, (stop) => {
    const releases = (["SIGINT", "SIGTERM", "SIGHUP"] as const).map((signal) =>
      context.onSignal(signal, () => {
        code = signalExit[signal];
        stop();
      }),
    );
    context.unread.addEventListener("abort", stop);
    return () => {
      for (const release of releases) release();
      context.unread.removeEventListener("abort", stop);
    };
  });
  if (context.unread.aborted) return;
  if (outcome !== "ended") throw new Exit(code);
  if (json !== true && context.stderr.isTTY === true && talk.token !== undefined)
    note(`To continue: ${continueCommand(talk.token)}`);
}

/** One JSON object for the whole answer, and a sentence on standard error when there is none. */
function wholeVoice(context: CliContext, note: (text: string) => void): Voice {
  return {
    delta: () => undefined,
    reply: (reply) => void context.stdout.write(jsonLine(reply)),
    stopped: () => note("Stopped."),
    failed: (error) => note(describeFailure(error)),
  };
}

async function talkAtTerminal(context: CliContext, talk: Talk, { json }: ChatOptions): Promise<void> {
  // What a program reads from standard output is the answers alone; everything else goes to the person.
  const screen = new Screen(json !== true && context.stdout.isTTY === true ? context.stdout : context.stderr);
  const note = (text: string): void => screen.show(`${text}\n`);
  const keyboard = new Keyboard({
    stdin: context.stdin,
    screen,
    complete: (line) => completeLine(line, talk),
  });
  const gone = new AbortController();
  let code = 0;
  const releases = (["SIGTERM", "SIGHUP"] as const).map((signal) =>
    context.onSignal(signal, () => {
      code = signalExit[signal];
      gone.abort();
    }),
  );
  releases.push(context.onSignal("SIGINT", () => keyboard.interrupt()));
  context.unread.addEventListener("abort", () => gone.abort());
  note(`You talk to ${printable(talk.model)}. /help says what you can do here, Ctrl-D leaves.`);
  const voice =
    json === true ? createJsonVoice(context.stdout) : createPlainVoice(context.stdout, note, asBefore);
  try {
    await converse({ talk, keyboard, voice, note, gone: gone.signal, now: () => context.now() });
  } finally {
    keyboard.close();
    for (const release of releases) release();
  }
  if (talk.token !== undefined) note(`To continue: ${continueCommand(talk.token)}`);
  if (code !== 0) throw new Exit(code);
}
