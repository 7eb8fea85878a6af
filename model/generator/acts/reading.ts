import { phrase } from "../grammar.ts";
import { type Act, answer, capital, type Scene, typed } from "../scene.ts";
import { event } from "./reading-events.ts";
import { closing, filler, layOut } from "./reading-frames.ts";
import {
  askFor,
  askShortly,
  collide,
  fromPattern,
  type Line,
  muddled,
  type Role,
  type Writer,
} from "./reading-lines.ts";
import { belongingPatterns } from "./reading-belongings.ts";
import { careerPatterns } from "./reading-careers.ts";
import { countryPatterns } from "./reading-country.ts";
import { firmPatterns } from "./reading-firms.ts";
import { goodsPatterns } from "./reading-goods.ts";
import { homePatterns } from "./reading-homes.ts";
import { occasionPatterns } from "./reading-occasions.ts";
import { personPatterns } from "./reading-persons.ts";
import { placePatterns } from "./reading-places.ts";
import { tastePatterns } from "./reading-tastes.ts";
import { thingPatterns } from "./reading-things.ts";
import { withArticles } from "./reading-values.ts";

const ofPeople = [
  ...homePatterns,
  ...careerPatterns,
  ...tastePatterns,
  ...personPatterns,
  ...belongingPatterns,
].map(fromPattern);
const ofThings = [
  ...thingPatterns,
  ...goodsPatterns,
  ...placePatterns,
  ...firmPatterns,
  ...occasionPatterns,
  ...countryPatterns,
].map(fromPattern);

/** What happened, who people are, and how things stand, each about as often. */
function anyWriter({ dice }: Scene): Writer {
  const die = dice.between(0, 9);
  return die < 4 ? event : dice.pick(die < 7 ? ofPeople : ofThings);
}

/** A line that no other can be taken for. */
function fresh(scene: Scene, writer: Writer, lines: readonly Line[], who?: string): Line | undefined {
  for (let tries = 0; tries < 12; tries++) {
    const line = writer(scene, who ?? scene.words.name());
    if (!muddled(line) && !lines.some((other) => collide(line, other))) return line;
  }
  return undefined;
}

/** Often of one pattern, so that who reads must find the right one; often of one person. */
function write(scene: Scene, least: number, most: number): Line[] {
  const { dice } = scene;
  const count = dice.between(least, most);
  const lines: Line[] = [];
  const same = dice.chance(0.45) ? anyWriter(scene) : undefined;
  const hero = dice.chance(0.3) ? scene.words.name() : undefined;
  let repeats = same === undefined ? 0 : dice.between(2, 3);
  for (let tries = 0; lines.length < count && tries < 20; tries++) {
    const writer = same !== undefined && repeats-- > 0 ? same : anyWriter(scene);
    const line = fresh(scene, writer, lines, hero !== undefined && dice.chance(0.55) ? hero : undefined);
    if (line !== undefined) lines.push(line);
  }
  return dice.some(lines);
}

/** One sentence after the other; who was just spoken of may be `she` or `he`. */
function speak(scene: Scene, lines: readonly Line[]): string[] {
  const { dice } = scene;
  const [short, whose] = dice.pick([
    ["She", "Her"],
    ["He", "His"],
  ]);
  const spoken: string[] = [];
  let before: Line | undefined;
  for (const line of lines) {
    const { who, sentence } = line;
    const again = who !== "" && before?.who === who && !hasOthers(before);
    const last = spoken.at(-1);
    if (again && last?.startsWith(`${who} `) && sentence.startsWith(`${who} `) && dice.chance(0.4)) {
      const [one, two] = [last.slice(who.length + 1, -1), sentence.slice(who.length + 1)];
      spoken.splice(-1, 1, `${who}${dice.chance(0.3) ? `, who ${one},` : ` ${one} and`} ${two}`);
    } else if (again && sentence.startsWith(`${who} `) && dice.chance(0.5))
      spoken.push(short + sentence.slice(who.length));
    else if (again && sentence.startsWith(`${who}'s `) && dice.chance(0.5))
      spoken.push(whose + sentence.slice(who.length + 2));
    else spoken.push(sentence);
    before = line;
  }
  return spoken.map(withArticles);
}

/** Whether `she` could be another one of the sentence. */
function hasOthers({ who, slots }: Line): boolean {
  return Object.entries(slots).some(
    ([name, value]) => !name.startsWith("_") && value !== who && /^[A-Z]/.test(value),
  );
}

