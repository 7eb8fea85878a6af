import { type Pattern, role } from "./reading-lines.ts";
import { about, also, called } from "./reading-questions.ts";
import { house } from "./reading-values.ts";

/** Houses, their hours and their rules. */
export const placePatterns: readonly Pattern[] = [
  {
    kind: "hours",
    draw: (scene) => ({ house: house(scene), from: scene.words.clock(), until: scene.words.clock() }),
    says: [
      "the [house] is open from [from] to [until]",
      "the [house] opens at [from] and closes at [until]",
      "the opening hours of the [house] are [from] to [until]",
      "from [from] to [until] the [house] is open",
      "you can visit the [house] from [from] until [until]",
    ],
    core: "The [house] is open from [from] to [until].",
    roles: [
      role("from [from] to [until]", [
        also(
          [
            "when {is the [house] open|can I {visit|go to} the [house]}",
            "at what {times|hours} {is the [house] open|can I come to the [house]}",
            "how long is the [house] open",
          ],
          ["when the [house] is open", "at what {times|hours} the [house] is open"],
        ),
        called("the {opening hours|hours|opening times|business hours} of the [house]"),
      ]),
      role(
        "at [from]",
        [
          about(
            "clock",
            "does the [house] {open|unlock its doors|start|open its doors}",
            "the [house] opens",
          ),
          about(
            "from",
            "{is the [house] open|can I {visit|enter|come to} the [house]}",
            "the [house] is open",
          ),
          also(
            ["how early {does the [house] open|can I go to the [house]}"],
            ["how early the [house] opens"],
          ),
        ],
        "The [house] opens at [from].",
      ),
      role(
        "at [until]",
        [
          about(
            "clock",
            "does the [house] {close|shut|lock up|end|close its doors}",
            "the [house] {closes|shuts}",
          ),
          about("until", "{is the [house] open|can I stay in the [house]}", "the [house] is open"),
          also(
            ["how late {is the [house] open|can I go to the [house]}", "when must I leave the [house]"],
            ["how late the [house] is open"],
          ),
        ],
        "The [house] closes at [until].",
      ),
    ],
  },
  {
    kind: "rest day",
    draw: (scene) => ({ house: house(scene), day: scene.words.day() }),
    says: [
      "the [house] is closed on [day]",
      "the [house] does not open on [day]",
      "on [day] the [house] is shut",
      "every day but [day] you can visit the [house]",
      "the [house] has its day off on [day]",
    ],
    core: "The [house] is closed on [day].",
    roles: [
      role("on [day]", [
        about(
          "day",
          "{is the [house] {closed|shut|not open}|does the [house] {not open|stay closed}|can I not visit the [house]}",
          "the [house] is {closed|shut|not open}",
        ),
        called("the {rest day|closing day|day off|closed day} of the [house]"),
      ]),
      role("the [house]", [
        also(
          ["what is {closed|shut|not open} on [day]", "which {place|house} is {closed|shut} on [day]"],
          ["what is closed on [day]"],
        ),
      ]),
    ],
  },
  {
    kind: "street",
    draw: (scene) => {
      const word = scene.words.noun();
      return {
        house: house(scene),
        street: `${word.charAt(0).toUpperCase()}${word.slice(1)} ${scene.dice.pick(["Street", "Road", "Lane", "Square", "Avenue", "Alley"])}`,
        number: scene.words.number(2, 240),
      };
    },
    says: [
      "the [house] is at [number] [street]",
      "the address of the [house] is [number] [street]",
      "you find the [house] at [number] [street]",
      "the [house] has moved to [number] [street]",
      "the [house] stands at [number] [street]",
    ],
    core: "The [house] is at [number] [street].",
    roles: [
      role("[number] [street]", [
        about(
          "spot",
          "{is|do I find|can I find|stands} the [house]",
          "{the [house] {is|stands}|I can find the [house]}",
        ),
        called("the {address|location|street and number} of the [house]"),
        also(
          [
            "{in|on} {which|what} {street|road} is the [house]",
            "{which|what} street do I take to the [house]",
            "what address does the [house] have",
          ],
          ["{in|on} which {street|road} the [house] is"],
        ),
      ]),
      role("the [house]", [
        also(
          [
            "what {is|stands|do I find} {at|in} {[number] |}[street]",
            "which {house|place} is at [number] [street]",
          ],
          ["what is at [number] [street]"],
        ),
      ]),
    ],
  },
  {
    kind: "opposite",
    draw: (scene) => ({
      house: house(scene),
      other: house(scene),
      _side: scene.dice.pick(["next to", "opposite", "behind", "in front of", "near", "above", "beside"]),
    }),
    says: [
      "the [house] is [_side] the [other]",
      "you will find the [house] [_side] the [other]",
      "the [house] was built [_side] the [other]",
    ],
    core: "The [house] is [_side] the [other].",
    roles: [
      role("[_side] the [other]", [
        about(
          "spot",
          "{is|can I find|do I find|was} the [house]{| built}",
          "{the [house] is|I can find the [house]}",
        ),
        also(
          ["how do I {find|get to} the [house]", "what is the [house] [_side]"],
          ["how to {find|get to} the [house]"],
        ),
      ]),
      role("the [house]", [
        also(
          ["what {is|stands|lies|was built} [_side] the [other]", "which building is [_side] the [other]"],
          ["what is [_side] the [other]"],
        ),
      ]),
    ],
  },
  {
    kind: "storey",
    draw: (scene) => ({
      house: `${scene.words.noun()} ${scene.dice.pick(["office", "room", "shop", "department", "kitchen", "studio", "desk", "store"])}`,
      _floor: scene.dice.pick([
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "ninth",
        "top",
        "ground",
      ]),
    }),
    says: [
      "the [house] is on the [_floor] floor",
      "you will find the [house] on the [_floor] floor",
      "take the lift to the [_floor] floor for the [house]",
    ],
    core: "The [house] is on the [_floor] floor.",
    roles: [
      role("on the [_floor] floor", [
        also(
          [
            "{where|on {which|what} {floor|storey|level}} {is|do I find|can I find} the [house]",
            "to which floor must I go for the [house]",
            "how high up is the [house]",
          ],
          ["{where|on which {floor|storey|level}} the [house] is"],
        ),
        called("the floor of the [house]"),
      ]),
    ],
  },
  {
    kind: "rule",
    draw: (scene) => ({ house: house(scene), thing: `${scene.words.noun()}s` }),
    says: [
      "[thing] are not allowed in the [house]",
      "[thing] are forbidden in the [house]",
      "do not bring [thing] into the [house]",
      "you must not take [thing] into the [house]",
      "no [thing] in the [house]",
      "in the [house] [thing] are {forbidden|banned}",
    ],
    core: "[thing] are not allowed in the [house].",
    roles: [
      role("[thing]", [
        also(
          [
            "what {is {not allowed|forbidden|banned|prohibited|against the rules}|must I {not bring|leave outside}|may I not {take|bring|carry}} {in|into} the [house]",
            "what are people {not allowed to bring into|forbidden to have in} the [house]",
            "which things are {not allowed|forbidden|banned} in the [house]",
          ],
          ["what {is {not allowed|forbidden|banned}|one must not bring} in the [house]"],
        ),
        called("the rule {of|in|for} the [house]"),
      ]),
      role("in the [house]", [
        also(
          [
            "where are [thing] {not allowed|forbidden|banned|prohibited}",
            "where must I not {bring|take|have} [thing]",
          ],
          ["where [thing] are {not allowed|forbidden}"],
        ),
      ]),
    ],
  },
  {
    kind: "age limit",
    draw: (scene) => ({ house: house(scene), count: scene.words.number(3, 25) }),
    says: [
      "nobody under [count] years may enter the [house]",
      "you must be at least [count] years old to enter the [house]",
      "the [house] is only for people over [count] years",
      "the minimum age for the [house] is [count] years",
    ],
    core: "You must be [count] years old to enter the [house].",
    roles: [
      role("[count] years", [
        called("the {minimum age|age limit|lowest age|required age} {for|of|at} the [house]"),
        also(
          [
            "how old {must|do|does} {I|you|one|a visitor} {have to |}be {to enter|for|to visit|to get into} the [house]",
            "from what age {may I|can children} {enter|visit} the [house]",
            "at what age can people {enter|go to} the [house]",
          ],
          ["how old {I must|one must|to} be for the [house]", "from what age one may enter the [house]"],
        ),
      ]),
    ],
  },
];
