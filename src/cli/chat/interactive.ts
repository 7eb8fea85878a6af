import { tellAnswer } from "./answer.ts";
import type { Keyboard } from "./keyboard.ts";
import { runSlashCommand } from "./slash-commands.ts";
import type { Talk } from "./talk.ts";
import type { Voice } from "./voice.ts";

export interface InteractiveDeps {
  readonly talk: Talk;
  readonly keyboard: Keyboard;
  readonly voice: Voice;
  /** Tells the person something that is no answer, on lines of their own. */
  readonly note: (text: string) => void;
  /** Aborted when there is nobody to talk to any more. */
  readonly gone: AbortSignal;
  /** Milliseconds that only grow. */
  now(): number;
}

/** A second Ctrl-C within this time leaves; in milliseconds. */
const twice = 2_000;

/** The conversation, until the person leaves. */
export async function converse(deps: InteractiveDeps): Promise<void> {
  const { talk, keyboard, note, gone } = deps;
  const leave = (): void => keyboard.close();
  gone.addEventListener("abort", leave);
  let interruptedAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    const input = await keyboard.read();
    if (input.kind === "end" || gone.aborted) break;
    if (input.kind === "interrupt") {
      const now = deps.now();
      if (now - interruptedAt <= twice) break;
      interruptedAt = now;
      note("Ctrl-C once more, or Ctrl-D, leaves.");
      continue;
    }
    interruptedAt = Number.NEGATIVE_INFINITY;
    if (input.text.trim() === "") continue;
    if (input.single && input.text.startsWith("/")) {
      const said = runSlashCommand(input.text, talk);
      if (said === "leave") break;
      note(said.join("\n"));
      continue;
    }
    await answer(deps, input.text);
  }
  gone.removeEventListener("abort", leave);
}

async function answer({ talk, keyboard, voice, gone }: InteractiveDeps, text: string): Promise<void> {
  await tellAnswer(talk, text, voice, (stop) => {
    const release = keyboard.onInterrupt(stop);
    gone.addEventListener("abort", stop);
    return () => {
      release();
      gone.removeEventListener("abort", stop);
    };
  });
}
