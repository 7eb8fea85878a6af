import { question, request } from "../frames.ts";
import { phrase } from "../grammar.ts";
import { capital, type Scene, typed } from "../scene.ts";

/**
 * What a sentence is filled with. Values that a question may turn on have plain names; forms of words, which may well
 * come twice in a text (a verb, a currency), have names that start with a low line.
 */
export type Slots = Readonly<Record<string, string>>;

/** Ways to ask for one thing: `where does Ann live`, `where Ann lives`, `name the home of Ann`. */
export interface Questions {
  readonly direct: readonly string[];
  readonly indirect: readonly string[];
  readonly orders: readonly string[];
}

/** A part of a sentence that can be asked for. */
export interface Role {
  /** The value, for who wants short answers. */
  readonly brief: string;
  /** The whole answer; without it, the pattern's own statement. */
  readonly said: string | undefined;
  /** All the ways to ask. */
  readonly asked: string;
}

/** A kind of sentence. Its texts start with a small letter, so that an opener can stand in front. */
export interface Pattern {
  /** Two sentences of one kind never speak of the same person. */
  readonly kind: string;
  /** The values; `who` is given where the sentences speak of a person. */
  readonly draw: (scene: Scene) => Slots;
  readonly says: readonly string[];
  /** The statement that is the answer. */
  readonly core: string;
  readonly roles: readonly Role[];
  /** What may stand in front; nothing that would answer a question by itself. */
  readonly openers?: string;
}

/** A sentence of a made-up text, and what can be asked about it. */
export interface Line {
  readonly kind: string;
  /** Whom it speaks of; empty for a sentence about things. */
  readonly who: string;
  readonly sentence: string;
  readonly slots: Slots;
  readonly core: string;
  readonly roles: readonly Role[];
  /** What it leaves open. */
  readonly unsaid: readonly Role[];
}

export type Writer = (scene: Scene, who: string) => Line;

export const openersNow =
  "{||||||||||As a rule, |In fact, |As far as we know, |At the moment, |These days, |For now, |Actually, |Nowadays, |As everyone knows, |As it happens, |To be precise, |Officially, |Apparently, |Note that |Also, |Besides, |In general, |Currently, |Of course, |According to the list, }";
export const openersPast =
  "{||||||||||Early on, |In the end, |Back then, |A while ago, |Some time ago, |One day, |As it turned out, |Luckily, |Sadly, |To everyone's surprise, |In fact, |Later, |At first, |It is known that |People say that |Apparently, |Soon after, |Finally, |Eventually, }";
export const openersNeutral =
  "{|||||||||In fact, |As it turned out, |Luckily, |Apparently, |It seems that |To be clear, |People say that |We heard that |As we know, |According to the report, |And then |Also, |So }";

export function fromPattern(pattern: Pattern): Writer {
  return (scene, name) => {
    const { dice } = scene;
    const own = pattern.draw(scene);
    const personal = pattern.says.some((text) => text.includes("[who]")) && own["who"] === undefined;
    const slots = personal ? { ...own, who: name } : own;
    const opener = dice.chance(0.5) ? phrase(pattern.openers ?? openersNow).say(dice) : "";
    const body = phrase(dice.pick(pattern.says)).say(dice, slots);
    const space = opener === "" ? "" : " ";
    return {
      kind: pattern.kind,
      who: personal ? name : "",
      sentence: `${capital(`${opener}${space}${body}`)}.`,
      slots,
      core: pattern.core,
      roles: pattern.roles,
      unsaid: [],
    };
  };
}

/** How the text is called to which a question points. */
const text =
  "{text|note|message|passage|paragraph|story|article|report|page|snippet|extract|lines|sentences|description|information|facts}";
const lead = `{According to {the|this|my|that} ${text}, |Going by {the|this|my} ${text}, |Based on {the|this|my} ${text}, |From {the|this} ${text}: |In {the|this} ${text}, |As {the|this} ${text} says, |Judging from {the|this} ${text}, |If you read {the|this|my} ${text}, |If I understand {it|this|the ${text}} correctly, |Can you find out: |Can you see |Check: |Quick check: |A question about {the|this|my} ${text}: |My question: |My question is this: |I would ask: |Just to be sure: |For my notes: |One thing is unclear to me: |}`;
const before = `{I {can't|cannot|can not|don't|could not} {see|find|make out|figure out|recall|spot|work out|tell|say|remember}|I {wonder|keep wondering|was wondering|am trying to find out|have to know|have to find out|must know|should know|am asked|have been asked|am interested in}|I {am|was} {not sure|unsure|unclear|curious}|{Find|Work|Point|Figure} out|{Look|Check|See} {up |}|{Explain|Report|Mention|Specify|State|Clarify|Show me|Answer me|Quote|Repeat|Extract}|Does {the|this|my} ${text} {say|mention|tell|state|reveal|give|make clear}|Do we {know|learn|find out|read|hear}|Is it {said|stated|mentioned|written|known}|What does {the|this} ${text} say about|What do we {learn|read|know} about|Somebody asked me|My {boss|friend|teacher|colleague|neighbour} {wants to know|asks|asked me}|The question is|It would help to know|I'd be glad to know|Could you {see|check|find|find out|look up|work out|point out}|Help me find|The ${text} {should say|says}|Where does it say|Let us see|Try to find out|I need|I want to be told|We want to know|Do tell me|Be so good as to tell me|What I need is|All I want to know is}`;

