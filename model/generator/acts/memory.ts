import { question, statement } from "../frames.ts";
import { type Act, answer, capital, type Fact, type Scene, typed, user } from "../scene.ts";
import type { WordSource } from "../words/word-source.ts";

/** Something that people tell about themselves, and later ask for. */
interface Kind {
  readonly value: (words: WordSource) => string;
  /** What it is called: `name`. */
  readonly label: string;
  readonly told: readonly string[];
  readonly asks: readonly string[];
  readonly indirect: readonly string[];
  readonly statement: string;
  readonly unknown: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  name: {
    value: (words) => words.name(),
    label: "name",
    told: ["my name is [v]", "I am [v]", "I'm [v]", "my name's [v]", "call me [v]", "you can call me [v]", "the name is [v]", "I am called [v]", "everyone calls me [v]", "my friends call me [v]", "please call me [v]", "this is [v]", "[v] is my name", "I go by [v]", "my first name is [v]", "name: [v]", "I was named [v]"],
    asks: ["what is my name", "who am I", "what am I called", "what did I say my name was", "do you know who I am", "what was my name", "my name", "which name did I {give|tell} you", "do you remember me", "how am I called", "what's my first name"],
    indirect: ["my name", "what my name is", "who I am", "what I am called", "what my name was"],
    statement: "your name is [v]",
    unknown: "your name",
  },
  city: {
    value: (words) => words.town(),
    label: "city",
    told: ["I live in [v]", "I am from [v]", "I come from [v]", "my home town is [v]", "my city is [v]", "I am living in [v]", "I just moved to [v]", "I moved to [v] {last year|recently|a while ago}", "my home is in [v]", "we live in [v]", "I am based in [v]", "my {house|flat} is in [v]", "I reside in [v]", "[v] is my home"],
    asks: ["where do I live", "where am I from", "which {city|town} do I live in", "what is my {city|town|home town}", "where is my home", "what city am I from", "in which {city|town} do I live", "where do I come from", "what city did I mention", "where am I based"],
    indirect: ["where I live", "where I am from", "my {city|town|home town}", "which city I live in", "where my home is"],
    statement: "you live in [v]",
    unknown: "where you live",
  },
  colour: {
    value: (words) => words.colour(),
    label: "favourite colour",
    told: ["my {favourite|favorite} {colour|color} is [v]", "I like the {colour|color} [v]", "I love the {colour|color} [v]", "the {colour|color} I like best is [v]", "my best {colour|color} is [v]", "I prefer the {colour|color} [v]", "[v] is my {favourite|favorite} {colour|color}"],
    asks: ["what is my {favourite|favorite} {colour|color}", "which {colour|color} do I {like|love|prefer}{| best| most}", "what {colour|color} do I {like|love}", "my {favourite|favorite} {colour|color}"],
    indirect: ["my {favourite|favorite} {colour|color}", "which {colour|color} I like", "what my {favourite|favorite} {colour|color} is"],
    statement: "your favourite colour is [v]",
    unknown: "your favourite colour",
  },
  animal: {
    value: (words) => words.animal(),
    label: "pet",
    told: ["I have a [v]", "my pet is a [v]", "I own a [v]", "we have a [v]{| at home}", "I got a [v]{| last week}", "I keep a [v]", "I live with a [v]", "there is a [v] in my house"],
    asks: ["what pet do I have", "which {pet|animal} do I {have|own|keep}", "what {animal|pet} is mine", "what kind of pet do I have", "my pet", "what pet did I mention", "what animal do I live with"],
    indirect: ["what pet I have", "which animal I {have|own}", "my pet"],
    statement: "you have a [v]",
    unknown: "which pet you have",
  },
  job: {
    value: (words) => words.job(),
    label: "job",
    told: ["I work as a [v]", "I am a [v]", "my job is [v]", "I am a [v] by profession", "I earn my money as a [v]", "I have been a [v] for {two|three|ten|many} years", "professionally I am a [v]", "my profession is [v]"],
    asks: ["what is my {job|profession|occupation|work}", "what do I do {for a living|for work}", "what do I work as", "my {job|profession}", "what work do I do", "how do I earn my money"],
    indirect: ["my {job|profession}", "what I do {for a living|for work}", "what my job is", "what I work as"],
    statement: "you work as a [v]",
    unknown: "your job",
  },
  food: {
    value: (words) => words.food(),
    label: "favourite food",
    told: ["my {favourite|favorite} {food|dish|meal} is [v]", "I love [v]", "I love eating [v]", "I like to eat [v]", "I could eat [v] every day", "the food I like most is [v]", "[v] is my {favourite|favorite} food"],
    asks: ["what is my {favourite|favorite} {food|dish|meal}", "what do I {like|love} to eat", "which {food|dish} do I {like|love}{| best| most}", "my {favourite|favorite} food", "what could I eat every day"],
    indirect: ["my {favourite|favorite} {food|dish}", "what I {like|love} to eat", "which food I like"],
    statement: "your favourite food is [v]",
    unknown: "your favourite food",
  },
  hobby: {
    value: (words) => words.hobby(),
    label: "hobby",
    told: ["my hobby is [v]", "I enjoy [v]", "I like [v]", "I like [v] in my free time", "in my free time I go [v]", "I spend my {weekends|evenings} [v]", "I am into [v]", "my passion is [v]", "[v] is my hobby"],
    asks: ["what is my hobby", "what do I {do|enjoy|like doing} in my {free|spare} time", "what do I do for fun", "my hobby", "what am I into", "how do I spend my free time", "which hobby do I have"],
    indirect: ["my hobby", "what I do {for fun|in my free time}", "what my hobby is", "what I enjoy"],
    statement: "your hobby is [v]",
    unknown: "your hobby",
  },
  order: {
    value: (words) => words.order(),
    label: "order number",
    told: ["my order number is [v]", "the order number is [v]", "my order is [v]", "it is about order [v]", "order number: [v]", "I placed order [v]", "I am calling about order [v]", "the number of my order is [v]", "I have the order number [v]", "[v] is my order number"],
    asks: ["what is my order number", "what was {my|the} order number", "which order number did I {give|tell} you", "my order number", "what order did I ask about", "what is the number of my order", "which order is it about"],
    indirect: ["my order number", "what my order number is", "the number of my order", "which order number I gave"],
    statement: "your order number is [v]",
    unknown: "your order number",
  },
  age: {
    value: (words) => words.number(10, 95),
    label: "age",
    told: ["I am [v] years old", "I am [v]", "my age is [v]", "I just turned [v]", "I turned [v] {last week|this year|today|yesterday}", "I will be [v] soon", "age: [v]", "I'm [v] years of age"],
    asks: ["how old am I", "what is my age", "my age", "what age am I", "how many years old am I", "what was my age"],
    indirect: ["my age", "how old I am", "what my age is"],
    statement: "you are [v] years old",
    unknown: "your age",
  },
  code: {
    value: (words) => words.code(),
    label: "secret word",
    told: ["the {secret word|magic word|secret} is [v]", "my secret word is [v]", "remember the word [v]", "the word to remember is [v]", "I tell you a secret word: [v]", "keep the word [v]", "our secret word is [v]", "save this word: [v]"],
    asks: ["what is the {secret|magic} word", "what was the {secret|magic} word", "which word did I {tell|give} you", "what word should you remember", "the secret word", "what is my secret word", "which word did you keep", "what is the secret"],
    indirect: ["the {secret|magic} word", "what the {secret|magic} word is", "which word I told you", "the word I gave you"],
    statement: "the secret word is [v]",
    unknown: "a secret word",
  },
  birthday: {
    value: (words) => words.date(),
    label: "birthday",
    told: ["my birthday is on [v]", "my birthday is [v]", "I was born on [v]", "I have my birthday on [v]", "birthday: [v]", "I celebrate my birthday on [v]"],
    asks: ["when is my birthday", "when was I born", "what is my birthday", "my birthday", "on which day is my birthday", "what is my date of birth"],
    indirect: ["my birthday", "when my birthday is", "when I was born"],
    statement: "your birthday is on [v]",
    unknown: "your birthday",
  },
};

