import type { Conversation, Message } from "./conversation.ts";
import { createDice, type Dice } from "./dice.ts";
import { beyond } from "./acts/beyond.ts";
import { capitalCity, unit } from "./acts/facts.ts";
import { identity } from "./acts/identity.ts";
import { language } from "./acts/languages.ts";
import { correct, recall, recallAll, tell, tellMore } from "./acts/memory.ts";
import { reading, summary } from "./acts/reading.ts";
import { greeting, repeat, smallTalk } from "./acts/small-talk.ts";
import { handOver, houseRules, password, support } from "./acts/support.ts";
import { json, toolUse } from "./acts/tools.ts";
import { brainstorm, dialogue, email, explain, faq, product, story } from "./acts/writing.ts";
import { phrase } from "./grammar.ts";
import type { Act, Scene, Style } from "./scene.ts";
import { createWordSource, type WordSource } from "./words/word-source.ts";

/** How often each act comes, in parts of all. */
const weights: readonly (readonly [Act, number])[] = [
  [smallTalk, 8],
  [greeting, 3],
  [repeat, 1],
  [identity, 8],
  [tell, 7],
  [tellMore, 3],
  [correct, 4],
  [recall, 14],
  [recallAll, 1],
  [support, 6],
  [password, 2],
  [handOver, 2],
  [reading, 12],
  [summary, 2],
  [capitalCity, 4],
  [unit, 4],
  [json, 5],
  [beyond, 22],
  [language, 6],
  [email, 3],
  [product, 2],
  [faq, 1],
  [explain, 5],
  [story, 3],
  [dialogue, 1],
  [brainstorm, 2],
];
const all = weights.flatMap(([act, count]) => Array.from({ length: count }, () => act));

const styles: Readonly<Record<Style, string>> = {
  plain:
    "{You are a helpful assistant.|You are a friendly assistant.|Answer the user.|You help people.|Be helpful.|You are an assistant.|You are a chatbot.|Help the user.}",
  brief:
    "{Answer briefly.|Be brief.|Keep your answers short.|Answer in as few words as possible.|Short answers only.|Use few words.|Be concise.|Answer with one short sentence.}",
  formal:
    "{Be formal.|Answer formally.|Use formal language.|Write in a formal tone.|You are polite and formal.|Always stay formal.}",
  friendly:
    "{Use emojis.|Be cheerful and use emojis.|Answer with an emoji.|Write in a warm tone with emojis.|You like emojis.}",
};

/** One conversation of the training: a few acts, with what was told in it asked for many turns later. */
export function makeConversation(seed: number): Conversation {
  const dice = createDice(seed);
  return play(dice, createWordSource(dice, false));
}

function play(dice: Dice, words: WordSource): Conversation {
  const scene = openScene(dice, words);
  const turns = dice.pick([1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10]);
  if (dice.chance(0.08)) toolUse(scene);
  else if (scene.persona !== undefined && dice.chance(0.5)) houseRules(scene);
  for (let turn = 0; turn < turns; turn++) {
    const remembers = scene.facts.size > 0 && dice.chance(0.3);
    (remembers ? recall : dice.pick(all))(scene);
  }
  return { messages: scene.messages, tools: scene.tools };
}

function openScene(dice: Dice, words: WordSource): Scene {
  const messages: Message[] = [];
  const scene: Scene = { dice, words, messages, tools: [], facts: new Map(), style: "plain" };
  if (dice.chance(0.5)) return scene;
  scene.style = dice.pick(["plain", "plain", "brief", "brief", "formal", "friendly"]);
  let system = phrase(styles[scene.style]).say(dice);
  if (dice.chance(0.45)) {
    const [name, firm] = [words.name(), words.firm()];
    scene.persona = { name, firm };
    const role = phrase(
      "{You are [name], the assistant of [firm].|Your name is [name]. You work for [firm].|You are [name] from [firm].|Act as [name], who helps the customers of [firm].|You play [name], the support agent of [firm].|You are the assistant [name] of the company [firm].}",
    ).say(dice, { name, firm });
    system = scene.style === "plain" ? role : dice.chance(0.5) ? `${role} ${system}` : `${system} ${role}`;
  } else if (scene.style !== "plain" && dice.chance(0.4))
    system = `${phrase(styles.plain).say(dice)} ${system}`;
  messages.push({ role: "system", content: system });
  return scene;
}
