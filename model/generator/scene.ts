import type { Message, Tool } from "./conversation.ts";
import type { Dice } from "./dice.ts";
import { phrase } from "./grammar.ts";
import { roughen } from "./roughen.ts";
import type { WordSource } from "./words/word-source.ts";

/** How the system prompt wants answers to be. */
export type Style = "plain" | "formal" | "friendly" | "brief";

/** A conversation while it is made: what was said, and what was told in it. */
export interface Scene {
  readonly dice: Dice;
  readonly words: WordSource;
  readonly messages: Message[];
  readonly tools: Tool[];
  /** What the user has told, by its question: `what [your] name is` → the answer. */
  readonly facts: Map<string, Fact>;
  style: Style;
  /** Who the system prompt says that the model plays, for whom. */
  persona?: { readonly name: string; readonly firm: string };
}

export interface Fact {
  readonly kind: string;
  readonly value: string;
  /** `your name is Ann` */
  readonly statement: string;
  readonly asks: readonly string[];
}

/** One exchange, or a few that belong together. */
export type Act = (scene: Scene) => void;

/** Private characters stand for values while noise is made, so that what must be copied is never hurt. */
const firstMark = 0xe000;

/** What a user types: a phrase with its values, more or less carefully. */
export function typed({ dice }: Scene, text: string, slots: Readonly<Record<string, string>> = {}): string {
  const names = Object.keys(slots);
  const marks = Object.fromEntries(
    names.map((name, index) => [name, String.fromCharCode(firstMark + index)]),
  );
  const rough = roughen(dice, smallAfterComma(phrase(text).say(dice, marks)));
  return rough.replace(
    /[\ue000-\uf8ff]/g,
    (mark) => slots[names[mark.charCodeAt(0) - firstMark] ?? ""] ?? "",
  );
}

/** `Hello, Tell me`: openers are put in front of whole sentences. */
function smallAfterComma(text: string): string {
  return text.replace(
    /^([A-Z][a-z ]+, )([A-Z])(?=[a-z])/,
    (_, opener: string, letter: string) => opener + letter.toLowerCase(),
  );
}

export function user(scene: Scene, text: string, slots: Readonly<Record<string, string>> = {}): void {
  scene.messages.push({ role: "user", content: typed(scene, text, slots) });
}

export function answer(scene: Scene, text: string, slots: Readonly<Record<string, string>> = {}): void {
  scene.messages.push({ role: "assistant", content: phrase(text).say(scene.dice, slots) });
}

/** An answer in the style that the system prompt asks for. */
export function styled(
  scene: Scene,
  core: string,
  brief: string,
  slots: Readonly<Record<string, string>> = {},
): void {
  if (scene.style === "brief") answer(scene, brief, slots);
  else if (scene.style === "formal") answer(scene, `{Certainly.|Of course.|With pleasure.} ${core}`, slots);
  else if (scene.style === "friendly") answer(scene, `${core} {😊|😊 Anything else?}`, slots);
  else answer(scene, core, slots);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