const after =
  "{||||||{|,} {according to|going by|judging by|based on} {this|that|the text|the note|my notes|it}| here| in this text| in the {story|note|text|passage}| there| in that case}";

/** All ways to ask, each frame around each core. */
export function role(brief: string, parts: readonly Questions[], said?: string): Role {
  const direct = parts.flatMap((part) => part.direct);
  const indirect = parts.flatMap((part) => part.indirect);
  const orders = parts.flatMap((part) => part.orders);
  const ways = [
    question(direct, indirect),
    question(direct, indirect),
    `${lead}{${direct.join("|")}}${after}{?|?|?||}`,
    `{${direct.join("|")}}${after}{?|?|?||}`,
  ];
  if (indirect.length > 0) ways.push(`${before} {${indirect.join("|")}}${after}{.|?||}`);
  if (orders.length > 0) ways.push(request(orders));
  return { brief, said, asked: `{${ways.join("|")}}` };
}

/** Private characters for whom and what a question may call `she` and `it`, beyond those that noise uses. */
const [personMark, thingMark] = ["\uf8f0", "\uf8f1"];

/** A question on what was just spoken of, where nothing else could be meant: `what does she do`. */
export function askShortly(scene: Scene, asked: string, slots: Slots): string {
  const [she, her, hers] = scene.dice.pick([
    ["she", "her", "her"],
    ["he", "him", "his"],
    ["this person", "this person", "this person's"],
  ]);
  const marked: Record<string, string> = { ...slots };
  if (slots["who"] !== undefined) marked["who"] = personMark;
  if (slots["thing"] !== undefined) marked["thing"] = thingMark;
  if (slots["_the"]?.startsWith("the ") === true) marked["_the"] = "it";
  return typed(scene, asked, marked)
    .replaceAll(`${personMark}'s`, hers)
    .replace(
      new RegExp(`\\b(by|to|of|with|from|for|under|call|find|recognise) ${personMark}`, "gi"),
      `$1 ${her}`,
    )
    .replaceAll(personMark, she)
    .replace(new RegExp(`(?:\\b(?:the|teh|an?) (?:new )?)?${thingMark}('s)?`, "gi"), (_, own?: string) =>
      own === undefined ? "it" : "its",
    );
}

/** Names and things as people type them: often in small letters. */
export function askFor(scene: Scene, asked: string, slots: Slots): string {
  const small = scene.dice.chance(0.2);
  const given = small
    ? Object.fromEntries(Object.entries(slots).map(([name, value]) => [name, value.toLowerCase()]))
    : slots;
  return typed(scene, asked, given);
}

/** Whether two lines could be taken for each other: a question on one must not fit the other. */
export function collide(one: Line, other: Line): boolean {
  const shared = one.who !== "" && one.who === other.who;
  if (shared && alike(one.kind, other.kind)) return true;
  const last = (value: string): string => (value.split(" ").at(-1) ?? "").toLowerCase();
  const keys = ({ slots }: Line): readonly string[] =>
    Object.entries(slots)
      .filter(([name, value]) => !name.startsWith("_") && !(shared && name === "who" && value === one.who))
      .flatMap(([, value]) => [last(value), value.toLowerCase()]);
  const taken = new Set(keys(one));
  return keys(other).some((key) => taken.has(key));
}

/** Deeds are alike when they have a verb in common: `what did Ann buy` fits them all. */
function alike(one: string, other: string): boolean {
  if (!one.startsWith("event ")) return one === other;
  const verbs = one.split(" ").slice(1);
  return other.startsWith("event ") && other.split(" ").some((verb) => verbs.includes(verb));
}

/** Whether one and the same value stands in two places of a sentence: `Ann visited Ann`. */
export function muddled({ slots }: Line): boolean {
  const values = Object.entries(slots).flatMap(([name, value]) => (name.startsWith("_") ? [] : [value]));
  return new Set(values).size < values.length;
}
