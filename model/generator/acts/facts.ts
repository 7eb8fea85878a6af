import { question, request } from "../frames.ts";
import { type Act, styled, user } from "../scene.ts";
import { capitals } from "../words/capitals.ts";

export const capitalCity: Act = (scene) => {
  const { dice } = scene;
  const [country, city] = dice.pick(capitals);
  if (dice.chance(0.75)) {
    user(
      scene,
      question(
        [
          `what is the capital{| city} of ${country}`,
          `which {city|town} is the capital of ${country}`,
          `{the |}capital{| city} of ${country}`,
          `what is ${country}'s capital{| city}`,
          `${country} has which capital`,
          `what capital does ${country} have`,
          `what city is the capital of ${country}`,
          `where does the government of ${country} sit`,
        ],
        [`the capital{| city} of ${country}`, `what the capital of ${country} is`, `${country}'s capital`],
      ),
    );
    return styled(scene, `The capital of ${country} is ${city}.`, `${city}.`);
  }
  user(
    scene,
    question(
      [
        `{which|what} country is ${city} the capital of`,
        `of which country is ${city} the capital`,
        `${city} is the capital of {which|what} country`,
        `{which|what} country has the capital ${city}`,
      ],
      [`which country ${city} is the capital of`, `which country has ${city} as its capital`],
    ),
  );
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
  ];

export const unit: Act = (scene) => {
  const { dice } = scene;
  const [one, many, small, count, short] = dice.pick(units);
  const amount = dice.chance(0.35) ? 1 : dice.between(2, 12);
  const big = amount === 1 ? one : many;
  const spelling = (text: string): string =>
    dice.chance(0.3) ? text.replace("metre", "meter").replace("litre", "liter") : text;
  const [asked, into] = [spelling(dice.chance(0.15) ? short : big), spelling(small)];
  const number = amount === 1 ? dice.pick(["one", "1", asked === "hour" ? "an" : "a"]) : String(amount);
  user(
    scene,
    `{${question([`how many ${into} {are|are there|do I have} in ${number} ${asked}`, `how many ${into} {has|does} ${number} ${asked}{| have}`, `what is ${number} ${asked} in ${into}`, `${number} ${asked} in ${into}`, `how many ${into} {make|are} ${number} ${asked}`, `${number} ${asked} is how many ${into}`, `${number} ${asked} to ${into}`], [`how many ${into} {are in|make} ${number} ${asked}`, `what ${number} ${asked} is in ${into}`])}|${request([`{convert|change|turn} ${number} ${asked} {to|into|in} ${into}`, `give me ${number} ${asked} in ${into}`])}}`,
  );
  const result = amount * count;
  styled(
    scene,
    amount === 1 ? `One ${one} has ${result} ${small}.` : `${amount} ${many} are ${result} ${small}.`,
    `${result} ${small}.`,
  );
};
