import { question, request } from "../frames.ts";
import { type Act, styled, user } from "../scene.ts";
import { capitals } from "../words/capitals.ts";

const town = "{capital|capital|capital|capital city|capital city|capital town|chief city|seat of government}";

/** `[c]`, a country, is given: what is its capital? */
const ofCountry: string = `{${question(
  [
    `{what is|what's|which is|what was again|name|and} {the |}${town} of [c]`,
    `{which|what} {city|town|place} is {the |}${town} of [c]`,
    `{which|what} {city|town} {serves as|acts as|is known as|is called|counts as} the ${town} of [c]`,
    `{the |}${town} of [c]`,
    `[c]'s ${town}`,
    `{what is|what's} [c]'s ${town}`,
    `[c] has {which|what} ${town}`,
    `{what|which} ${town} does [c] have`,
    `{where|in {which|what} city} {does the {government|parliament|president} of [c] {sit|work|meet}|is the government of [c]{| based}|is [c] governed from}`,
    `how is the ${town} of [c] called`,
    `what is the name of {the ${town} of [c]|[c]'s ${town}}`,
    `the ${town} of [c] is {which|what} {city|town}`,
    `[c], {what|which} is its ${town}`,
    `from {which|what} city is [c] {ruled|governed}`,
    `from where is [c] {ruled|governed}`,
    `{which|what} {city|town} governs [c]`,
    `what do they call the ${town} of [c]`,
    `the ${town} of [c] is called what`,
    `do you know [c]'s ${town}`,
    `if I {travel|fly|go} to [c], what is the ${town} there`,
    `in [c], {what|which city} is the ${town}`,
    `[c]: ${town}`,
    `what {city|town} should I {name|write down|fill in} as the ${town} of [c]`,
  ],
  [
    `{the |}${town} of [c]`,
    `what the ${town} of [c] is`,
    `[c]'s ${town}`,
    `{which|what} {city|town} is the ${town} of [c]`,
    `{which|what} ${town} [c] has`,
    `how the ${town} of [c] is called`,
    `the name of {[c]'s ${town}|the ${town} of [c]}`,
    `{where|in which city} the government of [c] {sits|is}`,
    `which city [c] is {ruled|governed} from`,
    `what they call the ${town} of [c]`,
  ],
)}|${request([
  `{name|state|spell|write|write down|say|mention|look up|give|find} the ${town} of [c]`,
  `{give|tell|show|teach} me {the ${town} of [c]|[c]'s ${town}|the name of the ${town} of [c]}`,
  `{complete|finish|fill in} {the sentence|this|}: the ${town} of [c] is`,
  `help me with {my homework|a quiz|a crossword}: the ${town} of [c]`,
  `{quiz|geography}: ${town} of [c]`,
])}}`;

/** `[t]`, a city, is given: of what is it the capital? */
const ofCity: string = `{${question(
  [
    `{which|what} {country|state|nation|land} is [t] the ${town} of`,
    `of {which|what} {country|state|nation|land} is [t] the ${town}`,
    `[t] is the ${town} of {which|what} {country|nation|land}`,
    `[t] is the ${town} of what`,
    `{which|what} {country|nation|state|land} has {the ${town} [t]|[t] as {its|a} ${town}|[t] for a ${town}}`,
    `{which|what} {country|nation|land}'s ${town} is [t]`,
    `whose ${town} is [t]`,
    `what is [t] the ${town} of`,
    `[t] is whose ${town}`,
    `{which|what} {country|nation|land} is {ruled|governed} from [t]`,
    `to {which|what} country does the ${town} [t] belong`,
    `the government of {which|what} country {sits|is} in [t]`,
    `for {which|what} {country|nation} is [t] the ${town}`,
  ],
  [
    `{which|what} {country|nation|land} [t] is the ${town} of`,
    `{which|what} {country|nation|land} has [t] as its ${town}`,
    `of {which|what} {country|nation|land} [t] is the ${town}`,
    `whose ${town} [t] is`,
    `the country {of which|whose} ${town} is [t]`,
    `the {country|nation} that has [t] as {its|a} ${town}`,
  ],
)}|${request([
  `{name|state|write|say|find|give me|tell me|look up} the {country|nation|land} {whose ${town} is [t]|that has [t] as its ${town}|of which [t] is the ${town}|with the ${town} [t]}`,
])}}`;

export const capitalCity: Act = (scene) => {
  const { dice } = scene;
  const [country, city] = dice.pick(capitals);
  const small = dice.chance(0.15);
  const written = (name: string): string => (small ? name.toLowerCase() : name);
  if (dice.chance(0.75)) {
    user(scene, ofCountry, { c: written(country) });
    return styled(scene, `The capital of ${country} is ${city}.`, `${city}.`);
  }
  user(scene, ofCity, { t: written(city) });
  styled(
    scene,
    `${city} is the capital of ${country}.`,
    `${country === "the Netherlands" ? "The Netherlands" : country}.`,
  );
};

/** One unit is so many of the other. */
const units: readonly (readonly [one: string, many: string, small: string, count: number, short: string])[] =
  [
    ["hour", "hours", "minutes", 60, "h"],
    ["minute", "minutes", "seconds", 60, "min"],
    ["day", "days", "hours", 24, "d"],
    ["week", "weeks", "days", 7, "w"],
    ["year", "years", "months", 12, "y"],
    ["kilometre", "kilometres", "metres", 1000, "km"],
    ["metre", "metres", "centimetres", 100, "m"],
    ["centimetre", "centimetres", "millimetres", 10, "cm"],
    ["kilogram", "kilograms", "grams", 1000, "kg"],
    ["litre", "litres", "millilitres", 1000, "l"],
    ["ton", "tons", "kilograms", 1000, "t"],
    ["foot", "feet", "inches", 12, "ft"],
    ["dozen", "dozen", "pieces", 12, "dozen"],
    ["euro", "euros", "cents", 100, "euro"],
    ["kilobyte", "kilobytes", "bytes", 1000, "kB"],
    ["megabyte", "megabytes", "kilobytes", 1000, "MB"],
    ["gigabyte", "gigabytes", "megabytes", 1000, "GB"],
    ["decade", "decades", "years", 10, "decade"],
    ["century", "centuries", "years", 100, "century"],
    ["yard", "yards", "feet", 3, "yd"],
  ];

const numerals = "two three four five six seven eight nine ten eleven twelve".split(" ");

/** `[n]`, a number of the large unit `[u]`; `[s]`, the small one. */
const ofUnit: string = `{${question(
  [
    "how many [s] {are|are there|do I have|do you get|would there be|can I count|can be found|fit|go|will I find|exist|do we have|lie} {in|into|within} [n] [u]",
    "how many [s] {has|does|do} [n] [u]{| have| make| contain| take| equal| correspond to| last| hold| amount to| comprise}",
    "how many [s] {make|make up|are|equal|form|give|fill|correspond to|are needed for|do I need for} [n] [u]",
    "how many [s] {is|would be|are} [n] [u]",
    "{what is|what's|what are} [n] [u] {in|expressed in|measured in|converted to|given in|written in|when counted in} [s]",
    "[n] [u] {in|to|into|as|=|are how many|is how many|equals how many|makes how many|has how many|corresponds to how many} [s]",
    "{what|how much} {does|do|would} [n] [u] {make|come to|amount to|equal} in [s]",
    "how {much|long|big} is [n] [u] in [s]",
    "[n] [u], how many [s] is {that|it|this}",
    "in [n] [u] there are how many [s]",
    "of how many [s] {does|do} [n] [u] consist",
    "{what number|what amount|which number} of [s] {is|are|makes} [n] [u]",
    "how often does [n] [u] contain [s]",
    "if I have [n] [u], how many [s] {do I have|is that|would that be}",
    "into how many [s] can I split [n] [u]",
    "[s] in [n] [u]",
    "[s] per [n] [u]",
  ],
  [
    "how many [s] {are in|make|make up|there are in|fit into|go into|are contained in|I get from|correspond to|equal} [n] [u]",
    "how many [s] [n] [u] {has|have|makes|is|are|contains}",
    "what [n] [u] {is|are} in [s]",
    "how much [n] [u] {is|are} in [s]",
    "the number of [s] in [n] [u]",
    "how to {write|express} [n] [u] in [s]",
    "[n] [u] in [s]",
  ],
)}|${request([
  "{convert|change|turn|translate|transform|recalculate|rewrite} [n] [u] {to|into|in} [s]",
  "{express|write|state|calculate|work out|compute|reckon|count|give|say|measure} [n] [u] {in|as} [s]",
  "{give|tell|show} me [n] [u] in [s]",
  "{tell me|say|work out|calculate|find out} how many [s] {are in|make} [n] [u]",
  "{give me|tell me|find|calculate} the number of [s] in [n] [u]",
  "{do|make} {the|a} conversion {of|from} [n] [u] {to|into} [s]",
  "help me convert [n] [u] to [s]",
])}}`;

export const unit: Act = (scene) => {
  const { dice } = scene;
  const [one, many, small, count, short] = dice.pick(units);
  const amount = dice.chance(0.35) ? 1 : dice.between(2, 12);
  const big = amount === 1 ? one : many;
  const spelling = (text: string): string =>
    dice.chance(0.3) ? text.replace("metre", "meter").replace("litre", "liter") : text;
  const [asked, into] = [spelling(dice.chance(0.15) ? short : big), spelling(small)];
  const number =
    amount === 1
      ? dice.pick(["one", "1", "1", asked === "hour" ? "an" : "a", "a single"])
      : dice.chance(0.25)
        ? (numerals[amount - 2] ?? String(amount))
        : String(amount);
  user(scene, ofUnit, { n: number, u: asked, s: into });
  const result = amount * count;
  styled(
    scene,
    amount === 1 ? `One ${one} has ${result} ${small}.` : `${amount} ${many} are ${result} ${small}.`,
    `${result} ${small}.`,
  );
};
