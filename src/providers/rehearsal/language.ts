import { wordsOf } from "./conversation.ts";
import { english } from "./voices/english.ts";
import { french } from "./voices/french.ts";
import { german } from "./voices/german.ts";
import { spanish } from "./voices/spanish.ts";
import type { Voice } from "./voices/voice.ts";

/** The languages that the script speaks; the first where nothing tells. */
const voices: readonly Voice[] = [english, german, spanish, french];

/** The voice in the language of the newest text that shows one, by its small words. */
export function voiceOf(texts: readonly string[]): Voice {
  for (const text of texts.toReversed()) {
    const words = wordsOf(text);
    const scores = voices.map((voice) => words.filter((word) => voice.smallWords.has(word)).length);
    const best = Math.max(...scores);
    if (best > 0) return voices[scores.indexOf(best)] ?? english;
  }
  return english;
}
