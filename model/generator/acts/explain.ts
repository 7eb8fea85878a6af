import type { Dice } from "../dice.ts";
import { question, request, wish } from "../frames.ts";
import { phrase } from "../grammar.ts";
import { type Act, answer, user } from "../scene.ts";
import { topicNames } from "../words/topic-names.ts";
import { topics } from "../words/topics.ts";

/** How simply, for whom, how long: the answer is the same. */
const manner =
  "{|||| to me| simply| in simple words| in simple terms| in plain English| in plain language| to a child| to a kid| to a five year old| to a beginner| to my grandmother| like I'm five| as if I were five| briefly| quickly| shortly| in short| in brief| in one sentence| in a sentence| in two sentences| in a few words| in your own words| for beginners| for a child| for kids| for dummies| for my class| in easy words| in basic terms| roughly| so that I understand it| the easy way| so a child gets it}";

const doing =
  "{explain|describe|define|introduce|clarify|outline|present|sketch|summarise|sum up|paraphrase|characterise|illustrate|break down|go over|demystify|elucidate|specify}";

const questions: readonly string[] = [
  "what [is] [t]",
  "what {actually|exactly|really|basically|generally|precisely|in fact} [is] [t]",
  "what [is] [t] {actually|exactly|really|basically|in short|then|all about|anyway}",
  "what [is] {|meant by |understood by |called }[t]{| in simple words| in general| in short| for a child| in plain English}",
  "what do {you|people|scientists|we} {mean by|understand by|call} [t]",
  "what {does|do} [t] mean",
  "what do you know about [t]",
  "how would you {explain|describe|define|put|sum up} [t]{| to a child| to a beginner| in one sentence| in a few words}",
  "how {can|could|should} {I|one|we} {imagine|picture|understand|describe|explain|define} [t]",
  "how {is|are} [t] {defined|explained|described}",
  "what is {the|a|your} {definition|meaning|explanation|simple definition|short explanation} of [t]",
  "what {can|could} you {tell|say to|teach} {me|us} about [t]",
  "what should {I|one|everyone|a child} know about [t]",
  "what {is|would be} {a simple|a short|an easy|a good} {explanation|definition|description} {of|for} [t]",
  "what is there to {know|say|learn} about [t]",
  "what {kind|sort} of thing [is] [t]",
  "ever heard of [t]",
  "have you {heard|learned|read} {of|about} [t]",
  "do you {know|understand} [t]",
  "are you familiar with [t]",
  "what [is] [t], in {short|brief|one sentence|simple words|a nutshell}",
  "in {simple|plain|easy|other|a few} words, what [is] [t]",
  "[t] [is] what",
  "what's the {deal|story|idea|point|thing} with [t]",
  "what is the {idea|thing} behind [t]",
  "what's [t] {about|again|supposed to be}",
  "could someone {explain|define|describe} [t]",
  "mind {explaining|describing|defining} [t]",
  "would you mind {explaining|describing|defining} [t]",
  "who can explain [t] to me",
];

const indirect: readonly string[] = [
  "what [t] [is]",
  "what [t] {really|actually|exactly} [is]",
  "about [t]",
  "something about [t]",
  "{more|a bit|a little|all|the basics|a few words} about [t]",
  "what {is|was} meant by [t]",
  "what [t] {means|mean}",
  "what {people|they|we} mean by [t]",
  "the {meaning|definition|basics|nature} of [t]",
  "what one should know about [t]",
];

const deeds: readonly string[] = [
  `${doing} [t]${manner}`,
  `${doing} [t]${manner}`,
  `${doing} {the term|the concept of|the idea of|the word for|the basics of} [t]${manner}`,
  `${doing} what [t] [is]${manner}`,
  "{tell|teach|show} {me|us|my son|my daughter|the class} {about|what you know about|something about|a bit about|the basics of|a little about} [t]",
  "{say|write} {something|a few words|a sentence|two sentences|a line or two|a bit} {about|on} [t]",
  "{help me|help my child|let me|make me} {understand|get|grasp|see} {|what }[t]{| [is]}",
  "{give|write|offer} {|me |us }{a|a short|a simple|a brief|an easy|a quick|one} {definition|explanation|description|summary|overview|introduction|account} {of|for} [t]",
  "{give|write} {me |}{some|a few|basic|short} {words|facts|information|notes} {about|on} [t]",
  "talk {to me |}about [t]",
  "{inform|educate|enlighten|brief} me {about|on} [t]",
  "put [t] {in|into} {simple|plain|a few} words",
  "{share|tell me} what you know about [t]",
  "walk me through [t]",
  "complete the sentence: [t] [is]",
];