const people = ["sister", "brother", "mother", "father", "boss", "friend", "neighbour", "teacher", "son", "daughter", "wife", "husband", "cousin", "aunt", "uncle", "colleague", "doctor", "partner", "grandmother", "grandfather", "manager", "best friend", "roommate", "coach"];

/** Facts of any kind: what is asked for is found by the words that were told, not by a list. */
const open: readonly ((scene: Scene) => Fact & { readonly told: readonly string[]; readonly indirect: readonly string[] })[] = [
  ({ dice, words }) => {
    const who = dice.pick(people);
    const value = words.name();
    return {
      kind: `name of ${who}`,
      value,
      told: [`my ${who} is called ${value}`, `my ${who}'s name is ${value}`, `the name of my ${who} is ${value}`, `I have a ${who} called ${value}`, `${value} is my ${who}`, `my ${who} is named ${value}`],
      asks: [`what is my ${who}'s name`, `what is the name of my ${who}`, `what is my ${who} called`, `who is my ${who}`, `how is my ${who} called`, `what was my ${who}'s name`],
      indirect: [`my ${who}'s name`, `what my ${who} is called`, `the name of my ${who}`, `who my ${who} is`],
      statement: `your ${who} is called ${value}`,
    };
  },
  ({ dice, words }) => {
    const thing = words.noun();
    const value = words.colour();
    const my = dice.pick(["my", "our", "the"]);
    const your = my === "the" ? "the" : "your";
    return {
      kind: `colour of ${thing}`,
      value,
      told: [`${my} ${thing} is ${value}`, `the colour of ${my} ${thing} is ${value}`, `${my} ${thing} has the colour ${value}`, `I painted ${my} ${thing} ${value}`],
      asks: [`what colour is ${my} ${thing}`, `what is the colour of ${my} ${thing}`, `which colour {has|does} ${my} ${thing}{| have}`, `what color is ${my} ${thing}`],
      indirect: [`the colour of ${my} ${thing}`, `what colour ${my} ${thing} is`],
      statement: `${your} ${thing} is ${value}`,
    };
  },
  ({ dice, words }) => {
    const thing = words.noun();
    const value = `${dice.pick(["in", "under", "behind", "next to", "on"])} the ${words.noun()}`;
    const my = dice.pick(["my", "the"]);
    const your = my === "the" ? "the" : "your";
    return {
      kind: `place of ${thing}`,
      value,
      told: [`${my} ${thing} is ${value}`, `I put ${my} ${thing} ${value}`, `I left ${my} ${thing} ${value}`, `you find ${my} ${thing} ${value}`, `${my} ${thing} lies ${value}`],
      asks: [`where is ${my} ${thing}`, `where did I put ${my} ${thing}`, `where can I find ${my} ${thing}`, `where did I leave ${my} ${thing}`, `in which place is ${my} ${thing}`],
      indirect: [`where ${my} ${thing} is`, `where I put ${my} ${thing}`, `where to find ${my} ${thing}`],
      statement: `${your} ${thing} is ${value}`,
    };
  },
  ({ dice, words }) => {
    const kind = dice.chance(0.5) ? words.noun() : dice.pick(["book", "film", "song", "game", "sport", "drink", "number", "season", "band", "team", "day", "place", "movie", "flower", "fruit", "tea", "city", "animal"]);
    const value = dice.pick([words.invented, words.noun, () => `${words.adjective()} ${words.noun()}`])();
    return {
      kind: `favourite ${kind}`,
      value,
      told: [`my {favourite|favorite} ${kind} is ${value}`, `the ${kind} I like {best|most} is ${value}`, `${value} is my {favourite|favorite} ${kind}`, `as a ${kind} I {love|like} ${value} most`],
      asks: [`what is my {favourite|favorite} ${kind}`, `which ${kind} do I {like|love}{| best| most}`, `what ${kind} do I like{| best| most}`],
      indirect: [`my {favourite|favorite} ${kind}`, `which ${kind} I like`, `what my {favourite|favorite} ${kind} is`],
      statement: `your favourite ${kind} is ${value}`,
    };
  },
  ({ dice, words }) => {
    const what = dice.pick(["meeting", "appointment", "flight", "train", "party", "lesson", "interview", "exam", "concert", "dinner", "deadline", "trip", "wedding", "game", "visit", "delivery"]);
    const value = dice.pick([() => `on ${words.day()}`, () => `at ${words.clock()}`, () => `on ${words.date()}`, () => `on ${words.day()} at ${words.clock()}`])();
    return {
      kind: `time of ${what}`,
      value,
      told: [`my ${what} is ${value}`, `I have a ${what} ${value}`, `the ${what} is ${value}`, `there is a ${what} ${value}`, `the ${what} starts ${value}`],
      asks: [`when is my ${what}`, `when is the ${what}`, `what time is my ${what}`, `when does my ${what} start`, `on which day is my ${what}`, `when do I have my ${what}`],
      indirect: [`when my ${what} is`, `when the ${what} is`, `the time of my ${what}`],
      statement: `your ${what} is ${value}`,
    };
  },
  ({ dice, words }) => {
    const thing = dice.pick([words.noun, () => dice.pick(["door", "room", "wifi", "locker", "customer", "ticket", "phone", "seat", "gate", "parking", "house", "invoice", "member", "table", "bike lock", "account"])])();
    const label = dice.pick(["code", "number", "password", "id", "name"]);
    const value = label === "name" ? words.name() : words.code();
    return {
      kind: `${label} of ${thing}`,
      value,
      told: [`my ${thing} ${label} is ${value}`, `the ${thing} ${label} is ${value}`, `the ${label} of my ${thing} is ${value}`, `the ${label} for the ${thing} is ${value}`, `${thing} ${label}: ${value}`],
      asks: [`what is my ${thing} ${label}`, `what is the ${thing} ${label}`, `what was the ${label} of my ${thing}`, `which ${label} does my ${thing} have`, `what is the ${label} for the ${thing}`],
      indirect: [`my ${thing} ${label}`, `the ${thing} ${label}`, `what the ${thing} ${label} is`, `the ${label} of my ${thing}`],
      statement: `the ${thing} ${label} is ${value}`,
    };
  },
];

