import type { Talk } from "./talk.ts";
import type { Voice } from "./voice.ts";

export type Outcome = "ended" | "stopped" | "failed";

/** Asks and tells the answer. `onInterrupt` is told whom to call when the answer is no longer wanted. */
export async function tellAnswer(
  talk: Talk,
  prompt: string,
  voice: Voice,
  onInterrupt: (stop: () => void) => () => void,
): Promise<Outcome> {
  const controller = new AbortController();
  const release = onInterrupt(() => controller.abort());
  try {
    const reply = await talk.ask(prompt, { signal: controller.signal, onText: (text) => voice.delta(text) });
    voice.reply(reply);
    return "ended";
  } catch (error) {
    if (controller.signal.aborted) {
      voice.stopped();
      return "stopped";
    }
    voice.failed(error);
    return "failed";
  } finally {
    release();
  }
}