/** A text, and one or more questions on it; one in ten asks for what is not there. */
export const reading: Act = (scene) => {
  const { dice } = scene;
  const lines = write(scene, dice.pick([1, 2, 2, 2]), dice.pick([2, 3, 4, 4, 5, 6]));
  const sentences = speak(scene, lines);
  if (dice.chance(0.2)) sentences.splice(dice.between(0, sentences.length), 0, filler(scene));
  if (dice.chance(0.05)) sentences.push(closing(scene));
  const first = dice.chance(0.1) ? missing(scene, lines) : given(scene, lines);
  scene.messages.push({
    role: "user",
    content: layOut(scene, sentences, ask(scene, first, lines.length === 1 && lines.includes(first.line))),
  });
  reply(scene, first);
  const asked = [first.role];
  let last = first;
  for (let more = dice.pick([0, 0, 1, 2]); more > 0; more--) {
    const next = dice.chance(0.08)
      ? missing(scene, lines)
      : given(scene, dice.chance(0.3) && last.known ? [last.line] : lines);
    if (asked.includes(next.role)) continue;
    asked.push(next.role);
    const clear = next.line === last.line && !hasOthers(next.line);
    scene.messages.push({ role: "user", content: ask(scene, next, clear) });
    reply(scene, next);
    last = next;
  }
};

interface Asked {
  readonly line: Line;
  readonly role: Role;
  readonly known: boolean;
}

function given({ dice }: Scene, lines: readonly Line[]): Asked {
  const line = dice.pick(lines);
  return { line, role: dice.pick(line.roles), known: true };
}

/** Another person's or thing's, something else of a person that the text speaks of, or what a sentence leaves open. */
function missing(scene: Scene, lines: readonly Line[]): Asked {
  const { dice } = scene;
  // In `Ann sold the lamp and bought a box in Rome`, who knows where she sold the lamp?
  const open = lines.filter(
    ({ unsaid, who }) => unsaid.length > 0 && lines.filter((line) => line.who === who).length === 1,
  );
  if (open.length > 0 && dice.chance(0.35)) {
    const line = dice.pick(open);
    return { line, role: dice.pick(line.unsaid), known: false };
  }
  const named = lines.map(({ who }) => who).filter((who) => who !== "");
  const who = named.length > 0 && dice.chance(0.4) ? dice.pick(named) : undefined;
  const line = fresh(scene, anyWriter(scene), lines, who);
  return line === undefined ? given(scene, lines) : { line, role: dice.pick(line.roles), known: false };
}

/** @param clear Nothing but this line can be meant. */
function ask(scene: Scene, { line, role }: Asked, clear: boolean): string {
  const short = clear && scene.dice.chance(0.4) && role.brief !== "[_it]";
  return (short ? askShortly : askFor)(scene, role.asked, line.slots);
}

function reply(scene: Scene, { line, role, known }: Asked): void {
  if (!known) return answer(scene, "The text does not say that.");
  const text = scene.style === "brief" ? `${role.brief}.` : (role.said ?? line.core);
  scene.messages.push({ role: "assistant", content: fill(scene, text, line) });
}

function fill({ dice }: Scene, text: string, { slots }: Line): string {
  return capital(withArticles(phrase(text).say(dice, slots)));
}

/** Two of the sentences, which is what such a small model can do of a summary. */
export const summary: Act = (scene) => {
  const { dice } = scene;
  const lines = write(scene, 2, 5);
  const text = lines.map(({ sentence }) => withArticles(sentence)).join(" ");
  const asked = typed(
    scene,
    "{|Please |Can you |Could you |Now |I want you to |Kindly |Would you |I need you to |Try to }{summarise|summarize|sum up|shorten|give me a summary of|give me the short version of|condense|make a summary of|write a summary of|tl;dr of|boil down|compress|give the gist of|tell me in short|say in a few words|tell me the main points of|cut down|write a short version of|reduce to two sentences|outline|give me the essence of|briefly retell|put in a nutshell|make shorter} {this|the text|it|this text|the following|what follows|this for me|the passage|this note|this message|the following text|this paragraph|the lines below|these sentences|these notes|the story}{:|.|}",
  );
  scene.messages.push({
    role: "user",
    content: dice.pick([`${asked}\n\n${text}`, `${asked} ${text}`, `${text}\n\n${asked}`]),
  });
  const said = lines.slice(0, 2).map((line) => fill(scene, line.core, line).replace(/\.$/, ""));
  answer(scene, "In short: [s].", { s: said.join("; ") });
};
