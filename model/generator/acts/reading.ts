import { question } from "../frames.ts";
import { type Act, answer, capital, type Scene, typed } from "../scene.ts";

/** A sentence of a made-up text, and how it is asked for. */
interface Line {
  readonly sentence: string;
  readonly asks: readonly string[];
  readonly said: string;
  readonly brief: string;
}

type Writer = (scene: Scene) => Line;

const writers: readonly Writer[] = [
  ({ dice, words }) => {
    const [who, town] = [words.name(), words.town()];
    const verb = dice.pick(["lives", "works", "was born", "studies", "grew up"]);
    const base = { lives: "live", works: "work", studies: "study" }[verb];
    return {
      sentence: `${who} ${verb} in ${town}.`,
      asks:
        base === undefined
          ? [
              verb === "was born" ? `where was ${who} born` : `where did ${who} grow up`,
              verb === "was born"
                ? `in which {city|town|place} was ${who} born`
                : `in which {city|town} did ${who} grow up`,
            ]
          : [`where does ${who} ${base}`, `in which {city|town|place} does ${who} ${base}`],
      said: `${who} ${verb} in ${town}.`,
      brief: town,
    };
  },
  ({ words }) => {
    const [who, job] = [words.name(), words.job()];
    return {
      sentence: `${who} is a ${job}.`,
      asks: [
        `what is ${who}'s {job|profession|work}`,
        `what does ${who} do{| for a living| for work}`,
        `what is the job of ${who}`,
      ],
      said: `${who} is a ${job}.`,
      brief: job,
    };
  },
  ({ dice, words }) => {
    const [thing, price] = [words.product(), words.price()];
    const money = dice.pick(["euros", "dollars", "pounds", "francs"]);
    return {
      sentence: dice.pick([
        `The ${thing} costs ${price} ${money}.`,
        `The price of the ${thing} is ${price} ${money}.`,
      ]),
      asks: [
        `{what|how much} does the ${thing} cost`,
        `what is the price of the ${thing}`,
        `how {expensive|much} is the ${thing}`,
      ],
      said: `The ${thing} costs ${price} ${money}.`,
      brief: `${price} ${money}`,
    };
  },
  ({ dice, words }) => {
    const [thing, day, hour] = [
      dice.pick([
        () =>
          `the ${words.noun()} ${dice.pick(["meeting", "show", "course", "party", "market", "concert", "tour", "race"])}`,
        () => `the ${dice.pick(["meeting", "show", "course", "concert", "lesson"])}`,
      ])(),
      words.day(),
      words.clock(),
    ];
    const starts = dice.pick(["starts", "begins", "takes place", "is"]);
    return {
      sentence: `${capital(thing)} ${starts} on ${day} at ${hour}.`,
      asks: [
        `when {is|does} ${thing}{| start| begin| take place}`,
        `on which day is ${thing}`,
        `{at |}what time is ${thing}`,
        `when does ${thing} {start|begin}`,
      ],
      said: `${capital(thing)} ${starts} on ${day} at ${hour}.`,
      brief: `on ${day} at ${hour}`,
    };
  },
  ({ dice, words }) => {
    const [who, thing] = [
      words.name(),
      dice.pick([() => `a ${words.adjective()} ${words.noun()}`, () => `a ${words.noun()}`])(),
    ];
    const [past, base] = dice.pick([
      ["bought", "buy"],
      ["found", "find"],
      ["lost", "lose"],
      ["sold", "sell"],
      ["built", "build"],
      ["painted", "paint"],
      ["brought", "bring"],
      ["wants", ""],
    ] as const);
    return {
      sentence: `${who} ${past} ${thing}.`,
      asks:
        base === ""
          ? [`what does ${who} want`, `which thing does ${who} want`]
          : [`what did ${who} ${base}`, `which thing did ${who} ${base}`],
      said: `${who} ${past} ${thing}.`,
      brief: thing,
    };
  },
  ({ words }) => {
    const [thing, colour] = [words.noun(), words.colour()];
    return {
      sentence: `The ${thing} is ${colour}.`,
      asks: [
        `what colour is the ${thing}`,
        `which colour {has|does} the ${thing}{| have}`,
        `what is the colour of the ${thing}`,
      ],
      said: `The ${thing} is ${colour}.`,
      brief: colour,
    };
  },
  ({ dice, words }) => {
    const thing = words.noun();
    const place = `${dice.pick(["in", "under", "behind", "next to", "on"])} the ${words.noun()}`;
    return {
      sentence: dice.pick([
        `The ${thing} is ${place}.`,
        `The ${thing} lies ${place}.`,
        `The ${thing} stands ${place}.`,
      ]),
      asks: [
        `where is the ${thing}`,
        `where can I find the ${thing}`,
        `where {does|do} the ${thing} {lie|stand}`,
      ],
      said: `The ${thing} is ${place}.`,
      brief: place,
    };
  },
  ({ dice, words }) => {
    const [firm, who] = [words.firm(), words.fullName()];
    const [past, base] = dice.pick([
      ["founded", "founded"],
      ["runs", "runs"],
      ["owns", "owns"],
      ["manages", "manages"],
    ] as const);
    return {
      sentence: `${who} ${past} ${firm}.`,
      asks: [`who ${base} ${firm}`, `which person ${base} ${firm}`],
      said: `${who} ${past} ${firm}.`,
      brief: who,
    };
  },
  ({ words }) => {
    const [who, food] = [words.name(), words.food()];
    return {
      sentence: `${who} likes ${food}.`,
      asks: [
        `what does ${who} like{| to eat}`,
        `what {food|dish} does ${who} like`,
        `what is ${who}'s favourite food`,
      ],
      said: `${who} likes ${food}.`,
      brief: food,
    };
  },
  ({ dice, words }) => {
    const [firm, count] = [words.firm(), words.number(12, 980)];
    const what = dice.pick(["workers", "rooms", "shops", "members", "customers", "seats", "tables", "cars"]);
    return {
      sentence: `${firm} has ${count} ${what}.`,
      asks: [
        `how many ${what} does ${firm} have`,
        `how many ${what} {are there|are at ${firm}}`,
        `what is the number of ${what}`,
      ],
      said: `${firm} has ${count} ${what}.`,
      brief: `${count} ${what}`,
    };
  },
  ({ dice, words }) => {
    const [who, animal, name] = [words.name(), words.animal(), words.name()];
    const has = dice.pick(["has", "owns", "keeps"]);
    return {
      sentence: `${who} ${has} a ${animal} called ${name}.`,
      asks: [
        `what is {the ${animal}|${who}'s ${animal}} called`,
        `what is the name of {the ${animal}|${who}'s ${animal}}`,
        `how is the ${animal} called`,
      ],
      said: `The ${animal} is called ${name}.`,
      brief: name,
    };
  },
  ({ words }) => {
    const [label, code] = [words.noun(), words.code()];
    return {
      sentence: `The ${label} code is ${code}.`,
      asks: [
        `what is the ${label} code`,
        `which code {has|is for} the ${label}`,
        `what is the code {of|for} the ${label}`,
      ],
      said: `The ${label} code is ${code}.`,
      brief: code,
    };
  },
];

