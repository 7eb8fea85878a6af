import { openersPast, type Pattern, role } from "./reading-lines.ts";
import { about, also, called } from "./reading-questions.ts";
import { money, spot, thing } from "./reading-values.ts";

/** Prices, colours, places and measures of things. */
export const thingPatterns: readonly Pattern[] = [
  {
    kind: "price",
    draw: (scene) => ({ thing: thing(scene), price: scene.words.price(), _money: money(scene) }),
    says: [
      "the [thing] costs [price] [_money]",
      "the [thing] costs [price] [_money]",
      "the price of the [thing] is [price] [_money]",
      "you can buy the [thing] for [price] [_money]",
      "the [thing] is sold for [price] [_money]",
      "the [thing] is on sale for [price] [_money]",
      "for the [thing] one pays [price] [_money]",
      "[price] [_money] is the price of the [thing]",
      "the shop wants [price] [_money] for the [thing]",
      "the [thing] is offered at [price] [_money]",
    ],
    core: "The [thing] costs [price] [_money].",
    roles: [
      role("[price] [_money]", [
        called("the {price|cost|price tag|charge|asking price} {of|for} the [thing]"),
        also(
          [
            "{what|how much} does the [thing] cost",
            "how {expensive|much|dear|costly|pricey} is the [thing]",
            "how much {do I {pay|have to pay}|must I pay|does one pay|money do I need|will I be charged|is asked|do they want|has to be paid} for the [thing]",
            "{for what {price|sum|amount}|for how much} {can I {buy|get}|is} the [thing]{| sold| on sale}",
            "{at|for} {which|what} price is the [thing] {sold|offered}",
            "the [thing] {costs|is} how much",
            "what do they {charge|ask|want} for the [thing]",
            "what sum {buys|will get me} the [thing]",
          ],
          [
            "{how much|what} the [thing] costs",
            "how {expensive|much|dear} the [thing] is",
            "{how much|what} {I have to pay|to pay|they ask|they charge} for the [thing]",
            "for what {price|sum} the [thing] is sold",
          ],
        ),
      ]),
      role("the [thing]", [
        also(
          [
            "what {costs|can I {buy|get} for|is sold for|is the thing for} [price] [_money]",
            "{which|what} {thing|item|article|product} {costs|is sold for|is on sale for|has the price of} [price] [_money]",
          ],
          [
            "what {costs|I can buy for} [price] [_money]",
            "which {item|thing|product} costs [price] [_money]",
          ],
        ),
      ]),
    ],
  },
  {
    kind: "colour",
    draw: (scene) => ({ thing: scene.words.noun(), colour: scene.words.colour() }),
    says: [
      "the [thing] is [colour]",
      "the colour of the [thing] is [colour]",
      "the [thing] has a [colour] colour",
      "the [thing] was painted [colour]",
      "the [thing] shines [colour]",
    ],
    core: "The [thing] is [colour].",
    roles: [
      role("[colour]", [
        called("the {colour|color|shade|paint} of the [thing]"),
        called("the [thing]'s {colour|color}"),
        also(
          [
            "{what|which} {colour|color} {is|has} the [thing]",
            "of {what|which} {colour|color} is the [thing]",
            "in {what|which} {colour|color} is the [thing]{| painted}",
            "{what|which} {colour|color} does the [thing] have",
            "the [thing] is {what|which} {colour|color}",
            "what does the [thing] look like",
            "how is the [thing] painted",
          ],
          ["{what|which} {colour|color} the [thing] {is|has}", "what the [thing] looks like"],
        ),
      ]),
      role("the [thing]", [
        also(
          ["what {is|has the colour|is painted|shines} [colour]", "{which|what} {thing|object} is [colour]"],
          ["what is [colour]", "which {thing|object} is [colour]"],
        ),
      ]),
    ],
  },
  {
    kind: "spot",
    draw: (scene) => ({ thing: thing(scene), spot: spot(scene) }),
    says: [
      "the [thing] is [spot]",
      "the [thing] lies [spot]",
      "the [thing] stands [spot]",
      "the [thing] can be found [spot]",
      "the [thing] is kept [spot]",
      "you will find the [thing] [spot]",
      "[spot] there is the [thing]",
      "the place of the [thing] is [spot]",
      "the [thing] hangs [spot]",
    ],
    core: "The [thing] is [spot].",
    roles: [
      role("[spot]", [
        about(
          "spot",
          "{is|lies|stands|do they keep|do I find|can I find|can I get|should I look for|do we keep|has been put|might I see} the [thing]",
          "the [thing] {is|lies|stands|can be found|is kept|is hidden|has been put}",
        ),
        about(
          "spot",
          "{can|does} the [thing] {be found|lie|stand|belong|hide}",
          "I can {find|get|see} the [thing]",
        ),
        called("the {place|spot|location|position|whereabouts} of the [thing]"),
        also(
          [
            "where do {I|we|you} {look|search} for the [thing]",
            "where have they put the [thing]",
            "I am looking for the [thing], where is it",
            "I cannot find the [thing], where is it",
            "the [thing] is where",
          ],
          ["where to {find|look for|search for} the [thing]"],
        ),
      ]),
      role("the [thing]", [
        also(
          [
            "what {is|lies|stands|can be found|do we find|would I see} [spot]",
            "{which|what} {thing|object} {is|lies|stands} [spot]",
          ],
          ["what {is|lies|stands} [spot]"],
        ),
      ]),
    ],
  },
  {
    kind: "hiding place",
    draw: (scene) => ({ thing: thing(scene), spot: spot(scene) }),
    says: [
      "the [thing] is hidden [spot]",
      "the hiding place of the [thing] is [spot]",
      "somebody has hidden the [thing] [spot]",
      "the [thing] was put away [spot]",
      "the secret place of the [thing] is [spot]",
    ],
    core: "The [thing] is hidden [spot].",
    roles: [
      role("[spot]", [
        about(
          "spot",
          "{is the [thing] {hidden|concealed|put away|stashed}|is the [thing]|did somebody {hide|conceal|stash} the [thing]|does the [thing] hide}",
          "the [thing] {is|is hidden|was put away|is concealed}",
        ),
        called("the [thing]'s hiding place"),
        called("the {hiding place|secret place|hideout|hidden place} of the [thing]"),
      ]),
      role("the [thing]", [
        also(
          ["what {is|was|lies} hidden [spot]", "what did somebody {hide|conceal} [spot]"],
          ["what is hidden [spot]"],
        ),
      ]),
    ],
    openers: openersPast,
  },
  {
    kind: "material",
    draw: ({ words }) => ({ thing: words.noun(), stuff: words.noun() }),
    says: [
      "the [thing] is made of [stuff]",
      "the [thing] consists of [stuff]",
      "the [thing] was made from [stuff]",
      "the material of the [thing] is [stuff]",
    ],
    core: "The [thing] is made of [stuff].",
    roles: [
      role("[stuff]", [
        called("the {material|stuff|substance} of the [thing]"),
        also(
          [
            "{what|of what|from what|out of what} is the [thing] made{| of| from}",
            "of {what|which} {material|stuff|substance} is the [thing]{| made}",
            "{what|which} material {is the [thing] made of|does the [thing] consist of|did they use for the [thing]}",
            "what does the [thing] consist of",
            "what is the [thing] {built|produced} from",
          ],
          [
            "what the [thing] is made {of|from}",
            "of {what|which material} the [thing] is made",
            "what the [thing] consists of",
          ],
        ),
      ]),
      role("the [thing]", [
        also(
          ["what {is|was} made {of|from} [stuff]", "{what|which thing} consists of [stuff]"],
          ["what is made of [stuff]"],
        ),
      ]),
    ],
  },
  {
    kind: "measure",
    draw: ({ words, dice }) => {
      const [adjective, noun, unit] = dice.pick([
        ["long", "length", "metres"],
        ["high", "height", "metres"],
        ["wide", "width", "metres"],
        ["deep", "depth", "metres"],
        ["long", "length", "centimetres"],
        ["wide", "width", "centimetres"],
        ["long", "length", "miles"],
        ["thick", "thickness", "millimetres"],
        ["tall", "height", "feet"],
      ] as const);
      return { thing: words.noun(), count: words.number(2, 900), _how: adjective, _size: noun, _unit: unit };
    },
    says: [
      "the [thing] is [count] [_unit] [_how]",
      "the [_size] of the [thing] is [count] [_unit]",
      "the [thing] has a [_size] of [count] [_unit]",
      "with [count] [_unit] the [thing] is very [_how]",
    ],
    core: "The [thing] is [count] [_unit] [_how].",
    roles: [
      role("[count] [_unit]", [
        also(
          [
            "how [_how] is the [thing]",
            "how many [_unit] {[_how] is|does|has} the [thing]{| measure| have}",
            "what [_size] {has|does} the [thing]{| have}",
            "what are the dimensions of the [thing]",
            "what size is the [thing]",
          ],
          ["how [_how] the [thing] is", "what [_size] the [thing] has"],
        ),
        called("the {[_size]|[_size]|size} of the [thing]"),
      ]),
      role("the [thing]", [
        also(
          ["what {is|measures} [count] [_unit]{| [_how]}", "which {thing|object} is [count] [_unit] [_how]"],
          ["what is [count] [_unit] [_how]"],
        ),
      ]),
    ],
  },
  {
    kind: "weight",
    draw: (scene) => ({
      thing: thing(scene),
      count: scene.words.number(2, 900),
      _unit: scene.dice.pick(["kilograms", "grams", "kilos", "pounds", "tons"]),
    }),
    says: [
      "the [thing] weighs [count] [_unit]",
      "the weight of the [thing] is [count] [_unit]",
      "the [thing] has a weight of [count] [_unit]",
    ],
    core: "The [thing] weighs [count] [_unit].",
    roles: [
      role("[count] [_unit]", [
        also(
          [
            "{how much|what} does the [thing] weigh",
            "how heavy is the [thing]",
            "how many [_unit] does the [thing] weigh",
          ],
          ["{how much|what} the [thing] weighs", "how heavy the [thing] is"],
        ),
        called("the {weight|mass} of the [thing]"),
      ]),
      role("the [thing]", [
        also(
          [
            "what weighs [count] [_unit]",
            "which thing weighs [count] [_unit]",
            "what has a weight of [count] [_unit]",
          ],
          ["what weighs [count] [_unit]"],
        ),
      ]),
    ],
  },
  {
    kind: "content",
    draw: (scene) => ({
      thing: scene.words.noun(),
      count: scene.words.number(2, 90),
      stuff: `${scene.words.adjective()} ${scene.words.noun()}s`,
    }),
    says: [
      "the [thing] contains [count] [stuff]",
      "in the [thing] there are [count] [stuff]",
      "the [thing] is full of [count] [stuff]",
      "[count] [stuff] are inside the [thing]",
      "the [thing] holds [count] [stuff]",
    ],
    core: "The [thing] contains [count] [stuff].",
    roles: [
      role("[count] [stuff]", [
        also(
          [
            "what {is|lies} {in|inside} the [thing]",
            "what does the [thing] {contain|hold|have in it}",
            "how many [stuff] {are|lie|can I find} in the [thing]",
            "how many [stuff] does the [thing] {hold|contain}",
            "with what is the [thing] {filled|full}",
          ],
          [
            "what {is in the [thing]|the [thing] contains|the [thing] holds}",
            "how many [stuff] are in the [thing]",
          ],
        ),
        called("the {content|contents} of the [thing]"),
      ]),
      role(
        "the [thing]",
        [
          also(
            ["{where|in what} are the [stuff]", "where can I find the [stuff]", "what contains the [stuff]"],
            ["where the [stuff] are"],
          ),
        ],
        "The [stuff] are in the [thing].",
      ),
    ],
  },
];
