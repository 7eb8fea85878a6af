import { wordsOf } from "./conversation.ts";
import { english } from "./voices/english.ts";
import { french } from "./voices/french.ts";
import { german } from "./voices/german.ts";
import { spanish } from "./voices/spanish.ts";
import type { Voice } from "./voices/voice.ts";

/** The languages that the script speaks; the first where nothing tells. */
const voices: readonly Voice[] = [english, german, spanish, french];

/** How much of a text is looked at for intents, in UTF-16 units. */
const READ = 200;

/** The voice in the language of the newest text that shows one, by its small words and set phrases. */
export function voiceOf(texts: readonly string[]): Voice {
  for (const text of texts.toReversed()) {
    const words = wordsOf(text);
    const scores = voices.map(
      (voice) =>
        words.filter((word) => voice.smallWords.has(word)).length +
        (speaks(voice, text.slice(0, READ)) ? 1 : 0),
    );
    const best = Math.max(...scores);
    if (best > 0) return voices[scores.indexOf(best)] ?? english;
  }
  return english;
}

/** Whether a text means something in a language; a question mark means the same in all. */
function speaks(voice: Voice, text: string): boolean {
  const { question: _, ...intents } = voice.intents;
  return Object.values(intents).some((intent) => intent.test(text));
}
