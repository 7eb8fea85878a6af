import { spaced } from "../../format/render-conversation.ts";
import { request } from "../frames.ts";
import { type Act, answer, type Scene, typed, user } from "../scene.ts";
import type { Tool } from "../conversation.ts";
import type { WordSource } from "../words/word-source.ts";

/** A tool of the evaluation or of the training: what one asks it, and what is said of its result. */
interface Skill {
  readonly tool: Tool;
  readonly asked: string;
  readonly arguments: Readonly<Record<string, string | number>>;
  readonly result: Readonly<Record<string, string | number>>;
  readonly said: string;
}

type Maker = (words: WordSource, scene: Scene) => Skill;

const makers: readonly Maker[] = [
  (words, { dice }) => {
    const [city, sky, degrees] = [
      words.town(),
      dice.pick(["sunny", "rainy", "cloudy", "windy", "foggy", "clear"]),
      dice.between(-5, 38),
    ];
    return {
      tool: {
        name: dice.pick(["get_weather", "weather", "current_weather", "weather_in"]),
        description: dice.pick([
          "Weather in a city",
          "Gets the weather",
          "Returns the current weather of a city",
        ]),
        parameters: [dice.pick(["city", "place", "location"])],
      },
      asked: `{${request([`{check|look up|get|tell me} the weather in ${city}`])}|{|Hi, |Hey, }{what is the weather{| like} in ${city}|how is the weather in ${city}|how warm is it in ${city}|is it {sunny|raining|cold|warm} in ${city}}{?|}}`,
      arguments: { city },
      result: { weather: sky, degrees },
      said: `It is ${sky} in ${city}, at ${degrees} degrees.`,
    };
  },
  (words, { dice }) => {
    const [order, state] = [
      words.order(),
      dice.pick(["shipped", "delivered", "packed", "late", "on its way", "cancelled", "waiting"]),
    ];
    return {
      tool: {
        name: dice.pick(["order_status", "get_order", "track_order", "find_order"]),
        description: dice.pick(["Status of an order", "Looks up an order", "Finds an order by its number"]),
        parameters: [dice.pick(["order", "order_id", "number"])],
      },
      asked: `{{|Hi, |Hello, |Please }{where is order ${order}|check order ${order}|what is the status of order ${order}|track ${order}|look up order ${order}|is order ${order} {shipped|on its way|here}}{?|.|}}`,
      arguments: { order },
      result: { status: state },
      said: `Order ${order} is ${state}.`,
    };
  },
  (words, { dice }) => {
    const [thing, count] = [words.product(), dice.between(0, 80)];
    return {
      tool: {
        name: dice.pick(["stock", "check_stock", "inventory", "find_product"]),
        description: dice.pick(["How many of a product are in stock", "Checks the stock of a product"]),
        parameters: [dice.pick(["product", "item", "name"])],
      },
      asked: `{{|Hi, |Hello, |So, }{how many {|of the }${thing}s {do you have|are in stock|are left}|is the ${thing} in stock|do you have a ${thing}|check the stock of ${thing}|any ${thing} left}{?|.|}}`,
      arguments: { product: thing },
      result: { count },
      said: `There are ${count} of the ${thing} in stock.`,
    };
  },
  (words, { dice }) => {
    const [who, number] = [words.name(), `${dice.between(100, 999)} ${dice.between(1000, 9999)}`];
    return {
      tool: {
        name: dice.pick(["phone_book", "find_contact", "get_phone", "lookup_person"]),
        description: dice.pick(["Finds the phone number of a person", "Looks up a contact"]),
        parameters: [dice.pick(["name", "person", "contact"])],
      },
      asked: `{{|Hi, |Hello, |Please }{what is the {phone |}number of ${who}|find the {phone |}number of ${who}|look up ${who}|give me ${who}'s phone number|how can I call ${who}}{?|.|}}`,
      arguments: { name: who },
      result: { phone: number },
      said: `The phone number of ${who} is ${number}.`,
    };
  },
  (words, { dice }) => {
    const [who, day, hour] = [words.name(), words.day(), words.clock()];
    return {
      tool: {
        name: dice.pick(["book_meeting", "add_event", "schedule", "create_appointment"]),
        description: dice.pick(["Books a meeting", "Puts a meeting into the calendar"]),
        parameters: ["person", "day", "time"],
      },
      asked: `{{|Hi, |Please |Can you |Could you }{book|plan|schedule|set up|arrange|make} {a meeting|an appointment|a call} with ${who} on ${day} at ${hour}{.|?|}}`,
      arguments: { person: who, day, time: hour },
      result: { booked: "yes" },
      said: `The meeting with ${who} on ${day} at ${hour} is booked.`,
    };
  },
  // Any tool at all: its name, its parameter and what comes back are new each time.
  (words, { dice }) => {
    const [name, parameter, field] = [words.identifier(), words.noun(), words.noun()];
    const [value, result] = [
      dice.pick([words.name, words.code, words.noun, words.town, words.invented])(),
      dice.pick([words.noun, words.invented, words.code, words.name, words.colour])(),
    ];
    const thing = parameter;
    return {
      tool: {
        name,
        description: dice.pick([
          `Finds the ${field} of a ${thing}`,
          `Gives the ${field} of a ${thing}`,
          `Returns the ${field} for a ${thing}`,
          `The ${field} of a ${thing}`,
        ]),
        parameters: [parameter],
      },
      asked: `{{|Hi, |Hello, |Please |OK, |So, }{what is the ${field} of {|the }${thing} ${value}|find the ${field} {of|for} {|the }${thing} ${value}|give me the ${field} of ${thing} ${value}|tell me the ${field} {of|for} ${thing} ${value}|look up the ${field} of ${thing} ${value}|I need the ${field} of ${thing} ${value}|which ${field} has ${thing} ${value}}{?|.|}}`,
      arguments: { [parameter]: value },
      result: { [field]: result },
      said: `The ${field} of ${thing} ${value} is ${result}.`,
    };
  },
];