interface Telling {
  readonly fact: Fact;
  readonly told: string;
}

function kindTelling(scene: Scene, name: string): Telling {
  const kind = kinds[name];
  if (kind === undefined) throw new TypeError(`no kind "${name}"`);
  const value = kind.value(scene.words);
  return {
    fact: {
      kind: name,
      value,
      statement: kind.statement.replace("[v]", value),
      asks: [question(kind.asks, kind.indirect)],
    },
    told: `{${kind.told.join("|")}}`,
  };
}

/** Something that the conversation does not know yet. */
function newTelling(scene: Scene): Telling {
  for (let tries = 0; tries < 100; tries++) {
    if (scene.dice.chance(0.5)) {
      const telling = kindTelling(scene, scene.dice.pick(Object.keys(kinds)));
      if (!scene.facts.has(telling.fact.kind)) return telling;
    } else {
      const { told, indirect, ...fact } = scene.dice.pick(open)(scene);
      if (!scene.facts.has(fact.kind))
        return { fact: { ...fact, asks: [question(fact.asks, indirect)] }, told: `{${told.map((text) => text.replace(fact.value, "[v]")).join("|")}}` };
    }
  }
  throw new TypeError("nothing new to tell");
}

function acknowledge(scene: Scene, { kind, value, statement }: Fact): void {
  if (scene.style === "brief") return answer(scene, "{Noted.|OK.}");
  if (kind === "name") return answer(scene, "{Nice to meet you|Hello}, [v]!{| How can I help you?| What can I do for you?}", { v: value });
  answer(scene, "{Thank you, I will remember that [s].|Noted: [s].|All right, [s].}", { s: statement });
}

