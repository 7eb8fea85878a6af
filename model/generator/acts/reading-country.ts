import { type Pattern, role } from "./reading-lines.ts";
import { about, also, called } from "./reading-questions.ts";

/** Towns, weather, ways and animals. */
export const countryPatterns: readonly Pattern[] = [
  {
    kind: "weather",
    draw: ({ words }) => ({ town: words.town(), count: words.number(2, 40) }),
    says: [
      "the temperature in [town] is [count] degrees",
      "it is [count] degrees in [town]",
      "in [town] it is [count] degrees warm",
      "the people of [town] enjoy [count] degrees",
    ],
    core: "It is [count] degrees in [town].",
    roles: [
      role("[count] degrees", [
        also(
          [
            "how {warm|hot|cold} is it in [town]",
            "how many degrees {is it|are there|do they have} in [town]",
            "what temperature {is it|do they have} in [town]",
          ],
          ["how {warm|hot|cold} it is in [town]"],
        ),
        called("the temperature in [town]"),
      ]),
      role("in [town]", [
        also(
          [
            "where is it [count] degrees",
            "in which {town|city} is it [count] degrees",
            "where do they have [count] degrees",
          ],
          ["where it is [count] degrees"],
        ),
      ]),
    ],
  },
  {
    kind: "sky",
    draw: ({ words, dice }) => ({
      town: words.town(),
      _sky: dice.pick([
        "rains",
        "snows",
        "is foggy",
        "is sunny",
        "is cloudy",
        "is windy",
        "is stormy",
        "is freezing",
        "hails",
        "thunders",
      ]),
      day: words.day(),
    }),
    says: [
      "on [day] it [_sky] in [town]",
      "in [town] it [_sky] on [day]",
      "the forecast for [town]: on [day] it [_sky]",
    ],
    core: "On [day] it [_sky] in [town].",
    roles: [
      role("it [_sky]", [
        also(
          [
            "{what|how} is the weather {like |}in [town]{| on [day]}",
            "what weather {does [town] have|is there in [town]|can I expect in [town]}",
            "what is the forecast for [town]",
          ],
          ["{what|how} the weather {in [town] is|is in [town]}"],
        ),
        called("the {weather|forecast} {in|for} [town]"),
      ]),
      role("in [town]", [
        also(
          [
            "in {which|what} {town|city} is it so: it [_sky] on [day]",
            "where can one say on [day] that it [_sky]",
          ],
          ["where it [_sky] on [day]"],
        ),
      ]),
    ],
  },
  {
    kind: "train",
    draw: ({ words, dice }) => ({
      _car: dice.pick(["train", "bus", "ferry", "boat", "plane", "tram", "coach"]),
      town: words.town(),
      clock: words.clock(),
      code: words.number(2, 90),
    }),
    says: [
      "the [_car] to [town] leaves at [clock] from platform [code]",
      "at [clock] the [_car] to [town] leaves from platform [code]",
      "the [clock] [_car] to [town] goes from platform [code]",
    ],
    core: "The [_car] to [town] leaves at [clock] from platform [code].",
    roles: [
      role("at [clock]", [
        about(
          "clock",
          "does the [_car] {to|for} [town] {leave|go|depart|start|set off}",
          "the [_car] {to|for} [town] {leaves|goes|departs}",
        ),
        called("the {departure|departure time|time of departure} of the [_car] to [town]"),
        also(
          ["when is there a [_car] to [town]", "when can I {travel|go} to [town]"],
          ["when there is a [_car] to [town]"],
        ),
      ]),
      role("platform [code]", [
        also(
          [
            "{from|at} {which|what} platform {does the [_car] to [town] {leave|go|start|depart}|is the [_car] to [town]}",
            "where does the [_car] to [town] {leave|start|depart}",
            "{which|what} platform is it for [town]",
          ],
          [
            "from which platform the [_car] to [town] {leaves|goes}",
            "where the [_car] to [town] {leaves|starts}",
          ],
        ),
        called("the platform {for|of} the [_car] to [town]"),
      ]),
      role("[town]", [
        also(
          [
            "where does the [clock] [_car] go",
            "what is the destination of the [clock] [_car]",
            "to where does the [_car] at [clock] go",
          ],
          ["where the [clock] [_car] goes"],
        ),
      ]),
    ],
  },
  {
    kind: "line",
    draw: ({ words, dice }) => ({
      _car: dice.pick(["bus", "tram", "line"]),
      code: words.number(2, 190),
      house: words.noun(),
      _goal: dice.pick([
        "station",
        "museum",
        "hospital",
        "harbour",
        "stadium",
        "airport",
        "market",
        "castle",
        "beach",
        "school",
      ]),
    }),
    says: [
      "[_car] [code] goes to the [house] [_goal]",
      "take [_car] [code] to the [house] [_goal]",
      "to reach the [house] [_goal], take [_car] [code]",
      "the [house] [_goal] can be reached by [_car] [code]",
    ],
    core: "[_car] [code] goes to the [house] [_goal].",
    roles: [
      role("[_car] [code]", [
        also(
          [
            "{which|what} [_car] {goes|runs|takes me|brings me|do I take|should I catch|must I take} to the [house] [_goal]",
            "how {do I {get|come}|can I {get|go|travel}} to the [house] [_goal]",
            "with which [_car] can I reach the [house] [_goal]",
          ],
          ["{which|what} [_car] goes to the [house] [_goal]", "how {to|I can} get to the [house] [_goal]"],
        ),
        called("the {number of the [_car]|[_car]} to the [house] [_goal]"),
      ]),
      role("the [house] [_goal]", [
        also(
          ["where does [_car] [code] go", "to what place does [_car] [code] {go|run}"],
          ["where [_car] [code] goes"],
        ),
      ]),
    ],
  },
  {
    kind: "distance",
    draw: ({ words, dice }) => ({
      from: words.town(),
      town: words.town(),
      count: words.number(3, 990),
      _unit: dice.pick(["kilometres", "miles", "kilometres", "minutes by train", "hours by boat"]),
    }),
    says: [
      "it is [count] [_unit] from [from] to [town]",
      "[town] is [count] [_unit] from [from]",
      "from [from] to [town] it is [count] [_unit]",
      "the way from [from] to [town] is [count] [_unit]",
    ],
    core: "It is [count] [_unit] from [from] to [town].",
    roles: [
      role("[count] [_unit]", [
        also(
          [
            "how {far|long} is {it|the way} from [from] to [town]",
            "how far {is [town] from [from]|apart are [from] and [town]|away is [town] from [from]}",
          ],
          ["how far {it is from [from] to [town]|[town] is from [from]}"],
        ),
        called("the {distance|way} {from [from] to [town]|between [from] and [town]}"),
      ]),
    ],
  },
  {
    kind: "inhabitants",
    draw: ({ words }) => ({ town: words.town(), count: words.number(900, 99000) }),
    says: [
      "[town] has [count] inhabitants",
      "[count] people live in [town]",
      "the population of [town] is [count]",
      "[town] is a town of [count] people",
    ],
    core: "[town] has [count] inhabitants.",
    roles: [
      role("[count]", [
        also(
          [
            "how many {people|inhabitants|citizens|persons} {live in|does|are there in|has} [town]{| have}",
            "how {big|large} is {[town]|the population of [town]}",
          ],
          ["how many {people live in [town]|inhabitants [town] has}"],
        ),
        called("the {population|number of {people|inhabitants}} {of|in} [town]"),
      ]),
      role("[town]", [
        also(
          ["{which|what} {town|city|place} has [count] {inhabitants|people}", "where do [count] people live"],
          ["which {town|city} has [count] {inhabitants|people}"],
        ),
      ]),
    ],
  },
  {
    kind: "fame",
    draw: ({ words }) => ({ town: words.town(), thing: `${words.adjective()} ${words.noun()}` }),
    says: [
      "[town] is famous for its [thing]",
      "[town] is known for its [thing]",
      "visitors come to [town] for its [thing]",
      "people in [town] are proud of their [thing]",
      "everybody who comes to [town] wants to see the [thing]",
    ],
    core: "[town] is famous for its [thing].",
    roles: [
      role("its [thing]", [
        also(
          [
            "{for what|what} is [town] {famous|known|well known}{| for}",
            "what {should I see|is worth seeing|is there to see|do {visitors|tourists|people} {see|come for|look at}} in [town]",
            "of what are people in [town] proud",
            "why do people {visit|come to} [town]",
          ],
          ["what [town] is {famous|known} for", "what to see in [town]"],
        ),
        called("the {pride|sight|attraction} of [town]"),
      ]),
      role("[town]", [
        also(
          [
            "{which|what} {town|city|place} is {famous|known} for its [thing]",
            "where can I see the [thing]",
            "which city has a [thing]",
          ],
          ["which {town|city} is famous for its [thing]", "where the [thing] is"],
        ),
      ]),
    ],
  },
  {
    kind: "festival",
    draw: ({ words, dice }) => ({
      town: words.town(),
      thing: `${words.noun()} ${dice.pick(["festival", "market", "carnival", "fair", "run", "parade"])}`,
      date: words.date(),
    }),
    says: [
      "[town] celebrates the [thing] on [date]",
      "the [thing] of [town] is on [date]",
      "on [date] there is the [thing] in [town]",
    ],
    core: "[town] celebrates the [thing] on [date].",
    roles: [
      role("on [date]", [
        about(
          "date",
          "{is the [thing]|does [town] celebrate{| the [thing]}|can I see the [thing]|do they celebrate in [town]}",
          "{the [thing] is|[town] celebrates}",
        ),
        called("the date of the [thing]"),
      ]),
      role("the [thing]", [
        also(
          ["what {does [town] celebrate|is there in [town]|happens in [town]|is on [date]}"],
          ["what [town] celebrates"],
        ),
      ]),
      role("[town]", [
        also(
          [
            "{where|in {which|what} {town|city}} is the [thing]",
            "{who|which {town|city}} celebrates the [thing]",
          ],
          ["where the [thing] is", "which {town|city} celebrates the [thing]"],
        ),
      ]),
    ],
  },
  {
    kind: "animal",
    draw: ({ words, dice }) => ({
      animal: `${words.adjective()} ${words.animal()}`,
      spot: `${dice.pick(["in", "under", "behind", "near", "on"])} the ${words.noun()}`,
      food: words.food(),
    }),
    says: [
      "the [animal] sleeps [spot] and eats [food]",
      "the [animal] lives [spot]; it eats [food]",
      "[spot] lives a [animal] that eats [food]",
    ],
    core: "The [animal] lives [spot] and eats [food].",
    roles: [
      role("[spot]", [
        about(
          "spot",
          "{does the [animal] {sleep|live|stay|hide|rest}|is the [animal]|can I see the [animal]}",
          "the [animal] {sleeps|lives|is}",
        ),
        called("the {home|place|den} of the [animal]"),
      ]),
      role("[food]", [
        also(
          [
            "what {does the [animal] {eat|get to eat|feed on|like}|do they {feed|give} the [animal]}",
            "with what do they feed the [animal]",
            "which food {does the [animal] get|is for the [animal]}",
          ],
          ["what the [animal] eats"],
        ),
        called("the {food|diet|meal} of the [animal]"),
      ]),
      role("the [animal]", [
        also(
          ["{what|who|which animal} {sleeps|lives} [spot]", "{what|which animal} eats [food]"],
          ["{what|which animal} {lives [spot]|eats [food]}"],
        ),
      ]),
    ],
  },
];