/** A call, its output, and what it means; some of the offered tools are there only to be passed over. */
export const toolUse: Act = (scene) => {
  const { dice } = scene;
  if (scene.tools.length > 0) return;
  const skill = makeSkill(scene);
  const others = Array.from({ length: dice.pick([0, 0, 1, 1, 2]) }, () => makeSkill(scene).tool);
  const names = new Set([skill.tool.name]);
  const offered = [skill.tool, ...others.filter(({ name }) => !names.has(name) && names.add(name))];
  scene.tools.push(...dice.some(offered));
  const parameters = skill.tool.parameters;
  const values = Object.values(skill.arguments);
  const call = {
    name: skill.tool.name,
    arguments: Object.fromEntries(parameters.map((name, index) => [name, values[index] ?? ""])),
  };
  scene.messages.push({
    role: "user",
    content: typed(scene, withSlots(skill.asked, values), slotsOf(values)),
  });
  scene.messages.push({ role: "assistant", content: "", call });
  const result = dice.chance(0.7)
    ? spaced(skill.result)
    : dice.chance(0.5)
      ? JSON.stringify(skill.result)
      : Object.values(skill.result).join(", ");
  if (dice.chance(0.1)) {
    scene.messages.push({
      role: "tool",
      content: dice.pick(['{"error": "not found"}', "error", "not found", '{"error": "no result"}']),
    });
    answer(scene, "I am sorry, that did not work: nothing was found.");
  } else {
    scene.messages.push({ role: "tool", content: result });
    scene.messages.push({ role: "assistant", content: skill.said });
  }
  if (!dice.chance(0.3)) return;
  user(scene, "{thanks|thank you|great, thanks|OK, thanks}{!|.|}");
  answer(scene, "You are welcome!");
};

/** What must be copied exactly is kept from being mistyped. */
function withSlots(text: string, values: readonly (string | number)[]): string {
  return values.reduce<string>((asked, value, index) => asked.replaceAll(String(value), `[v${index}]`), text);
}

function slotsOf(values: readonly (string | number)[]): Readonly<Record<string, string>> {
  return Object.fromEntries(values.map((value, index) => [`v${index}`, String(value)]));
}

function makeSkill(scene: Scene): Skill {
  const made = scene.dice.chance(0.5) ? makers.at(-1) : scene.dice.pick(makers);
  if (made === undefined) throw new TypeError("there is no tool");
  return made(scene.words, scene);
}

/** Values out of a sentence into an object with the wanted names. */
export const json: Act = (scene) => {
  const { dice, words } = scene;
  const fields = dice
    .some<readonly [string, string | number, (v: string) => string]>(
      [
        ["name", words.name(), (v) => dice.pick([`${v}`, `a person called ${v}`])],
        ["city", words.town(), (v) => dice.pick([`from ${v}`, `who lives in ${v}`])],
        ["age", Number(words.number(10, 95)), (v) => dice.pick([`aged ${v}`, `who is ${v} years old`])],
        ["job", words.job(), (v) => dice.pick([`who works as a ${v}`, `a ${v}`])],
        ["colour", words.colour(), (v) => `who likes ${v}`],
        ["product", words.product(), (v) => dice.pick([`with a ${v}`, `who bought a ${v}`])],
        ["order", words.order(), (v) => `with order ${v}`],
        ["food", words.food(), (v) => `who eats ${v}`],
        [words.noun(), words.noun(), (v) => `with the word ${v}`],
      ],
      dice.between(1, 4),
    )
    .map(([name, value, say]) => [name, value, say] as const);
  const last = fields.at(-1);
  if (last?.[0] !== "name" && last !== undefined && last[2]("x") === "with the word x") {
    fields.pop();
    const [key, value] = [words.noun(), words.noun()];
    fields.push([key, value, () => `with the ${key} ${value}`]);
  }
  const text = fields.map(([, value, say]) => say(String(value))).join(", ");
  const names = fields.map(([name]) => name);
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  user(
    scene,
    `{${request([`{write|give me|return|make|create|answer with|output|extract|produce|reply with} {|a |an |the |some }{JSON|json|JSON object} with {|the fields |the keys }[l]: [t]`, `{put|turn|convert} this into JSON with [l]: [t]`, `{extract|get|read|find} [l] {as|in} JSON from: [t]`])}|[t]. {Give|Return|Write|Make} {|this as }JSON with [l]{.|}|JSON with [l]: [t]}`,
    { l: list ?? "", t: text },
  );
  scene.messages.push({
    role: "assistant",
    content: spaced(Object.fromEntries(fields.map(([name, value]) => [name, value]))),
  });
};
