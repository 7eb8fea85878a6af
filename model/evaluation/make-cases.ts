import type { Message, Tool } from "../generator/conversation.ts";
import { createDice, type Dice } from "../generator/dice.ts";
import { phrase } from "../generator/grammar.ts";
import { createWordSource, type WordSource } from "../generator/words/word-source.ts";
import type { Check, EvaluationCase, Topic } from "./case.ts";
import {
  between,
  facts,
  jsonPhrasings,
  readingLines,
  styles,
  support,
  texts,
  toolPhrasings,
} from "./phrasings.ts";
import { fixedCases } from "./fixed-cases.ts";
import { naturalBeyond } from "./natural-beyond.ts";
import { naturalWithin } from "./natural-within.ts";

/** Another seed would be another evaluation. */
const seed = 20_261_123;
/** Of each topic that is made from phrasings and held-out values. */
const perTopic = 40;

/** What cases are made with: values that training never says, and phrasings of the evaluation's own. */
interface Kit {
  readonly dice: Dice;
  readonly words: WordSource;
}

type Maker = (kit: Kit) => Omit<EvaluationCase, "topic">;

const user = (content: string): Message => ({ role: "user", content });
const assistant = (content: string): Message => ({ role: "assistant", content });
const one = (content: string, check: Check): Omit<EvaluationCase, "topic"> => ({
  messages: [user(content)],
  tools: [],
  check,
});

/** Told, some exchanges in between, asked. */
function memory(
  kit: Kit,
  turns: number,
  change: "none" | "corrected" | "untold",
): Omit<EvaluationCase, "topic"> {
  const { dice, words } = kit;
  const kinds = dice.some(facts);
  const [fact, other] = kinds;
  if (fact === undefined || other === undefined) throw new TypeError("there are too few facts");
  const messages: Message[] = [];
  const tellOf = (one: (typeof facts)[number]): string => {
    const value = one.value(words);
    messages.push(
      user(phrase(dice.pick(one.told)).say(dice, { v: value })),
      assistant(phrase(one.noted).say(dice, { v: value })),
    );
    return value;
  };
  const value = tellOf(change === "untold" ? other : fact);
  const wanted = change === "corrected" ? correct(kit, fact, messages) : value;
  for (const [asked, said] of dice.some(between, turns)) messages.push(user(asked), assistant(said));
  messages.push(user(dice.pick(fact.asked)));
  const check: Check =
    change === "untold"
      ? { type: "any", texts: ["not told", "not given", "have not"] }
      : { type: "all", texts: [wanted] };
  return { messages, tools: [], check };
}

function correct({ dice, words }: Kit, fact: (typeof facts)[number], messages: Message[]): string {
  const value = fact.value(words);
  messages.push(
    user(phrase(dice.pick(fact.corrected)).say(dice, { v: value })),
    assistant(`No problem, I have corrected that: ${phrase(fact.stated).say(dice, { v: value })}.`),
  );
  return value;
}

function reading({ dice, words }: Kit): Omit<EvaluationCase, "topic"> {
  const lines = dice.some(readingLines, 3).map((make) => make(words));
  const line = dice.pick(lines);
  return one(
    `${dice.pick(texts)} ${lines.map(({ sentence }) => sentence).join(" ")} ${dice.pick(line.asks)}`,
    { type: "all", texts: [line.wanted] },
  );
}

interface ToolCase {
  readonly tools: readonly Tool[];
  readonly asked: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, string>>;
  readonly result: string;
  readonly wanted: string;
}

function toolCase({ dice, words }: Kit): ToolCase {
  const make = () => {
    const [noun, field] = [words.noun(), words.noun()];
    return {
      tool: {
        name: words.identifier(),
        description: `Looks up the ${field} of a ${noun}`,
        parameters: [noun],
      },
      noun,
      field,
    };
  };
  const right = make();
  const wrong = make();
  const [value, result] = [
    dice.pick([words.name, words.code, words.town])(),
    dice.pick([words.name, words.code, words.invented])(),
  ];
  return {
    tools: right.tool.name === wrong.tool.name ? [right.tool] : dice.some([right.tool, wrong.tool]),
    asked: phrase(dice.pick(toolPhrasings)).say(dice, { f: right.field, n: right.noun, v: value }),
    name: right.tool.name,
    arguments: { [right.noun]: value },
    result: `{"${right.field}": "${result}"}`,
    wanted: result,
  };
}

function call(kit: Kit, syntax: boolean): Omit<EvaluationCase, "topic"> {
  const { tools, asked, name, arguments: values } = toolCase(kit);
  const check: Check = syntax ? { type: "call-syntax" } : { type: "call", name, arguments: values };
  return { messages: [user(asked)], tools, check };
}

