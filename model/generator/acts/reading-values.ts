import type { Scene } from "../scene.ts";

/** `an old lamp` */
export function a(words: string): string {
  return `${/^([aeio]|u(?!s))/i.test(words) ? "an" : "a"} ${words}`;
}

/** `an` or `a`, as the words want it. */
export function article(words: string): string {
  return a(words).split(" ")[0] ?? "a";
}

/** Puts `an` where a filled sentence has `a` in front of a vowel. */
export function withArticles(text: string): string {
  return text.replace(/\b([Aa]) (?=[aeio]|u(?!s))/g, "$1n ");
}

/** What a shop, a room or a pocket may hold. */
export function thing({ dice, words }: Scene): string {
  return dice.pick([
    words.noun,
    words.noun,
    () => `${words.adjective()} ${words.noun()}`,
    () => `${words.noun()} ${words.noun()}`,
    words.product,
  ])();
}

/** `under the green table` */
export function spot({ dice, words }: Scene): string {
  const where = dice.pick([
    ..."in in in under behind on near inside beside below above".split(" "),
    "next to",
    "in front of",
    "on top of",
    "close to",
    "opposite",
    "at the back of",
  ]);
  return `${where} the ${dice.chance(0.3) ? `${words.adjective()} ` : ""}${words.noun()}`;
}

/** `on Monday` and other moments. */
export function moment({ dice, words }: Scene): string {
  return dice.pick([
    () => `on ${words.day()}`,
    () => `on ${words.day()}`,
    () => `on ${words.date()}`,
    () => `on ${words.date()}`,
    () => `at ${words.clock()}`,
    () => `in ${words.number(1820, 2026)}`,
    () => `${words.number(2, 40)} days ago`,
    () => `${words.number(2, 20)} weeks ago`,
    () => `on ${words.day()} at ${words.clock()}`,
    () => `during the ${words.noun()} ${dice.pick(["show", "festival", "holidays", "week", "party"])}`,
    () => `after the ${words.noun()} ${dice.pick(["market", "concert", "race", "fair", "meeting"])}`,
    () =>
      dice.pick(["last", "late last", "early last"]) +
      dice.pick([" week", " year", " month", " summer", " winter"]),
    () => `in ${dice.pick(["spring", "summer", "autumn", "winter"])}`,
    () =>
      dice.pick([
        "yesterday",
        "this morning",
        "last night",
        "on the first day",
        "early this week",
        "yesterday evening",
      ]),
  ])();
}

export function money({ dice }: Scene): string {
  return dice.pick([
    "euros",
    "dollars",
    "pounds",
    "francs",
    "euros",
    "dollars",
    "crowns",
    "pesos",
    "yen",
    "coins",
  ]);
}

/** `because the roof was wet` */
export function reason({ dice, words }: Scene): string {
  return dice.pick([
    () => `because the ${words.noun()} was ${words.adjective()}`,
    () => `because the ${words.noun()} was too ${words.adjective()}`,
    () => `because of the ${words.adjective()} ${words.noun()}`,
    () => `to win the ${words.noun()} prize`,
    () => `to save money for a ${words.noun()}`,
    () =>
      `because the ${words.noun()} ${dice.pick(["was missing", "was broken", "did not fit", "had arrived", "was full", "was on fire", "made a noise"])}`,
    () => `as a present for the ${words.noun()} club`,
  ])();
}

export function subject({ dice, words }: Scene): string {
  return dice.pick([
    () => `${words.noun()} ${dice.pick(["design", "history", "science", "making", "law", "medicine"])}`,
    words.doing,
    words.invented,
    words.noun,
  ])();
}

/** `the lamp market`: what has a time, a place and a price. */
export function occasion({ dice, words }: Scene): string {
  if (dice.chance(0.12))
    return `${words.adjective()} ${dice.pick(["meeting", "show", "course", "concert", "lesson", "market", "party"])}`;
  return `${words.noun()} ${dice.pick(["meeting", "show", "course", "party", "market", "concert", "tour", "race", "lesson", "festival", "fair", "class", "talk", "workshop", "match", "play", "film", "sale", "training", "rehearsal", "parade", "exhibition", "dinner", "conference"])}`;
}

/** `the lamp shop`: where people go. */
export function house({ dice, words }: Scene): string {
  return `${words.noun()} ${dice.pick(["shop", "museum", "library", "cafe", "pool", "bakery", "market hall", "gallery", "school", "hotel", "bar", "office", "bank", "garden", "zoo", "theatre", "store", "clinic", "station", "castle", "gym", "factory", "restaurant", "workshop"])}`;
}
