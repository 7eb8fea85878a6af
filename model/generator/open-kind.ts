import type { FactGroup } from "./fact-kind.ts";
import type { Scene } from "./scene.ts";

/** What a fact is about: `my lamp` or `Ann`, as the user and as the model say it. */
export interface Subject {
  /** `lamp`, `Ann`: facts of one kind about the same thing contradict each other. */
  readonly bare: string;
  readonly mine: string;
  readonly yours: string;
  /** A further word that the phrases use, as `[k]`: the `password` of the wifi. */
  readonly label?: string;
}

/**
 * A fact about anything: what is asked for is found by the words that were told, not by a list. In the phrases, `[m]`
 * is the subject as the user says it, `[y]` as the model does, `[x]` its bare word and `[v]` the value.
 */
export interface OpenKind {
  readonly id: string;
  readonly group: FactGroup;
  readonly subject: (scene: Scene) => Subject;
  readonly value: (scene: Scene, subject: Subject) => string;
  /** What is corrected: `the colour of [m]`. */
  readonly label: string;
  readonly told: readonly string[];
  readonly asks: readonly string[];
  readonly indirect: readonly string[];
  /** Questions that give the value and ask for the subject; the statement answers them too. */
  readonly reverse?: readonly string[];
  readonly statement: string;
  readonly unknown: string;
}

export const people: readonly string[] = [
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
  "dentist",
  "landlord",
  "nephew",
  "niece",
  "grandson",
  "granddaughter",
  "trainer",
  "girlfriend",
  "boyfriend",
  "fiancée",
  "mother-in-law",
  "brother-in-law",
  "lawyer",
  "hairdresser",
  "mechanic",
  "tutor",
  "professor",
  "assistant",
  "secretary",
  "client",
  "customer",
  "flatmate",
  "classmate",
  "teammate",
  "babysitter",
  "godfather",
  "twin",
  "baby",
  "mum",
  "dad",
  "grandma",
  "grandpa",
  "gardener",
  "therapist",
  "stepfather",
  "older sister",
  "little brother",
  "eldest son",
  "youngest daughter",
  "business partner",
  "penfriend",
  "gym partner",
];

export function mine(bare: string): Subject {
  return { bare, mine: `my ${bare}`, yours: `your ${bare}` };
}

/** `my lamp`, `our lamp` or `the lamp`. */
export function someThing({ dice, words }: Scene): Subject {
  const bare = words.noun();
  const whose = dice.pick(["my", "my", "our", "the"]);
  return { bare, mine: `${whose} ${bare}`, yours: `${whose === "the" ? "the" : "your"} ${bare}` };
}

export function relative({ dice }: Scene): Subject {
  return mine(dice.pick(people));
}

/** Somebody by a word or by name; names are open, so the model must look who was meant. */
export function somebody(scene: Scene): Subject {
  if (scene.dice.chance(0.55)) return relative(scene);
  const name = scene.words.name();
  return { bare: name, mine: name, yours: name };
}
