import { openersPast, type Pattern, role } from "./reading-lines.ts";
import { about, also, called, doer } from "./reading-questions.ts";
import { article, thing } from "./reading-values.ts";

/** What else there is to say of a thing: its maker, its stock, its delivery. */
export const goodsPatterns: readonly Pattern[] = [
  {
    kind: "code",
    draw: (scene) => ({
      thing: scene.words.noun(),
      code: scene.words.code(),
      _what: scene.dice.pick([
        "code",
        "password",
        "secret word",
        "number",
        "serial number",
        "pin",
        "access code",
        "key word",
        "combination",
      ]),
    }),
    says: [
      "the [_what] {of|for} the [thing] is [code]",
      "the [thing] [_what] is [code]",
      "the [thing] [_what] is [code]",
      "the [thing] has the [_what] [code]",
      "the [_what] {of|for} the [thing]: [code]",
      "[code] is the [_what] {of|for} the [thing]",
      "the [thing] opens with the [_what] [code]",
    ],
    core: "The [_what] of the [thing] is [code].",
    roles: [
      role("[code]", [
        called("the [_what] {of|for} the [thing]"),
        called("the [thing] [_what]"),
        called("the [thing]'s [_what]"),
        also(
          [
            "{which|what} [_what] {has|is for|opens|do I need for|do I enter at|must I type at|belongs to} the [thing]",
            "with which [_what] can I open the [thing]",
            "what should I {enter|type} for the [thing]",
            "how do I {open|unlock|get into} the [thing]",
          ],
          ["{which|what} [_what] the [thing] has", "how to open the [thing]"],
        ),
      ]),
      role("the [thing]", [
        also(
          [
            "what {has the [_what]|is opened by} [code]",
            "what is [code] the [_what] {of|for}",
            "{where|for what} do I need [code]",
            "to what does the [_what] [code] belong",
          ],
          ["what has the [_what] [code]"],
        ),
      ]),
    ],
    openers: "",
  },
  {
    kind: "age of a thing",
    draw: ({ words }) => ({ thing: words.noun(), count: words.number(3, 900) }),
    says: [
      "the [thing] is [count] years old",
      "the age of the [thing] is [count] years",
      "the [thing] has stood here for [count] years",
      "people have used the [thing] for [count] years",
    ],
    core: "The [thing] is [count] years old.",
    roles: [
      role("[count] years", [
        also(
          [
            "how old is the [thing]",
            "for how {long|many years} {has the [thing] been there|have people had the [thing]}",
            "how many years old is the [thing]",
            "how long has the [thing] existed",
          ],
          ["how old the [thing] is"],
        ),
        called("the age of the [thing]"),
      ]),
      role("the [thing]", [
        also(
          ["what is [count] years old", "which thing is [count] years old"],
          ["what is [count] years old"],
        ),
      ]),
    ],
  },
  {
    kind: "heat",
    draw: ({ words }) => ({ thing: words.noun(), count: words.number(2, 240) }),
    says: [
      "the temperature {in|of} the [thing] is [count] degrees",
      "the [thing] has a temperature of [count] degrees",
      "it is [count] degrees in the [thing]",
      "the [thing] is [count] degrees warm",
    ],
    core: "The temperature of the [thing] is [count] degrees.",
    roles: [
      role("[count] degrees", [
        called("the {temperature|heat} {of|in} the [thing]"),
        also(
          [
            "how {warm|hot|cold} is {it in |}the [thing]",
            "how many degrees {has|does it have in|are there in} the [thing]",
            "what does the thermometer in the [thing] {say|show}",
          ],
          ["how {warm|hot|cold} {it is in the [thing]|the [thing] is}"],
        ),
      ]),
      role("the [thing]", [
        also(
          ["what {has|is} [count] degrees{| warm}", "where is it [count] degrees"],
          ["what has [count] degrees"],
        ),
      ]),
    ],
  },
  {
    kind: "maker",
    draw: ({ words }) => ({ thing: words.noun(), other: words.fullName(), year: words.number(1500, 2020) }),
    says: [
      "the [thing] was {invented|designed|made|developed} by [other] in [year]",
      "[other] {invented|designed|made|developed} the [thing] in [year]",
      "in [year] [other] {invented|designed|developed} the [thing]",
      "we owe the [thing] to [other], who made it in [year]",
    ],
    core: "[other] made the [thing] in [year].",
    roles: [
      role("[other]", [
        doer("{invented|designed|developed|made|created|thought up} the [thing]"),
        called("the {inventor|designer|maker|creator|developer} of the [thing]"),
        also(
          [
            "by whom was the [thing] {invented|designed|made|created}",
            "whose {idea|invention|work|design} {is|was} the [thing]",
            "who was the [thing] {invented|made|designed} by",
            "who is the {inventor|designer|maker} of the [thing]",
            "to whom do we owe the [thing]",
          ],
          ["by whom the [thing] was {invented|made}", "whose {idea|work} the [thing] was"],
        ),
      ]),
      role("[year]", [
        about(
          "year",
          "was the [thing] {invented|designed|made|created|developed}",
          "the [thing] was {invented|designed|made}",
        ),
        about(
          "year",
          "did [other] {invent|make|design|develop} the [thing]",
          "[other] {invented|made} the [thing]",
        ),
        called("the year of the [thing]"),
        also(
          ["from {when|which year} is the [thing]", "how far back does the [thing] go"],
          ["from when the [thing] is"],
        ),
      ]),
      role("the [thing]", [
        also(
          [
            "what did [other] {invent|design|make|create|develop}",
            "what was {invented|made|created} by [other]",
          ],
          ["what [other] {invented|made|designed}"],
        ),
      ]),
    ],
  },
  {
    kind: "discount",
    draw: (scene) => ({
      thing: thing(scene),
      count: scene.words.number(2, 80),
      _on: scene.dice.pick(["discount", "reduction"]),
    }),
    says: [
      "there is a [_on] of [count] percent on the [thing]",
      "the [thing] is [count] percent cheaper",
      "the shop gives [count] percent off the [thing]",
      "the price of the [thing] has fallen by [count] percent",
    ],
    core: "The [thing] is [count] percent cheaper.",
    roles: [
      role("[count] percent", [
        also(
          [
            "how much {cheaper is the [thing]|has the price of the [thing] fallen|is off the [thing]}",
            "{by|for} how many percent is the [thing] {reduced|cheaper}",
            "what {discount|reduction} {is there on|do I get on|applies to} the [thing]",
            "how much do I save on the [thing]",
          ],
          ["how much cheaper the [thing] is", "what {discount|reduction} I get on the [thing]"],
        ),
        called("the {discount|reduction|rebate} on the [thing]"),
      ]),
    ],
  },
  {
    kind: "guarantee",
    draw: (scene) => ({ thing: thing(scene), count: scene.words.number(2, 60) }),
    says: [
      "the [thing] has a {warranty|guarantee} of [count] months",
      "the {warranty|guarantee} on the [thing] lasts [count] months",
      "for the [thing] there is a {guarantee|warranty} of [count] months",
    ],
    core: "The guarantee on the [thing] lasts [count] months.",
    roles: [
      role("[count] months", [
        called("the {guarantee|warranty|guarantee period|warranty period} {of|on|for} the [thing]"),
        also(
          [
            "how long {is|lasts|does|runs} the {guarantee|warranty} {of|on|for} the [thing]{| last}",
            "for how {long|many months} is the [thing] {guaranteed|under warranty}",
            "how many months of {guarantee|warranty} {has|does} the [thing]{| have}",
          ],
          ["how long the {guarantee|warranty} {of|on} the [thing] {is|lasts}"],
        ),
      ]),
    ],
  },
  {
    kind: "stock",
    draw: (scene) => ({ thing: thing(scene), count: scene.words.number(3, 900), place: scene.words.noun() }),
    says: [
      "there are [count] pieces of the [thing] in stock",
      "[count] pieces of the [thing] are left",
      "the shop has [count] pieces of the [thing]",
    ],
    core: "There are [count] pieces of the [thing].",
    roles: [
      role("[count] pieces", [
        also(
          [
            "how many {pieces |}of the [thing] {are {there|left|in stock|available}|do they have|does the shop have|remain}",
            "how much of the [thing] is {left|in stock}",
            "what {number|quantity} of the [thing] is {available|in stock}",
          ],
          ["how many {pieces |}of the [thing] {are left|there are}"],
        ),
        called("the {stock|number|quantity|amount} of the [thing]"),
      ]),
    ],
  },
  {
    kind: "property of a thing",
    draw: ({ words }) => {
      const how = words.adjective();
      return { thing: words.noun(), how, _a: article(how) };
    },
    says: [
      "the [thing] is very [how]",
      "the [thing] is [how]",
      "the [thing] looks [how]",
      "people say the [thing] is [how]",
      "it is [_a] [how] [thing]",
    ],
    core: "The [thing] is [how].",
    roles: [
      role("[how]", [
        also(
          [
            "{what|how} is the [thing]{| like}",
            "what {kind|sort} of [thing] is it",
            "what does the [thing] look like",
            "how {does the [thing] look|would you describe the [thing]}",
            "{which|what} {word|adjective|quality} {describes|fits|has} the [thing]",
            "describe the [thing]",
          ],
          ["{how|what} the [thing] is{| like}", "what the [thing] looks like"],
        ),
        {
          direct: [],
          indirect: [],
          orders: [
            "describe the [thing]",
            "give {me |}a {short |}description of the [thing]",
            "{say|tell me} {something|a word} about the [thing]",
            "{tell|say} what the [thing] is like",
          ],
        },
        called("the {quality|look|state|condition|character} of the [thing]"),
      ]),
      role("the [thing]", [
        also(["{what|which {thing|object}} {is|looks} {very |}[how]"], ["what is [how]"]),
      ]),
    ],
  },
  {
    kind: "delivery",
    draw: (scene) => ({ thing: thing(scene), day: scene.words.day(), firm: scene.words.firm() }),
    says: [
      "the [thing] will be delivered by [firm] on [day]",
      "[firm] {delivers|brings|ships} the [thing] on [day]",
      "the [thing] {arrives|comes} from [firm] on [day]",
      "on [day] [firm] delivers the [thing]",
    ],
    core: "[firm] delivers the [thing] on [day].",
    roles: [
      role("on [day]", [
        about(
          "day",
          "{will the [thing] {arrive|come|be delivered|be here}|does the [thing] {arrive|come}|is the [thing] {delivered|due|expected}|can I expect the [thing]}",
          "the [thing] {arrives|comes|is delivered|is due|will be here}",
        ),
        called("the {delivery day|day of delivery|arrival} of the [thing]"),
      ]),
      role("[firm]", [
        doer("{delivers|brings|ships|sends} the [thing]"),
        also(
          [
            "{which|what} {firm|company|shop} {delivers|brings|ships|sends} the [thing]",
            "{by|from} {whom|which company} {is|comes} the [thing]{| delivered| sent}",
            "from where does the [thing] come",
          ],
          ["which {firm|company} {delivers|brings} the [thing]"],
        ),
      ]),
      role("the [thing]", [
        also(
          [
            "what {does [firm] {deliver|bring|ship}|is delivered on [day]|comes on [day]|arrives from [firm]}",
            "what can I expect on [day]",
          ],
          ["what {[firm] delivers|comes on [day]}"],
        ),
      ]),
    ],
  },
  {
    kind: "exchange",
    draw: (scene) => ({ thing: thing(scene), other: thing(scene) }),
    says: [
      "the [thing] was replaced by the [other]",
      "the [other] has taken the place of the [thing]",
      "where the [thing] was, there is now the [other]",
      "instead of the [thing] they now use the [other]",
    ],
    core: "The [thing] was replaced by the [other].",
    roles: [
      role("the [other]", [
        also(
          [
            "{by what|with what} was the [thing] replaced",
            "what {replaced|took the place of|came in place of|is there instead of} the [thing]",
            "what do they use instead of the [thing]",
          ],
          ["what {replaced|came in place of} the [thing]", "by what the [thing] was replaced"],
        ),
      ]),
      role("the [thing]", [
        also(
          [
            "what {was replaced by|did they {have|use} before|was there before} the [other]",
            "what did the [other] replace",
          ],
          ["what the [other] replaced", "what was there before the [other]"],
        ),
      ]),
    ],
    openers: openersPast,
  },
];
