import type { Questions } from "./reading-lines.ts";
import { also } from "./reading-questions.ts";
import type { Extra } from "./reading-verbs.ts";

/** `@who` did it: the name, or `they`. */
type Ways = readonly [direct: readonly string[], indirect: readonly string[]];

const places: Ways = [
  [
    "{what|which} place was it where @who [_past2] [_the]",
    "what was the place where [_the] was [_part2]",
    "{name |}the place where @who [_past2] [_the]",
    "where was it that [_the] was [_part2]",
  ],
  ["the place where @who [_past2] [_the]", "the place where [_the] was [_part2]"],
];

/** What only one circumstance is asked with. */
const ways: Readonly<Record<Extra, Ways>> = {
  spot: places,
  town: places,
  taker: [
    [
      "{who|whom} did @who [_base2] [_the] to",
      "{who|which person} {got|received} [_the]",
      "into whose hands did [_the] {come|go}",
      "who was [_the] for",
      "where did [_the] go to: to whom",
    ],
    ["{who|which person} {got|received} [_the]", "who @who [_past2] [_the] to"],
  ],
  helped: [
    ["{who|whom} did @who [_base2] [_the] for", "for whose sake was [_the] [_part2]"],
    ["who @who [_past2] [_the] for"],
  ],
  giver: [
    ["{who|whom} did @who [_base2] [_the] from", "{who|which person} had [_the] before"],
    ["who @who [_past2] [_the] from", "who had [_the] before"],
  ],
  sum: [
    [
      "how much {did @who {pay|get|ask}|was paid|money changed hands|was the price} for [_the]",
      "{what|how much} did [_the] cost",
      "what was the {price|sum|amount|cost} {of|for} [_the]",
      "how {expensive|dear|cheap|costly} was [_the]",
      "how many [_money] {was|were paid for|did it cost for} [_the]",
    ],
    [
      "{what|how much} [_the] cost",
      "the {price|sum} {of|for} [_the]",
      "how much was paid for [_the]",
      "how expensive [_the] was",
    ],
  ],
  tool: [
    [
      "{what|which tool} did @who {use|take} {to [_base2]|for} [_the]",
      "how did @who [_base2] [_the]",
      "what did @who [_base2] [_the] with",
      "what was used {to [_base2]|for} [_the]",
    ],
    [
      "{what|which tool} @who used {to [_base2]|for} [_the]",
      "what @who [_past2] [_the] with",
      "how @who [_past2] [_the]",
    ],
  ],
  mate: [
    [
      "who {helped|was with|joined} @who when [_the] was [_part2]",
      "who did @who [_base2] [_the] with",
      "who else {was there|took part} when [_the] was [_part2]",
    ],
    ["who @who [_past2] [_the] with", "who was with @who when [_the] was [_part2]"],
  ],
  time: [
    [
      "{what|which} {day|time|date} was it {when|that} [_the] was [_part2]",
      "when was it that @who [_past2] [_the]",
      "how long ago was [_the] [_part2]",
      "what was the {date|time|day} when @who [_past2] [_the]",
    ],
    ["{what|which} day it was when @who [_past2] [_the]", "the {date|day|time} when [_the] was [_part2]"],
  ],
  reason: [
    [
      "what {made|led} @who {to |}[_base2] [_the]",
      "what was the reason {to [_base2] [_the]|why @who [_past2] [_the]}",
      "what is the explanation, why did @who [_base2] [_the]",
      "how come @who [_past2] [_the]",
    ],
    ["what made @who [_base2] [_the]", "the reason why @who [_past2] [_the]", "how come [_the] was [_part2]"],
  ],
};

export function ownWays(extra: Extra, who: string): Questions {
  const [direct, indirect] = ways[extra];
  const fill = (way: string): string => way.replaceAll("@who", who);
  return also(direct.map(fill), indirect.map(fill));
}
