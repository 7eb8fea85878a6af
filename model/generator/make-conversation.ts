import type { Conversation, Message } from "./conversation.ts";
import { createDice, type Dice } from "./dice.ts";
import { beyond } from "./acts/beyond.ts";
import { email } from "./acts/email.ts";
import { explain } from "./acts/explain.ts";
import { capitalCity, unit } from "./acts/facts.ts";
import { houseRules } from "./acts/house-rules.ts";
import { identity } from "./acts/identity.ts";
import { inTongue, openInTongue } from "./acts/in-tongue.ts";
import { language } from "./acts/languages.ts";
import { correct, recall, recallAll, tell, tellMore } from "./acts/memory.ts";
import { whoSpeaks } from "./acts/persona.ts";
import { reading, summary } from "./acts/reading.ts";
import { greeting, repeat, smallTalk } from "./acts/small-talk.ts";
import { handOver, password, support } from "./acts/support.ts";
import { json } from "./acts/json.ts";
import { toolUse } from "./acts/tools.ts";
import { brainstorm, dialogue, faq, product, story } from "./acts/writing.ts";
import type { Act, Scene } from "./scene.ts";
import { rolePrompt, stylePrompt } from "./system-prompts.ts";
import { createWordSource, type WordSource } from "./words/word-source.ts";

/** How often each act comes, in parts of all. */
const weights: readonly (readonly [Act, number])[] = [
  [smallTalk, 9],
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
  [reading, 24],
  [summary, 2],
  [capitalCity, 4],
  [unit, 4],
  [json, 8],
  [beyond, 17],
  [language, 6],
  [email, 4],
  [product, 3],
  [faq, 1],
  [explain, 6],
  [story, 3],
  [dialogue, 1],
  [brainstorm, 2],
];
const all = weights.flatMap(([act, count]) => Array.from({ length: count }, () => act));

/** One conversation of the training: a few acts, with what was told in it asked for many turns later. */
export function makeConversation(seed: number): Conversation {
  const dice = createDice(seed);
  const words = createWordSource(dice, false);
  return dice.chance(0.04) ? playInTongue(dice, words) : play(dice, words);
}

function playInTongue(dice: Dice, words: WordSource): Conversation {
  const scene: Scene = { dice, words, messages: [], tools: [], facts: new Map(), style: "plain" };
  const tongue = openInTongue(scene);
  for (let turns = dice.pick([1, 1, 2, 3, 4]); turns > 0; turns--) inTongue(scene, tongue);
  return { messages: scene.messages, tools: scene.tools };
}

function play(dice: Dice, words: WordSource): Conversation {
  const scene = openScene(dice, words);
  const turns = dice.pick([1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10]);
  if (dice.chance(0.16)) toolUse(scene);
  else if (scene.persona !== undefined) {
    if (dice.chance(0.3)) whoSpeaks(scene);
    if (dice.chance(0.5)) houseRules(scene);
  }
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
  let system = stylePrompt(scene, scene.style);
  if (dice.chance(0.45)) {
    scene.persona = { name: words.name(), firm: words.firm() };
    const role = rolePrompt(scene, scene.persona);
    const between = dice.chance(0.15) ? "\n" : " ";
    if (scene.style === "plain") system = dice.chance(0.75) ? role : `${role}${between}${system}`;
    else system = dice.chance(0.5) ? `${role}${between}${system}` : `${system}${between}${role}`;
  } else if (scene.style !== "plain" && dice.chance(0.4)) system = `${stylePrompt(scene, "plain")} ${system}`;
  messages.push({ role: "system", content: system });
  return scene;
}
