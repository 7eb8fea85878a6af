import { type Pattern, role } from "./reading-lines.ts";
import { about, also, called, doer } from "./reading-questions.ts";

const relatives =
  "sister brother mother father son daughter wife husband cousin aunt uncle neighbour friend grandmother grandfather partner nephew niece roommate".split(
    " ",
  );

/** Age, looks and kin. */
export const personPatterns: readonly Pattern[] = [
  {
    kind: "age",
    draw: ({ words }) => ({ count: words.number(3, 99) }),
    says: [
      "[who] is [count] years old",
      "[who] is [count] years of age",
      "[who]'s age is [count] years",
      "[who] has just turned [count] years old",
    ],
    core: "[who] is [count] years old.",
    roles: [
      role("[count] years old", [
        also(
          ["how old is [who]", "how many years {old is [who]|has [who] lived}", "at what age is [who]"],
          ["how old [who] is"],
        ),
        called("{[who]'s age|the age of [who]}"),
      ]),
      role("[who]", [
        doer("is [count] years old"),
        also(["whose age is [count]", "who is [count]"], ["who is aged [count]"]),
      ]),
    ],
    openers: "",
  },
  {
    kind: "height",
    draw: ({ words }) => ({ count: words.number(120, 210) }),
    says: [
      "[who] is [count] centimetres tall",
      "[who] measures [count] centimetres",
      "[who]'s height is [count] centimetres",
    ],
    core: "[who] is [count] centimetres tall.",
    roles: [
      role("[count] centimetres", [
        also(
          [
            "how {tall|big} is [who]",
            "how much does [who] measure",
            "how many centimetres does [who] measure",
          ],
          ["how tall [who] is"],
        ),
        called("{[who]'s {height|size}|the height of [who]}"),
      ]),
      role("[who]", [doer("is [count] centimetres tall")]),
    ],
    openers: "",
  },
  {
    kind: "tongue",
    draw: ({ dice, words }) => {
      const word = words.invented();
      return {
        tongue: `${word.charAt(0).toUpperCase()}${word.slice(1)}${dice.pick(["ish", "ian", "ese", ""])}`,
      };
    },
    says: [
      "[who] speaks [tongue]",
      "[who]'s mother tongue is [tongue]",
      "at home [who] speaks [tongue]",
      "[who] is fluent in [tongue]",
    ],
    core: "[who] speaks [tongue].",
    roles: [
      role("[tongue]", [
        also(
          [
            "{what|which} {language|tongue} does [who] {speak|use|know|talk}",
            "in {what|which} language should I write to [who]",
          ],
          ["{what|which} language [who] speaks"],
        ),
        called("[who]'s {language|mother tongue|native language|first language}"),
      ]),
      role("[who]", [doer("{speaks|knows|is fluent in|talks|understands} [tongue]")]),
    ],
  },
  {
    kind: "clothes",
    draw: ({ dice, words }) => ({
      colour: words.colour(),
      item: dice.chance(0.5)
        ? words.noun()
        : dice.pick(["coat", "hat", "scarf", "shirt", "dress", "jacket", "jumper", "cap", "tie", "suit"]),
    }),
    says: [
      "[who] wears a [colour] [item]",
      "[who] is wearing a [colour] [item]",
      "[who] always wears a [colour] [item]",
      "you will know [who] by a [colour] [item]",
      "[who] is dressed in a [colour] [item]",
    ],
    core: "[who] wears a [colour] [item].",
    roles: [
      role("a [colour] [item]", [
        also(
          [
            "what does [who] {wear|have on}",
            "what is [who] {wearing|dressed in}",
            "{which|what} {clothes|garment|piece of clothing} does [who] wear",
            "how is [who] dressed",
            "how can I recognise [who]",
          ],
          ["what [who] {wears|is wearing}", "how [who] is dressed"],
        ),
        called("[who]'s outfit"),
      ]),
      role("[colour]", [
        also(
          [
            "{what|which} {colour|color} {is|has} [who]'s [item]",
            "what {colour|color} [item] does [who] wear",
            "in what {colour|color} is [who] dressed",
          ],
          ["{what|which} {colour|color} [who]'s [item] is"],
        ),
        called("the {colour|color} of {[who]'s|the} [item]"),
      ]),
      role("[who]", [
        doer("{wears|is wearing|is dressed in|has on} {a|the} [colour] [item]"),
        doer("is the one in the [colour] [item]"),
      ]),
    ],
  },
  {
    kind: "property",
    draw: ({ dice, words }) => ({
      colour: words.colour(),
      _car: dice.pick(["car", "bicycle", "van", "lorry", "scooter", "motorbike", "truck", "tractor", "boat"]),
    }),
    says: [
      "[who] drives a [colour] [_car]",
      "[who] has a [colour] [_car]",
      "[who]'s [_car] is [colour]",
      "[who] owns a [colour] [_car]",
    ],
    core: "[who]'s [_car] is [colour].",
    roles: [
      role("[colour]", [
        also(
          [
            "{what|which} {colour|color} {is|has} [who]'s [_car]",
            "what {colour|color} [_car] does [who] {drive|have}",
            "[who]'s [_car] is {what|which} {colour|color}",
            "how is [who]'s [_car] painted",
          ],
          ["{what|which} {colour|color} [who]'s [_car] {is|has}"],
        ),
        called("the {colour|color} of [who]'s [_car]"),
      ]),
      role("[who]", [
        doer("{drives|has|owns} {a|the} [colour] [_car]"),
        also(["whose [_car] is [colour]"], ["whose [_car] is [colour]"]),
      ]),
    ],
  },
  {
    kind: "kin",
    draw: ({ dice, words }) => ({ other: words.name(), kin: dice.pick(relatives) }),
    says: [
      "[who]'s [kin] is {called|named} [other]",
      "[who] has a [kin] {called|named|by the name of} [other]",
      "[other] is [who]'s [kin]",
      "[other] is the [kin] of [who]",
      "the name of [who]'s [kin] is [other]",
    ],
    core: "[who]'s [kin] is called [other].",
    roles: [
      role("[other]", [
        called("{the name of [who]'s [kin]|[who]'s [kin]'s name|the name of the [kin] of [who]}"),
        also(
          [
            "who is {[who]'s [kin]|the [kin] of [who]}",
            "{what|how} is {[who]'s [kin]|the [kin] of [who]} {called|named}",
          ],
          ["who [who]'s [kin] is", "what [who]'s [kin] is called", "who the [kin] of [who] is"],
        ),
      ]),
      role("[who]", [
        also(
          [
            "whose [kin] is [other]",
            "of whom is [other] the [kin]",
            "who has {a [kin] called [other]|[other] as a [kin]}",
          ],
          ["whose [kin] [other] is"],
        ),
      ]),
      role("[kin]", [
        also(
          [
            "how {are [who] and [other]|is [other] to [who]} related",
            "{what|who} is [other] {to|for} [who]",
            "in what relation {does|is} [other] {stand |}to [who]",
          ],
          ["what [other] is to [who]", "how [who] and [other] are related"],
        ),
      ]),
    ],
    openers: "",
  },
  {
    kind: "kin",
    draw: ({ words }) => ({ other: words.name(), year: words.number(1950, 2024) }),
    says: [
      "[who] married [other] in [year]",
      "[who] and [other] have been married since [year]",
      "[who] and [other] got married in [year]",
    ],
    openers: "",
    core: "[who] married [other] in [year].",
    roles: [
      role("[other]", [
        about("person", "did [who] marry", "[who] married"),
        also(
          ["{with whom|to whom} is [who] married", "who is [who]'s {husband|wife|spouse|partner}"],
          ["who [who]'s {spouse|partner} is"],
        ),
        called("[who]'s {spouse|better half}"),
      ]),
      role("[year]", [
        about(
          "year",
          "did {[who]|[who] and [other]|[other]} {marry|get married}",
          "{[who]|[who] and [other]} {married|got married}",
        ),
        about("year", "was {[who]'s wedding|the wedding of [who]}", "[who]'s wedding was"),
      ]),
    ],
  },
];