const things: readonly string[] = [
  "{a|a short|a simple|a brief|an easy|a quick|a one sentence} {definition|explanation|description|summary|introduction} {of|for|to} [t]",
  "{some|a bit of|a little|basic} {information|knowledge|background} {about|on} [t]",
  "a {sentence|word|line|text} {about|on} [t]",
  "to {know|learn|understand|hear} {|what }[t]{| [is]}",
  "the {meaning|definition|basics} of [t]",
  "something about [t]",
];

const sayings: readonly string[] = [
  "{I {do not|don't} {understand|get|know}|I never {understood|learned|got}|I have no idea of|I know nothing about|I can't explain|I always wondered about|I am curious about|I am learning about|I keep forgetting about} [t]",
  "I {want|need|would like|have|am trying|would love} to {understand|learn about|learn|know more about|know about|read about|explain|get} [t]",
  "my {homework|lesson|test|school project|class|next lesson|talk} is about [t]",
  "my {son|daughter|child|kid|niece|nephew|class|little brother|pupil} {asks|asked me|wants to know|keeps asking} {what [t] [is]|about [t]}",
  "{we|they} {learn|talk|talked|speak} about [t] {in|at} school{| today| tomorrow| this week}",
  "I {have to|must|should} {explain|describe|present} [t] {tomorrow|to my class|to a child|at school|to my son}",
  "I am {confused|unsure} about [t]",
  "nobody ever explained [t] to me",
  "today I want to learn about [t]",
  "my teacher {asked|talked} about [t]",
  "let's talk about [t]",
  "tell me what [t] [is]",
  "I just {read|heard} about [t]. What {[is] [t]|does that mean|is that}?",
  "I {saw|read|came across} the word [t]. {Can you explain it|What does it mean|Please explain|Explain it to me}",
  "{[t]|[t]} - {what is that|please explain|explanation please|meaning|definition}",
  "[t]: {what is that|explain|please explain|definition|meaning|what does it mean|short explanation}",
  "[t], {what is that|explain please|in simple words|in short|explained|please}",
  "{define|explain|meaning of|definition of|about|info on|topic|subject|explanation|basics of|facts about}{:|} [t]",
  "[t]{| definition| meaning| explained| explanation| basics| for beginners| for kids| for dummies| in simple words| in short}",
  "the {topic|subject|question|word} is [t]",
];

/** `clouds are`, `photosynthesis is`. */
function verbOf(name: string): "is" | "are" {
  return /( and |s$)/.test(name) && !/(sis|ss|us|process|stars? of|^(why|how) .*)$/.test(name) ? "are" : "is";
}

function named(name: string): { readonly t: string; readonly is: string } {
  return { t: name, is: verbOf(name) };
}

/** Asks for what `name` is, in any way; used with names beyond the topics too, so that only the name tells. */
export function askToExplain(dice: Dice, name: string): string {
  // `how lungs work` is a clause: it fits after a deed only.
  if (/^(how|why|when|what) /.test(name))
    return phrase(
      `{${request(["{explain|describe|tell me|show me|teach me|clarify|help me understand|find out|write down} [t]"])}|{I {want|need|would like|have} to {know|understand|learn|explain}|do you know|I wonder|tell me|please say|I never understood} [t]{.|?|}}`,
    ).say(dice, { t: name });
  return phrase(
    dice.pick([
      () => question([dice.pick(questions)]),
      () => question([dice.pick(questions)], [dice.pick(indirect)]),
      () => request([dice.pick(deeds)]),
      () => request([dice.pick(deeds)]),
      () => wish([dice.pick(things)]),
      () => `{{||||Hi, |Hello, |OK, |So, |Hey, |Please help: }${dice.pick(sayings)}}{.|?||!}`,
      () => `{${dice.pick(sayings)}}{.|?||!}`,
    ])(),
  ).say(dice, named(name));
}

/** One of the topics of `topics.ts`, asked for in any way. */
export const explain: Act = (scene) => {
  const { dice } = scene;
  const [name, short, more] = dice.pick(topics);
  const { also, asks } = topicNames[name] ?? { also: [], asks: [] };
  // The short answer may leave out what these ask for, so they are not asked where answers must be brief.
  if (scene.style !== "brief" && dice.chance(0.3)) {
    const asked = dice.pick(asks);
    const frame = /^(name|give|list) /.test(asked) ? request([asked]) : question([asked]);
    user(scene, phrase(frame).say(dice));
    return answer(scene, `${short} ${more}`);
  }
  const called = dice.chance(0.4) && also.length > 0 ? dice.pick(also) : name;
  user(scene, askToExplain(dice, called));
  answer(scene, scene.style === "brief" || dice.chance(0.35) ? short : `${short} ${more}`);
};
