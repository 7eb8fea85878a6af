import { type Pattern, role } from "./reading-lines.ts";
import { about, also, called, doer } from "./reading-questions.ts";
import { house } from "./reading-values.ts";

/** Firms: who founded them, what they sell, where they are. */
export const firmPatterns: readonly Pattern[] = [
  {
    kind: "capacity",
    draw: (scene) => ({
      firm: scene.dice.chance(0.5) ? scene.words.firm() : `the ${house(scene)}`,
      count: scene.words.number(12, 980),
      _what: scene.dice.pick([
        "workers",
        "rooms",
        "shops",
        "members",
        "customers",
        "seats",
        "tables",
        "cars",
        "beds",
        "windows",
        "floors",
        "pupils",
        "employees",
        "doors",
        "machines",
        "books",
        "chairs",
        "cooks",
      ]),
    }),
    says: [
      "[firm] has [count] [_what]",
      "there are [count] [_what] at [firm]",
      "at [firm] there are [count] [_what]",
      "the number of [_what] at [firm] is [count]",
      "[count] [_what] belong to [firm]",
    ],
    core: "[firm] has [count] [_what].",
    roles: [
      role("[count] [_what]", [
        also(
          [
            "how many [_what] {does [firm] {have|own|count|possess}|are there {at|in} [firm]|are at [firm]|belong to [firm]|can I find at [firm]}",
            "[firm] has how many [_what]",
          ],
          ["how many [_what] {[firm] has|there are at [firm]|belong to [firm]}"],
        ),
        called("the {number|total|count} of [_what] {at|of|in} [firm]"),
      ]),
      role("[firm]", [
        also(
          ["{who|what|which place} has [count] [_what]", "where are there [count] [_what]"],
          ["{what|which place} has [count] [_what]"],
        ),
      ]),
    ],
  },
  {
    kind: "founder",
    draw: ({ words }) => ({ firm: words.firm(), other: words.fullName() }),
    says: [
      "[other] {founded|started|set up|created} [firm]",
      "[firm] was {founded|started|set up|created} by [other]",
      "the founder of [firm] is [other]",
      "[firm] was an idea of [other], who {founded|started} it",
    ],
    core: "[other] founded [firm].",
    roles: [
      role("[other]", [
        doer("{founded|started|set up|created|established|began|built up} [firm]"),
        called("the {founder|name of the founder|creator} of [firm]"),
        also(
          [
            "by whom was [firm] {founded|started|created|set up|established}",
            "who {is|was} the founder of [firm]",
            "whose {idea|creation} was [firm]",
            "who was [firm] {founded|started} by",
          ],
          ["by whom [firm] was {founded|started}", "who the founder of [firm] is"],
        ),
      ]),
      role("[firm]", [
        also(
          [
            "what did [other] {found|start|set up|create}",
            "which {firm|company|business} {did [other] {found|start|set up}|was {founded|started} by [other]}",
          ],
          ["which {firm|company} [other] {founded|started}"],
        ),
      ]),
    ],
  },
  {
    kind: "head",
    draw: ({ words, dice }) => ({
      firm: words.firm(),
      other: words.fullName(),
      _verb: dice.pick(["runs", "owns", "manages", "leads", "heads", "directs"]),
    }),
    says: [
      "[other] [_verb] [firm]",
      "at the top of [firm] is [other], who [_verb] it",
      "today [other] [_verb] [firm]",
    ],
    core: "[other] [_verb] [firm].",
    roles: [
      role("[other]", [
        doer("[_verb] [firm]"),
        doer("{is in charge of|is responsible for|is at the top of|is the head of} [firm]"),
        called("the {head|boss|chief|name of the person at the top} of [firm]"),
        also(["by whom is [firm] {run|led|managed|owned}"], ["by whom [firm] is run"]),
      ]),
      role("[firm]", [
        also(
          [
            "{what|which {firm|company}} does [other] {run|own|manage|lead|head}",
            "of which {firm|company} is [other] the {boss|head}",
          ],
          ["{what|which company} [other] {runs|owns|manages|leads}"],
        ),
      ]),
    ],
  },
  {
    kind: "founding year",
    draw: ({ words }) => ({ firm: words.firm(), year: words.number(1700, 2024) }),
    says: [
      "[firm] was {founded|opened|started} in [year]",
      "[firm] has existed since [year]",
      "[year] is the year in which [firm] {started|opened}",
      "[firm] opened its doors in [year]",
    ],
    core: "[firm] was founded in [year].",
    roles: [
      role("[year]", [
        about(
          "year",
          "{was [firm] {founded|opened|started|set up|created|established}|did [firm] {start|open|begin}}",
          "[firm] {was {founded|opened}|started}",
        ),
        called("the {founding year|year of the founding|first year|founding date} of [firm]"),
        also(
          [
            "since {when|which year} {does|has} [firm] {exist|existed|been there}",
            "how long has [firm] existed",
          ],
          ["since when [firm] exists"],
        ),
      ]),
      role("[firm]", [
        also(
          [
            "{what|which {firm|company}} was {founded|opened|started} in [year]",
            "{what|which company} has existed since [year]",
          ],
          ["{what|which company} was {founded|opened} in [year]"],
        ),
      ]),
    ],
    openers: "",
  },
  {
    kind: "seat",
    draw: ({ words }) => ({ firm: words.firm(), town: words.town() }),
    says: [
      "[firm] is in [town]",
      "[firm] has its {office|headquarters|home|seat} in [town]",
      "the main office of [firm] is in [town]",
      "[firm] is based in [town]",
      "[firm] is located in [town]",
    ],
    core: "[firm] is in [town].",
    roles: [
      role("[town]", [
        about(
          "town",
          "{is [firm]{| based| located| situated}|does [firm] {sit|have its {office|seat|headquarters}}|can I {visit|find} [firm]}",
          "[firm] is{| based| located}",
        ),
        called("the {seat|headquarters|location|home town|site} of [firm]"),
      ]),
      role("[firm]", [
        also(
          ["{what|which {firm|company|business}} {is|is based|is located|has its office} in [town]"],
          ["{what|which company} is {|based }in [town]"],
        ),
      ]),
    ],
  },
  {
    kind: "goods",
    draw: ({ words }) => ({ firm: words.firm(), goods: `${words.adjective()} ${words.noun()}s` }),
    says: [
      "[firm] sells [goods]",
      "[firm] makes [goods]",
      "at [firm] you can buy [goods]",
      "[firm] is known for [goods]",
      "customers get [goods] at [firm]",
      "[firm] produces [goods]",
    ],
    core: "[firm] sells [goods].",
    roles: [
      role("[goods]", [
        also(
          [
            "what {does [firm] {sell|make|produce|offer|have on sale|deal in}|can I {buy|get|find} {at|from} [firm]|is sold {at|by} [firm]|is [firm] known for}",
            "{which|what} {products|goods|things|articles} does [firm] {sell|offer|make}",
            "what do customers {buy|get} at [firm]",
          ],
          ["what {[firm] {sells|makes|offers}|I can {buy|get} at [firm]|is sold at [firm]}"],
        ),
        called("the {products|goods|range} of [firm]"),
      ]),
      role("[firm]", [
        also(
          [
            "{who|which {shop|firm|company}} {sells|makes|offers|has|produces} [goods]",
            "where {can I|do I|does one} {buy|get|find} [goods]",
            "from whom can I {buy|get} [goods]",
          ],
          ["{who|which {shop|firm|company}} {sells|makes} [goods]", "where {to|I can} {buy|get} [goods]"],
        ),
      ]),
    ],
  },
  {
    kind: "room",
    draw: ({ words, dice }) => ({
      stuff: `${words.noun()} ${dice.pick(["section", "department", "exhibition", "counter", "club", "collection"])}`,
      code: dice.pick([
        () => words.number(2, 480),
        () => `${dice.pick([..."ABCDEF"])}${words.number(1, 99)}`,
      ])(),
    }),
    says: [
      "the [stuff] is in room [code]",
      "go to room [code] for the [stuff]",
      "room [code] is where the [stuff] is",
      "the [stuff] meets in room [code]",
    ],
    core: "The [stuff] is in room [code].",
    roles: [
      role("room [code]", [
        also(
          [
            "{where|in {which|what} room|in what room} {is|do I find|can I find|does one find} the [stuff]",
            "{which|what} room is {for|of} the [stuff]",
            "what number is the room of the [stuff]",
            "to which room must I go for the [stuff]",
          ],
          ["{where|in which room} {the [stuff] is|to find the [stuff]}"],
        ),
        called("the {room|room number} {of|for} the [stuff]"),
      ]),
      role("the [stuff]", [
        also(["what is in room [code]", "what do I find in room [code]"], ["what is in room [code]"]),
      ]),
    ],
  },
];
