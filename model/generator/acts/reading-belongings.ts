import { type Pattern, role } from "./reading-lines.ts";
import { about, also, called, doer } from "./reading-questions.ts";
import { money, thing } from "./reading-values.ts";

/** Clubs, debts, numbers and what people own or want. */
export const belongingPatterns: readonly Pattern[] = [
  {
    kind: "taste",
    draw: ({ words, dice }) => ({
      club: `${words.noun()} ${dice.pick(["club", "choir", "team", "society", "group", "band", "council"])}`,
      year: words.number(1960, 2025),
    }),
    says: [
      "[who] has been {in|a member of} the [club] since [year]",
      "[who] joined the [club] in [year]",
      "since [year] [who] has belonged to the [club]",
    ],
    core: "[who] joined the [club] in [year].",
    roles: [
      role("the [club]", [
        also(
          [
            "{what|which} {club|group|association} {did [who] join|does [who] belong to|is [who] in|is [who] a member of}",
            "of what is [who] a member",
          ],
          ["{what|which} {club|group} [who] {joined|belongs to|is in}"],
        ),
        called("[who]'s {club|group}"),
      ]),
      role("[year]", [
        about("year", "did [who] join{| the [club]}", "[who] joined{| the [club]}"),
        also(
          [
            "since when {is|has} [who] {been |}{in the [club]|a member}",
            "since {which|what} year does [who] belong to the [club]",
          ],
          ["since when [who] has been a member"],
        ),
      ]),
      role("[who]", [
        doer("{joined|is in|is a member of|belongs to} the [club]"),
        doer("joined the [club] in [year]"),
      ]),
    ],
  },
  {
    kind: "debt",
    draw: (scene) => ({ other: scene.words.name(), sum: scene.words.price(), _money: money(scene) }),
    says: [
      "[who] owes [other] [sum] [_money]",
      "[other] lent [who] [sum] [_money]",
      "[who] borrowed [sum] [_money] from [other]",
      "[who] has to pay back [sum] [_money] to [other]",
    ],
    core: "[who] owes [other] [sum] [_money].",
    roles: [
      role("[sum] [_money]", [
        also(
          [
            "how much {money |}does [who] {owe|have to pay back}{| to [other]| [other]}",
            "what sum {does [who] owe|did [other] lend}",
            "how much {did [other] lend [who]|did [who] borrow|must [who] return}",
          ],
          ["how much [who] owes{| [other]}", "how much [other] lent"],
        ),
        called("[who]'s {debt|debts}{| to [other]}"),
      ]),
      role("[other]", [
        also(
          [
            "{to whom|who} does [who] owe {money|[sum] [_money]}",
            "from whom did [who] {borrow|get} {the |}money",
            "who lent {|money to |}[who]{| money}",
          ],
          ["to whom [who] owes money", "from whom [who] borrowed"],
        ),
      ]),
      role("[who]", [doer("owes [other] {money|[sum] [_money]}"), doer("has debts with [other]")]),
    ],
  },
  {
    kind: "rising",
    draw: ({ words }) => ({ clock: words.clock() }),
    says: [
      "[who] gets up at [clock]",
      "[who] always gets up at [clock]",
      "at [clock] [who] gets up",
      "[who]'s alarm rings at [clock]",
    ],
    core: "[who] gets up at [clock].",
    roles: [
      role("at [clock]", [
        about(
          "clock",
          "does [who] {get up|rise|wake up|get out of bed|start the day}",
          "[who] {gets up|rises|wakes up}",
        ),
        about("clock", "does [who]'s {alarm|day} {ring|start}", "[who]'s alarm rings"),
        also(["how early does [who] {get up|rise}"], ["how early [who] gets up"]),
      ]),
      role("[who]", [doer("{gets up|rises|wakes up|leaves the bed} at [clock]")]),
    ],
  },
  {
    kind: "arrival",
    draw: ({ words }) => ({ day: words.day(), clock: words.clock(), town: words.town() }),
    says: [
      "[who] arrives {in|from} [town] on [day] at [clock]",
      "on [day] at [clock] [who] arrives {in|from} [town]",
    ],
    core: "[who] arrives on [day] at [clock].",
    roles: [
      role("on [day] at [clock]", [
        about("day", "does [who] {arrive|come|get there|show up}", "[who] {arrives|comes}"),
        about("clock", "does [who] {arrive|come|get in|land}", "[who] {arrives|comes}"),
        called("{the {time|day} of [who]'s arrival|[who]'s {arrival time|time of arrival}}"),
      ]),
      role("[who]", [doer("{arrives|comes|is expected} on [day]{| at [clock]}")]),
    ],
  },
  {
    kind: "phone",
    draw: ({ words, dice }) => ({
      _what: dice.pick([
        "phone number",
        "room number",
        "seat number",
        "locker number",
        "member number",
        "badge number",
        "ticket number",
        "parking space",
        "extension",
      ]),
      code: words.number(100, 99999),
    }),
    says: ["[who]'s [_what] is [code]", "the [_what] of [who] is [code]", "[who] has the [_what] [code]"],
    core: "[who]'s [_what] is [code].",
    roles: [
      role("[code]", [
        called("{[who]'s [_what]|the [_what] of [who]}"),
        also(
          ["{which|what} [_what] {has [who]|does [who] have|belongs to [who]}"],
          ["which [_what] [who] has", "what [who]'s [_what] is"],
        ),
      ]),
      role("[who]", [
        doer("has the [_what] [code]"),
        also(
          ["whose [_what] is [code]", "{to whom|to which person} does the [_what] [code] belong"],
          ["whose [_what] [code] is"],
        ),
      ]),
    ],
    openers: "",
  },
  {
    kind: "nickname",
    draw: ({ words }) => ({ nick: words.name() }),
    says: [
      "[who]'s nickname is [nick]",
      "friends call [who] [nick]",
      "everybody calls [who] [nick]",
      "[who] is also known as [nick]",
    ],
    core: "[who]'s nickname is [nick].",
    roles: [
      role("[nick]", [
        called("[who]'s {nickname|other name|second name|pet name}"),
        also(
          [
            "what do {friends|people} call [who]",
            "under what other name is [who] known",
            "what is [who] also {called|known as}",
          ],
          ["what friends call [who]"],
        ),
      ]),
      role("[who]", [
        doer("{is called|is known as|has the nickname|goes by} [nick]"),
        also(["whose nickname is [nick]"], ["whose nickname [nick] is"]),
      ]),
    ],
  },
  {
    kind: "property",
    draw: (scene) => ({ thing: thing(scene) }),
    says: [
      "the [thing] belongs to [who]",
      "the [thing] is [who]'s",
      "[who] owns the [thing]",
      "[who] is the owner of the [thing]",
      "the owner of the [thing] is [who]",
    ],
    core: "The [thing] belongs to [who].",
    roles: [
      role("[who]", [
        doer("{owns|has|possesses|holds} the [thing]"),
        called("the {owner|name of the owner|holder} of the [thing]"),
        also(
          [
            "whose [thing] is {it|this}",
            "{to whom|to which person|to who} does the [thing] belong",
            "whose is the [thing]",
            "who does the [thing] belong to",
            "in whose possession is the [thing]",
            "who is the {owner|holder} of the [thing]",
          ],
          ["whose the [thing] is", "to whom the [thing] belongs", "who the owner of the [thing] is"],
        ),
      ]),
      role("the [thing]", [
        also(
          ["what {belongs to|is owned by} [who]", "{what|which thing} does [who] {own|possess}"],
          ["what {belongs to [who]|[who] owns}"],
        ),
      ]),
    ],
  },
  {
    kind: "wish",
    draw: (scene) => ({ thing: thing(scene) }),
    says: [
      "[who] wants a new [thing]",
      "[who] would like to have a new [thing]",
      "[who] needs a new [thing]",
      "[who] dreams of a new [thing]",
      "[who] is looking for a new [thing]",
    ],
    core: "[who] wants a new [thing].",
    roles: [
      role("a new [thing]", [
        also(
          [
            "what does [who] {want|need|wish for|dream of|look for|desire|long for}",
            "{which|what} thing does [who] {want|need}",
            "what {is [who] looking for|would [who] like}",
            "what should I give [who]",
            "what could I get [who] as a present",
          ],
          ["what [who] {wants|needs|is looking for|would like|dreams of}"],
        ),
        called("[who]'s {wish|dream}"),
      ]),
      role("[who]", [doer("{wants|needs|wishes for|dreams of|is looking for|would like} a {new |}[thing]")]),
    ],
  },
];