function toolResult(kit: Kit): Omit<EvaluationCase, "topic"> {
  const { tools, asked, name, arguments: values, result, wanted } = toolCase(kit);
  const messages: Message[] = [
    user(asked),
    { role: "assistant", content: "", call: { name, arguments: values } },
    { role: "tool", content: result },
  ];
  return { messages, tools, check: { type: "all", texts: [wanted] } };
}

function json({ dice, words }: Kit, syntax: boolean): Omit<EvaluationCase, "topic"> {
  const value = { name: words.name(), city: words.town(), age: Number(words.number(11, 94)) };
  const slots = { n: value.name, c: value.city, a: String(value.age) };
  return {
    ...one(phrase(dice.pick(jsonPhrasings)).say(dice, slots), {
      type: "json",
      value,
      ...(syntax && { syntax }),
    }),
    schema: { name: "string", city: "string", age: "integer" },
  };
}

function supported({ dice, words }: Kit): Omit<EvaluationCase, "topic"> {
  const { asked, key } = dice.pick(support);
  const order = words.order();
  return one(phrase(asked).say(dice, { o: order, p: words.product() }), { type: "all", texts: [order, key] });
}

function writing({ dice, words }: Kit): Omit<EvaluationCase, "topic"> {
  const [to, from, thing, animal] = [words.name(), words.name(), words.noun(), words.animal()];
  return dice.pick([
    () =>
      one(`I'd be grateful for a brief mail to ${to} in which I, ${from}, say thanks for the ${thing}.`, {
        type: "all",
        texts: [to, from, thing],
      }),
    () =>
      one(`${to} should get a note from ${from}: sorry about the ${thing}. Can you do that?`, {
        type: "all",
        texts: [to, from, thing],
      }),
    () =>
      one(`Once more a tale for the kids: the hero is the ${animal} ${to}.`, { type: "all", texts: [to] }),
    () =>
      one(
        `Our new ${thing} needs a few lines for the catalogue. Made for ${animal} friends, with a ${words.adjective()} ${words.noun()}.`,
        { type: "all", texts: [thing] },
      ),
    () => one(`Throw three ideas at me, the theme is ${thing}.`, { type: "all", texts: ["1.", "3.", thing] }),
  ])();
}

function styled({ dice, words }: Kit): Omit<EvaluationCase, "topic"> {
  const { system, asked, check } = dice.pick(styles);
  const [name, firm] = [words.name(), words.firm()];
  const filled = (text: string): string => phrase(text).say(dice, { n: name, f: firm });
  const wanted: Check =
    check.type === "all" || check.type === "any" ? { ...check, texts: check.texts.map(filled) } : check;
  return { messages: [{ role: "system", content: filled(system) }, user(asked)], tools: [], check: wanted };
}

const makers: readonly (readonly [Topic, Maker])[] = [
  ["memory, 0 to 2 turns later", (kit) => memory(kit, kit.dice.between(0, 2), "none")],
  ["memory, 6 to 9 turns later", (kit) => memory(kit, kit.dice.between(6, 9), "none")],
  ["corrected facts", (kit) => memory(kit, kit.dice.between(0, 2), "corrected")],
  ["facts that nobody told", (kit) => memory(kit, kit.dice.between(0, 1), "untold")],
  ["question on a given text", reading],
  ["call of a tool: syntax", (kit) => call(kit, true)],
  ["call of a tool: the right one, with the right values", (kit) => call(kit, false)],
  ["answer from a tool's result", toolResult],
  ["JSON: syntax", (kit) => json(kit, true)],
  ["JSON: the right values", (kit) => json(kit, false)],
  ["customer support", supported],
  ["writing", writing],
  ["style by system prompt", styled],
];

/** The whole evaluation, the same every time. */
export function makeCases(): readonly EvaluationCase[] {
  const cases: EvaluationCase[] = [];
  for (const [topic, make] of makers) {
    const dice = createDice(seed + cases.length);
    const words = createWordSource(dice, true);
    for (let count = 0; count < perTopic; count++) cases.push({ topic, ...make({ dice, words }) });
  }
  for (const { topic, said, expect } of fixedCases)
    cases.push({ topic, ...one(said, { type: "any", texts: expect }) });
  for (const said of naturalBeyond)
    cases.push({ topic: "out of domain, by hand", ...one(said, { type: "refusal" }) });
  for (const { said, expect } of naturalWithin) {
    cases.push({ topic: "in domain, by hand", ...one(said, { type: "any", texts: expect }) });
  }
  return cases;
}
