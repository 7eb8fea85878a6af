import { openersPast, type Pattern, role } from "./reading-lines.ts";
import { about, also, called, doer } from "./reading-questions.ts";

/** Homes, births, moves and journeys. */
export const homePatterns: readonly Pattern[] = [
  {
    kind: "home",
    draw: ({ words }) => ({ town: words.town() }),
    says: [
      "[who] lives in [town]",
      "[who] lives in [town]",
      "[who] has a {flat|house|home|small flat} in [town]",
      "[who]'s home is in [town]",
      "the home of [who] is in [town]",
      "[who] resides in [town]",
      "[who] is at home in [town]",
    ],
    core: "[who] lives in [town].",
    roles: [
      role("[town]", [
        about(
          "town",
          "does [who] {live|reside|dwell|have a home|sleep at night}",
          "[who] {lives|resides|has a home}",
        ),
        about("town", "is [who]'s {home|house|flat|place}", "[who]'s {home|house|flat} is"),
        called(
          "{[who]'s {home town|city|place of residence|town}|the {home town|city|place of residence|town} of [who]}",
        ),
        also([
          "{which|what} {city|town} is {the |}home {to|of} [who]",
          "[who] lives where",
          "{where|in which town} would I {visit|find} [who] at home",
        ]),
      ]),
      role("[who]", [doer("{lives|resides|has a home} in [town]"), doer("{lives|is at home} in [town]")]),
    ],
  },
  {
    kind: "workplace",
    draw: ({ words }) => ({ town: words.town() }),
    says: [
      "[who] works in [town]",
      "[who] has {an office|a job|a workshop} in [town]",
      "[who]'s office is in [town]",
      "[who] goes to work in [town]",
    ],
    core: "[who] works in [town].",
    roles: [
      role("[town]", [
        about(
          "town",
          "does [who] {work|earn money|go to work|have {an office|a job}}",
          "[who] {works|goes to work|has {an office|a job}}",
        ),
        about("town", "is [who] {employed|working}", "[who] is {employed|working}"),
        called("[who]'s {place of work|workplace}"),
      ]),
      role("[who]", [doer("{works|is employed|has a job|is working} in [town]")]),
    ],
  },
  {
    kind: "birth",
    draw: ({ words }) => ({ town: words.town() }),
    says: [
      "[who] was born in [town]",
      "[who] comes from [town]",
      "[who] {was born|came into the world} in [town]",
      "[who]'s birthplace is [town]",
    ],
    core: "[who] was born in [town].",
    roles: [
      role("[town]", [
        about("town", "was [who] born", "[who] was born"),
        also(
          [
            "where {does|did} [who] come from {originally|}",
            "{which|what} {town|city|place} {does|did} [who] come from",
            "where is [who] from",
          ],
          ["where [who] comes from", "where [who] is from"],
        ),
        called(
          "{[who]'s {birthplace|place of birth|native town|town of birth}|the {birthplace|place of birth|native town} of [who]}",
        ),
      ]),
      role("[who]", [doer("{was born in|comes from|is from} [town]")]),
    ],
    openers: openersPast,
  },
  {
    kind: "birth date",
    draw: ({ words }) => ({ year: words.number(1900, 2020) }),
    says: [
      "[who] was born in [year]",
      "[year] is the year when [who] was born",
      "[who]'s year of birth is [year]",
    ],
    core: "[who] was born in [year].",
    roles: [
      role("[year]", [
        about("year", "was [who] born", "[who] was born"),
        called("[who]'s {year of birth|birth year}"),
        called("the {year of birth|birth year} of [who]"),
      ]),
      role("[who]", [doer("was born in [year]")]),
    ],
  },
  {
    kind: "birth date",
    draw: ({ words }) => ({ date: words.date() }),
    says: [
      "[who]'s birthday is on [date]",
      "[who] {has a|celebrates a} birthday on [date]",
      "the birthday of [who] is on [date]",
    ],
    core: "[who]'s birthday is on [date].",
    roles: [
      role("on [date]", [
        about("date", "is [who]'s birthday", "[who]'s birthday is"),
        about(
          "date",
          "does [who] {have a birthday|celebrate|get birthday cake}",
          "[who] {has a birthday|celebrates}",
        ),
        called("{[who]'s birthday|the birthday of [who]|the date of [who]'s birthday}"),
      ]),
      role("[who]", [
        doer("{has|celebrates} {a|the} birthday on [date]"),
        also(["whose birthday is {on |}[date]"], ["whose birthday is on [date]"]),
      ]),
    ],
  },
  {
    kind: "youth",
    draw: ({ words }) => ({ town: words.town() }),
    says: [
      "[who] grew up in [town]",
      "[who] spent a happy childhood in [town]",
      "[who] was raised in [town]",
      "[who] went to school in [town]",
    ],
    core: "[who] grew up in [town].",
    roles: [
      role("[town]", [
        about(
          "town",
          "did [who] {grow up|spend the childhood|live as a child|go to school}",
          "[who] {grew up|lived as a child|went to school}",
        ),
        about("town", "was [who] {raised|brought up}", "[who] was {raised|brought up}"),
      ]),
      role("[who]", [doer("{grew up|was raised|was brought up|spent a childhood} in [town]")]),
    ],
    openers: openersPast,
  },
  {
    kind: "home",
    draw: ({ words }) => ({ from: words.town(), town: words.town() }),
    says: [
      "[who] moved from [from] to [town]",
      "[who] left [from] and moved to [town]",
      "[who] went from [from] to [town]",
    ],
    core: "[who] moved from [from] to [town].",
    roles: [
      role("[town]", [
        about("target", "did [who] {move|go}{| from [from]}", "[who] {moved|went}"),
        called("[who]'s {new|present} {home|town|city}"),
      ]),
      role("[from]", [
        about("source", "did [who] {move|come|go}", "[who] {moved|came}"),
        also(
          [
            "{what|which} {town|city|place} did [who] leave",
            "where did [who] live before",
            "where was [who] before",
          ],
          ["which town [who] left", "where [who] was before"],
        ),
      ]),
      role("[who]", [doer("{moved|went} {from [from] |}to [town]"), doer("left [from]")]),
    ],
    openers: openersPast,
  },
  {
    kind: "holiday",
    draw: ({ dice, words }) => ({
      town: words.town(),
      count: words.number(2, 30),
      _unit: dice.pick(["days", "weeks", "nights"]),
    }),
    says: [
      "[who] {spent|stayed} [count] [_unit] in [town]",
      "[who] was on holiday in [town] for [count] [_unit]",
      "[who] stayed in [town] for [count] [_unit]",
    ],
    core: "[who] stayed in [town] for [count] [_unit].",
    roles: [
      role("[town]", [
        about(
          "town",
          "did [who] {stay|spend {the holiday|a holiday|the vacation|some time}}",
          "[who] {stayed|spent the holiday}",
        ),
        about("town", "was [who] on {holiday|vacation}", "[who] was on holiday"),
      ]),
      role("[count] [_unit]", [
        about("length", "did [who] stay {|in [town]}", "[who] stayed {|in [town]}"),
        also(
          ["{how many|for how many} [_unit] {did [who] stay|was [who] away|was [who] in [town]}"],
          ["how many [_unit] [who] stayed"],
        ),
      ]),
      role("[who]", [doer("{stayed|was|spent some time|had a holiday} in [town]")]),
    ],
    openers: openersPast,
  },
  {
    kind: "journey",
    draw: ({ words, dice }) => ({
      town: words.town(),
      means: dice.pick([
        `a ${words.colour()} ${dice.pick(["bus", "train", "boat", "van", "bike", "car"])}`,
        `the ${words.clock()} ${dice.pick(["train", "bus", "ferry", "boat"])}`,
        `a ${words.noun()}`,
      ]),
    }),
    says: [
      "[who] {travels|is going|goes} to [town] {on|with|by} [means]",
      "[who] takes [means] to [town]",
      "to get to [town], [who] takes [means]",
    ],
    core: "[who] takes [means] to [town].",
    roles: [
      role("[town]", [
        about(
          "target",
          "{does [who] {travel|go}|is [who] {going|travelling|heading}}",
          "[who] {travels|goes|is going}",
        ),
        called("[who]'s destination"),
        called("the destination of [who]"),
      ]),
      role("[means]", [
        also(
          [
            "how does [who] {travel|get|go} to [town]",
            "{what|which means of transport} does [who] {take|use} {|to [town]}",
            "by what means does [who] {get|go|travel}",
          ],
          ["how [who] {travels|gets} to [town]", "what [who] takes to [town]"],
        ),
      ]),
      role("[who]", [doer("{travels|goes|is going|is on the way} to [town]"), doer("takes [means]")]),
    ],
  },
];