export const tell: Act = (scene) => {
  const { fact, told } = newTelling(scene);
  user(scene, statement([told]), { v: fact.value });
  scene.facts.set(fact.kind, fact);
  acknowledge(scene, fact);
};

/** Two or three facts in one breath. */
export const tellMore: Act = (scene) => {
  const count = scene.dice.between(2, 3);
  const parts: string[] = [];
  const facts: Fact[] = [];
  for (let index = 0; index < count; index++) {
    const { fact, told } = newTelling(scene);
    scene.facts.set(fact.kind, fact);
    facts.push(fact);
    parts.push(typed(scene, index === 0 ? statement([told]) : told, { v: fact.value }).replace(/[.!]+$/, ""));
  }
  const joined = scene.dice.pick([parts.join(" and "), `${parts.map(capital).join(". ")}.`, parts.join(", "), parts.join(", and ")]);
  scene.messages.push({ role: "user", content: joined });
  if (scene.style === "brief") answer(scene, "{Noted.|OK.}");
  else answer(scene, "{Thank you, I will remember that [s].|Noted: [s].}", { s: facts.map(({ statement: said }) => said).join(" and ") });
};

export const correct: Act = (scene) => {
  const known = [...scene.facts.values()].filter(({ kind }) => kind in kinds);
  // The newest: that is what "I meant" speaks of.
  const old = known.at(-1);
  if (old === undefined) return tell(scene);
  const kind = kinds[old.kind];
  if (kind === undefined) return tell(scene);
  const { fact } = kindTelling(scene, old.kind);
  user(
    scene,
    `{{Sorry, |Actually, |Wait, |Oops, |No, |Correction: |I made a mistake, |Hold on, |I was wrong: |Ah no, |Let me correct that: |Hm, no, |I meant: |Not [o]! |My mistake: |Change of plan: |Update: }{my ${kind.label} is [v]|it is [v]|it's [v], not [o]|I meant [v]|[v], not [o]|my ${kind.label} is [v], not [o]|my ${kind.label} is not [o] but [v]|it should be [v]|I wanted to say [v]}|{Please |Can you |Could you |}{change|correct|update|set} my ${kind.label} to [v]|that is wrong, my ${kind.label} is [v]|my ${kind.label} has changed, it is {now |}[v]}{.|!||, sorry.|, please.}`,
    { v: fact.value, o: old.value },
  );
  scene.facts.set(fact.kind, fact);
  if (scene.style === "brief") answer(scene, "{Corrected.|Noted.}");
  else answer(scene, "{No problem, I have corrected that: [s].|Thank you, now I know that [s].}", { s: fact.statement });
};

