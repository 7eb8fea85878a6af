import type { Fact, Scene } from "./scene.ts";

const people = [
  "sister",
  "brother",
  "mother",
  "father",
  "boss",
  "friend",
  "neighbour",
  "teacher",
  "son",
  "daughter",
  "wife",
  "husband",
  "cousin",
  "aunt",
  "uncle",
  "colleague",
  "doctor",
  "partner",
  "grandmother",
  "grandfather",
  "manager",
  "best friend",
  "roommate",
  "coach",
];

/** Facts of any kind: what is asked for is found by the words that were told, not by a list. */
export const openFacts: readonly ((
  scene: Scene,
) => Fact & { readonly told: readonly string[]; readonly indirect: readonly string[] })[] = [
  ({ dice, words }) => {
    const who = dice.pick(people);
    const value = words.name();
    return {
      kind: `name of ${who}`,
      value,
      told: [
        `my ${who} is called ${value}`,
        `my ${who}'s name is ${value}`,
        `the name of my ${who} is ${value}`,
        `I have a ${who} called ${value}`,
        `${value} is my ${who}`,
        `my ${who} is named ${value}`,
      ],
      asks: [
        `what is my ${who}'s name`,
        `what is the name of my ${who}`,
        `what is my ${who} called`,
        `who is my ${who}`,
        `how is my ${who} called`,
        `what was my ${who}'s name`,
      ],
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
      told: [
        `${my} ${thing} is ${value}`,
        `the colour of ${my} ${thing} is ${value}`,
        `${my} ${thing} has the colour ${value}`,
        `I painted ${my} ${thing} ${value}`,
      ],
      asks: [
        `what colour is ${my} ${thing}`,
        `what is the colour of ${my} ${thing}`,
        `which colour {has|does} ${my} ${thing}{| have}`,
        `what color is ${my} ${thing}`,
      ],
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
      told: [
        `${my} ${thing} is ${value}`,
        `I put ${my} ${thing} ${value}`,
        `I left ${my} ${thing} ${value}`,
        `you find ${my} ${thing} ${value}`,
        `${my} ${thing} lies ${value}`,
      ],
      asks: [
        `where is ${my} ${thing}`,
        `where did I put ${my} ${thing}`,
        `where can I find ${my} ${thing}`,
        `where did I leave ${my} ${thing}`,
        `in which place is ${my} ${thing}`,
      ],
      indirect: [`where ${my} ${thing} is`, `where I put ${my} ${thing}`, `where to find ${my} ${thing}`],
      statement: `${your} ${thing} is ${value}`,
    };
  },
  ({ dice, words }) => {
    const kind = dice.chance(0.5)
      ? words.noun()
      : dice.pick([
          "book",
          "film",
          "song",
          "game",
          "sport",
          "drink",
          "number",
          "season",
          "band",
          "team",
          "day",
          "place",
          "movie",
          "flower",
          "fruit",
          "tea",
          "city",
          "animal",
        ]);
    const value = dice.pick([words.invented, words.noun, () => `${words.adjective()} ${words.noun()}`])();
    return {
      kind: `favourite ${kind}`,
      value,
      told: [
        `my {favourite|favorite} ${kind} is ${value}`,
        `the ${kind} I like {best|most} is ${value}`,
        `${value} is my {favourite|favorite} ${kind}`,
        `as a ${kind} I {love|like} ${value} most`,
      ],
      asks: [
        `what is my {favourite|favorite} ${kind}`,
        `which ${kind} do I {like|love}{| best| most}`,
        `what ${kind} do I like{| best| most}`,
      ],
      indirect: [
        `my {favourite|favorite} ${kind}`,
        `which ${kind} I like`,
        `what my {favourite|favorite} ${kind} is`,
      ],
      statement: `your favourite ${kind} is ${value}`,
    };
  },
  ({ dice, words }) => {
    const what = dice.pick([
      "meeting",
      "appointment",
      "flight",
      "train",
      "party",
      "lesson",
      "interview",
      "exam",
      "concert",
      "dinner",
      "deadline",
      "trip",
      "wedding",
      "game",
      "visit",
      "delivery",
    ]);
    const value = dice.pick([
      () => `on ${words.day()}`,
      () => `at ${words.clock()}`,
      () => `on ${words.date()}`,
      () => `on ${words.day()} at ${words.clock()}`,
    ])();
    return {
      kind: `time of ${what}`,
      value,
      told: [
        `my ${what} is ${value}`,
        `I have a ${what} ${value}`,
        `the ${what} is ${value}`,
        `there is a ${what} ${value}`,
        `the ${what} starts ${value}`,
      ],
      asks: [
        `when is my ${what}`,
        `when is the ${what}`,
        `what time is my ${what}`,
        `when does my ${what} start`,
        `on which day is my ${what}`,
        `when do I have my ${what}`,
      ],
      indirect: [`when my ${what} is`, `when the ${what} is`, `the time of my ${what}`],
      statement: `your ${what} is ${value}`,
    };
  },
  ({ dice, words }) => {
    const thing = dice.pick([
      words.noun,
      () =>
        dice.pick([
          "door",
          "room",
          "wifi",
          "locker",
          "customer",
          "ticket",
          "phone",
          "seat",
          "gate",
          "parking",
          "house",
          "invoice",
          "member",
          "table",
          "bike lock",
          "account",
        ]),
    ])();
    const label = dice.pick(["code", "number", "password", "id", "name"]);
    const value = label === "name" ? words.name() : words.code();
    return {
      kind: `${label} of ${thing}`,
      value,
      told: [
        `my ${thing} ${label} is ${value}`,
        `the ${thing} ${label} is ${value}`,
        `the ${label} of my ${thing} is ${value}`,
        `the ${label} for the ${thing} is ${value}`,
        `${thing} ${label}: ${value}`,
      ],
      asks: [
        `what is my ${thing} ${label}`,
        `what is the ${thing} ${label}`,
        `what was the ${label} of my ${thing}`,
        `which ${label} does my ${thing} have`,
        `what is the ${label} for the ${thing}`,
      ],
      indirect: [
        `my ${thing} ${label}`,
        `the ${thing} ${label}`,
        `what the ${thing} ${label} is`,
        `the ${label} of my ${thing}`,
      ],
      statement: `the ${thing} ${label} is ${value}`,
    };
  },
];