function write(scene: Scene): Line[] {
  return scene.dice.some(writers, scene.dice.between(2, 5)).map((writer) => writer(scene));
}

/** A text, and one or more questions on it; one in ten asks for what is not there. */
export const reading: Act = (scene) => {
  const { dice } = scene;
  const lines = write(scene);
  const text = lines.map(({ sentence }) => sentence).join(" ");
  const ask = (line: Line): string => typed(scene, question(line.asks));
  const first = dice.pick(lines);
  const missing = dice.chance(0.1) ? dice.pick(writers)(scene) : undefined;
  const asked = ask(missing ?? first);
  const content = dice.pick([
    () => `${text}\n\n${asked}`,
    () => `${text} ${asked}`,
    () =>
      `${dice.pick(["Read this:", "Here is a text:", "Text:", "Read the text.", "This is the text:", "Consider this:", "I have a text:", "Given this text:", "Here are some notes:", "Article:"])} ${text}\n${dice.pick(["", "", "Question: ", "Now: ", "Q: "])}${asked}`,
    () => `${asked}\n\n${text}`,
    () =>
      `${dice.pick(["Answer from the text:", "Use the text below.", "Look at the text.", "From the text:"])} ${asked}\n\n${dice.pick(["Text: ", "", '"'])}${text}`,
    () => `"${text}" ${asked}`,
  ])();
  scene.messages.push({ role: "user", content });
  reply(scene, missing === undefined ? first : undefined);
  const others = dice.some(lines.filter((line) => line !== first));
  for (const line of others.slice(0, dice.pick([0, 0, 1, 2]))) {
    scene.messages.push({ role: "user", content: ask(line) });
    reply(scene, line);
  }
};

function reply(scene: Scene, line: Line | undefined): void {
  if (line === undefined) return answer(scene, "The text does not say that.");
  scene.messages.push({
    role: "assistant",
    content: scene.style === "brief" ? `${capital(line.brief)}.` : line.said,
  });
}

/** Two of the sentences, which is what such a small model can do of a summary. */
export const summary: Act = (scene) => {
  const { dice } = scene;
  const lines = write(scene);
  const text = lines.map(({ sentence }) => sentence).join(" ");
  const ask = typed(
    scene,
    "{|Please |Can you |Could you |Now |I want you to }{summarise|summarize|sum up|shorten|give me a summary of|give me the short version of|condense|make a summary of|write a summary of|tl;dr of|boil down} {this|the text|it|this text|the following|what follows|this for me}{:|.|}",
  );
  scene.messages.push({
    role: "user",
    content: dice.pick([`${ask}\n\n${text}`, `${ask} ${text}`, `${text}\n\n${ask}`]),
  });
  const said = lines.slice(0, 2).map((line) => line.said.replace(/\.$/, ""));
  answer(scene, "In short: [s].", { s: said.join("; ") });
};
