import { phrase } from "../grammar.ts";
import { answer, type Scene, user } from "../scene.ts";
import { askBeyond } from "./beyond.ts";
import { lines } from "./small-talk-lines.ts";
import { tongues } from "./tongues.ts";

const own: Readonly<Record<string, string>> = {
  German: "Deutsch",
  French: "Français",
  Spanish: "Español",
  Italian: "Italiano",
  Portuguese: "Português",
  Dutch: "Nederlands",
};

const always =
  "{|||Please |Always |From now on, |Kindly |Important: |Rule: |In this chat, |Whatever is asked, |No matter what language people use, |Even when asked in English, }";
const orders: readonly string[] = [
  `${always}{answer|reply|respond|speak|write|talk|chat|communicate|say everything|express yourself} {in [l]|only in [l]|in [l] only|exclusively in [l]|in nothing but [l]}.`,
  "{Language|Tongue|Answer language|Output language|Language of answers|Reply in|Answers in|lang}: {[l]|[l]|[o]}{|.}",
  "{You|This assistant|The assistant|The bot} {speak|speaks|writes|answers in|uses|knows} {only|nothing but|just} [l].",
  "{Our customers|Our guests|The users|The readers|People here|Our members|The pupils} {speak|understand|read|know|come to learn|prefer} {|only }[l]{, so answer in it|, so use it|. Use it|: answer in [l]|; write in [l]|. Answer accordingly}.",
  "{Use|Keep to|Stick to|Stay in|Choose|Prefer} [l]{| in all answers| for every answer| at all times| whatever the user writes| throughout}.",
  "{Give|Write|Make|Deliver|Send|Phrase|Put} {your answers|all answers|each answer|every reply|everything} in [l]{|, please}.",
  "{No English. Only [l].|English is not wanted; [l] is.|Do not answer in English but in [l].|Not a word of English: [l] only.|This is the [l] version of our chat.|Welcome to our [l] help desk.|This is a [l] language exercise; answer in [l].|The whole conversation is held in [l].}",
  "{You are|Play|Act as} {a|our} {[l]-speaking|[l] speaking} {assistant|helper|bot|guide|receptionist|chatbot|clerk}.",
];

/** The same things in English, in the order in which every tongue has them. */
const english: readonly ((scene: Scene) => string)[] = [
  ({ dice }) => dice.pick(lines["hello"]?.asked ?? []),
  ({ dice }) => dice.pick(lines["how"]?.asked ?? []),
  ({ dice }) => dice.pick(lines["thanks"]?.asked ?? []),
  ({ dice }) => dice.pick(lines["bye"]?.asked ?? []),
  ({ dice }) => dice.pick(lines["sorry"]?.asked ?? []),
  () =>
    "{|Please, |Hi, |Hello, }{can you help me|I need help|I need your help|help me|I have a question|could you help me|may I ask you something|I have a problem}{?|.|}",
  () => "{|Hi, |Hello, }{my name is|I am called|people call me|call me|I'm} [n]{.|!|}",
  ({ dice }) => dice.pick(lines["fine"]?.asked ?? []),
  () =>
    "{|Hi, |So, |Tell me, }{who are you|what are you|are you a person|are you a human|what can you do|introduce yourself|who am I talking to|are you a bot|what is your name}{?||, please}",
  () =>
    "{|Hi, |So, }{do you speak|do you know|can you speak|can we talk in|do you understand|is it all right to use} [l]{?|}",
  askBeyond,
];

/** Begins a scene whose system prompt asks for a language, and says which. */
export function openInTongue(scene: Scene): string {
  const { dice } = scene;
  const tongue = dice.pick(Object.keys(tongues));
  const text = phrase(dice.pick(orders)).say(dice, { l: tongue, o: own[tongue] ?? tongue });
  scene.messages.push({ role: "system", content: text });
  return tongue;
}

/** An exchange that is answered in a tongue, whichever language it is asked in. */
export function inTongue(scene: Scene, tongue: string): void {
  const { dice, words } = scene;
  const list = tongues[tongue] ?? [];
  // What it cannot know is asked most.
  const place = dice.chance(0.25) ? list.length - 1 : dice.between(0, list.length - 1);
  const [asked, said] = list[place] ?? ["", ""];
  const inEnglish = english[place];
  const slots = { t: words.town(), n: words.name(), l: tongue };
  user(scene, inEnglish !== undefined && dice.chance(0.6) ? inEnglish(scene) : asked, slots);
  answer(scene, said, slots);
}