/** Asks for what was told, or for what never was. */
export const recall: Act = (scene) => {
  const known = [...scene.facts.values()];
  if (known.length > 0 && scene.dice.chance(0.85)) {
    const fact = scene.dice.pick(known);
    user(scene, scene.dice.pick(fact.asks));
    return scene.style === "brief"
      ? answer(scene, "[v].", { v: capital(fact.value) })
      : scene.style === "formal"
        ? answer(scene, "Certainly. [s].", { s: capital(fact.statement) })
        : answer(scene, scene.style === "friendly" ? "[s]. 😊" : "[s].", { s: capital(fact.statement) });
  }
  const missing = Object.entries(kinds).filter(([name]) => !scene.facts.has(name));
  if (missing.length === 0) return tell(scene);
  const [, kind] = scene.dice.pick(missing);
  user(scene, question(kind.asks, kind.indirect));
  answer(scene, "You have not told me [u]{| yet}.", { u: kind.unknown });
};

/** All that is known, in one answer. */
export const recallAll: Act = (scene) => {
  const known = [...scene.facts.values()];
  if (known.length < 1 || known.length > 4) return recall(scene);
  user(
    scene,
    question(
      ["what do you know about me", "what have I told you{| so far| about me}", "what did I tell you{| so far| about me}", "what do you remember{| about me| of me}", "who am I and what did I say"],
      ["what I told you{| so far}", "what you know about me", "everything {I told you|you know about me}", "all you know about me"],
    ),
  );
  answer(scene, "[s].", { s: known.map(({ statement: said }) => capital(said)).join(". ") });
};
