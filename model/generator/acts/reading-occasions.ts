import { openersPast, type Pattern, role } from "./reading-lines.ts";
import { about, also, called, doer } from "./reading-questions.ts";
import { house, money, occasion, subject } from "./reading-values.ts";

/** Meetings, shows and lessons. */
export const occasionPatterns: readonly Pattern[] = [
  {
    kind: "occasion",
    draw: (scene) => ({ event: occasion(scene), day: scene.words.day(), clock: scene.words.clock() }),
    says: [
      "the [event] {starts|begins|takes place|is|opens} on [day] at [clock]",
      "on [day] at [clock] the [event] {starts|begins|takes place}",
      "the [event] is planned for [day] at [clock]",
      "the next [event] is on [day] at [clock]",
      "come to the [event] on [day] at [clock]",
    ],
    core: "The [event] is on [day] at [clock].",
    roles: [
      role("on [day] at [clock]", [
        about(
          "day",
          "{is|does|will} the [event] {|take place|start|be|happen|begin}",
          "the [event] {is|takes place|starts|happens|begins}",
        ),
        about(
          "clock",
          "{is|does|will} the [event] {|take place|start|be|begin|kick off}",
          "the [event] {is|takes place|starts|begins}",
        ),
        called("the {date|time|day|start|beginning|starting time} of the [event]"),
        also(
          [
            "for when is the [event] planned",
            "how early does the [event] {start|begin}",
            "when should I {come to|be at} the [event]",
          ],
          ["when to {come to|be at} the [event]"],
        ),
      ]),
      role("the [event]", [
        also(
          [
            "what {is|happens|takes place|starts|is on|begins|is planned} {on [day]{| at [clock]}|at [clock]}",
            "which {event|appointment} is on [day]",
          ],
          ["what {happens|is on|takes place} on [day]"],
        ),
      ]),
    ],
  },
  {
    kind: "venue",
    draw: (scene) => ({ event: occasion(scene), town: scene.words.town() }),
    says: [
      "the [event] takes place in [town]",
      "the [event] will be held in [town]",
      "[town] is the place for the [event]",
      "this year the [event] is in [town]",
      "the [event] happens in [town]",
      "[town] hosts the [event]",
    ],
    core: "The [event] takes place in [town].",
    roles: [
      role("[town]", [
        about(
          "town",
          "{is|does|will} the [event] {|take place|be|be held|happen}",
          "the [event] {is|takes place|will be held|happens}",
        ),
        called("the {place|venue|location|host town|site} {of|for} the [event]"),
        also(
          [
            "{which|what} {town|city} {hosts|holds|has|welcomes} the [event]",
            "where {must|should|do} I go {for|to see} the [event]",
          ],
          ["which {town|city} hosts the [event]", "where to go for the [event]"],
        ),
      ]),
      role("the [event]", [
        also(
          [
            "what {takes place|is|happens|is held|goes on} in [town]",
            "which event is in [town]",
            "what does [town] host",
          ],
          ["what {takes place|happens} in [town]"],
        ),
      ]),
    ],
  },
  {
    kind: "fee",
    draw: (scene) => ({
      event: scene.dice.chance(0.5) ? occasion(scene) : house(scene),
      price: scene.words.price(),
      _money: money(scene),
    }),
    says: [
      "a ticket for the [event] costs [price] [_money]",
      "the entry to the [event] is [price] [_money]",
      "visitors of the [event] pay [price] [_money]",
      "the entrance fee of the [event] is [price] [_money]",
      "you pay [price] [_money] to get into the [event]",
      "tickets for the [event] are [price] [_money] each",
    ],
    core: "A ticket for the [event] costs [price] [_money].",
    roles: [
      role("[price] [_money]", [
        called(
          "the {price of a ticket|ticket price|entry fee|entrance fee|admission|entry price|cost of a ticket} {for|to|of} the [event]",
        ),
        also(
          [
            "{how much|what} {does {a ticket|the entry|the admission|it} cost|is {a ticket|the entry|the admission}|do I pay|must one pay|do visitors pay} {for|to visit|to see} the [event]",
            "how {expensive|much} {are tickets|is a ticket|is the entry} for the [event]",
            "what {sum|price|amount} do {I|visitors} pay {for|at} the [event]",
          ],
          [
            "{how much|what} {a ticket for the [event] costs|the entry to the [event] is}",
            "{how much|what} {to pay|I pay} for the [event]",
          ],
        ),
      ]),
    ],
  },
  {
    kind: "cancelled",
    draw: (scene) => ({
      event: occasion(scene),
      reason: `because of the ${scene.words.adjective()} ${scene.words.noun()}`,
    }),
    says: [
      "the [event] was {cancelled|called off|put off} [reason]",
      "[reason], the [event] was {cancelled|called off|put off}",
      "there will be no [event] [reason]",
    ],
    core: "The [event] was cancelled [reason].",
    roles: [
      role("[reason]", [
        about(
          "reason",
          "was the [event] {cancelled|called off|stopped|put off}",
          "the [event] was {cancelled|called off}",
        ),
        also(
          [
            "why is there no [event]",
            "what {led to|was the cause of|stopped} the {cancelling of the |}[event]",
          ],
          ["why there is no [event]"],
        ),
        called("the reason {why there is no|for the end of the} [event]"),
      ]),
    ],
    openers: openersPast,
  },
  {
    kind: "postponed",
    draw: (scene) => ({ event: occasion(scene), from: scene.words.day(), day: scene.words.day() }),
    says: [
      "the [event] was moved from [from] to [day]",
      "the [event] is not on [from] but on [day]",
      "they put the [event] off from [from] to [day]",
    ],
    core: "The [event] was moved from [from] to [day].",
    roles: [
      role("[day]", [
        about(
          "day",
          "{is the [event]|will the [event] be|does the [event] take place} now",
          "the [event] {is|will be} now",
        ),
        called("the new {day|date} of the [event]"),
        also(
          [
            "to {what|which} day was the [event] {moved|put off|shifted}",
            "until when was the [event] put off",
          ],
          ["to which day the [event] was moved"],
        ),
      ]),
      role("[from]", [
        called("the {old|former|first|original} {day|date} of the [event]"),
        also(
          [
            "{on which day|when} was the [event] {before|at first|to take place originally}",
            "from which day was the [event] moved",
          ],
          ["on which day the [event] was at first"],
        ),
      ]),
    ],
    openers: openersPast,
  },
  {
    kind: "length of an event",
    draw: (scene) => ({
      event: occasion(scene),
      count: scene.words.number(2, 180),
      _unit: scene.dice.pick(["minutes", "minutes", "hours", "days"]),
    }),
    says: [
      "the [event] lasts [count] [_unit]",
      "the [event] takes [count] [_unit]",
      "the [event] goes on for [count] [_unit]",
      "plan [count] [_unit] for the [event]",
      "the [event] is over after [count] [_unit]",
    ],
    core: "The [event] lasts [count] [_unit].",
    roles: [
      role("[count] [_unit]", [
        also(
          [
            "how long {does the [event] {last|take|go on}|is the [event]|will the [event] {last|take}}",
            "how {much time|many [_unit]} {does the [event] {take|last}|should I plan for the [event]|must I bring for the [event]}",
            "after {what time|how many [_unit]} is the [event] over",
          ],
          ["how long the [event] {lasts|takes|is}", "how {much time|many [_unit]} the [event] takes"],
        ),
        called("the {duration|length|running time} of the [event]"),
      ]),
    ],
  },
  {
    kind: "guests",
    draw: (scene) => ({
      event: occasion(scene),
      count: scene.words.number(12, 9800),
      _who: scene.dice.pick(["people", "guests", "visitors", "children", "students", "fans", "players"]),
    }),
    says: [
      "[count] [_who] came to the [event]",
      "the [event] was visited by [count] [_who]",
      "there were [count] [_who] at the [event]",
      "the [event] had [count] [_who]",
      "[count] [_who] took part in the [event]",
    ],
    core: "[count] [_who] came to the [event].",
    roles: [
      role("[count] [_who]", [
        also(
          [
            "how many {[_who]|people|persons} {came to|were at|attended|visited|took part in|went to|saw} the [event]",
            "how many [_who] did the [event] have",
            "by how many [_who] was the [event] {visited|attended}",
            "how {big|large} was the {crowd|audience} {at|of} the [event]",
          ],
          ["how many {[_who]|people} {came to|attended|were at} the [event]"],
        ),
        called("the number of {[_who]|people} at the [event]"),
      ]),
    ],
    openers: openersPast,
  },
  {
    kind: "speaker",
    draw: (scene) => ({ event: occasion(scene), other: scene.words.name() }),
    says: [
      "the [event] is {led|given|run|organised|hosted|opened} by [other]",
      "[other] {leads|gives|runs|organises|hosts|opens} the [event]",
      "[other] is responsible for the [event]",
      "[other] is in charge of the [event]",
      "the person to ask about the [event] is [other]",
    ],
    core: "[other] is in charge of the [event].",
    roles: [
      role("[other]", [
        doer(
          "{leads|gives|runs|organises|hosts|opens|is in charge of|is responsible for|looks after|takes care of|heads} the [event]",
        ),
        called("the {leader|organiser|host|head|boss|contact|contact person} {of|for} the [event]"),
        also(
          [
            "by whom is the [event] {led|given|run|organised}",
            "{who|whom} {should|can|do} I {ask|contact|call} about the [event]",
            "in whose hands is the [event]",
            "whose {job|task|duty} is the [event]",
          ],
          ["by whom the [event] is {led|run}", "whom to {ask|contact} about the [event]"],
        ),
      ]),
      role("the [event]", [
        also(
          [
            "what {is [other] {in charge of|responsible for}|does [other] {lead|run|organise}}",
            "for what is [other] responsible",
          ],
          ["what [other] is {in charge of|responsible for}"],
        ),
      ]),
    ],
  },
  {
    kind: "lesson",
    draw: (scene) => ({ topic: subject(scene), day: scene.words.day(), room: scene.words.number(2, 400) }),
    says: [
      "the lesson in [topic] is on [day] in room [room]",
      "[topic] is taught on [day] in room [room]",
      "on [day] there is [topic] in room [room]",
    ],
    core: "The lesson in [topic] is on [day] in room [room].",
    roles: [
      role("on [day]", [
        about(
          "day",
          "{is|do we have|do they teach|is there} {[topic]|the lesson in [topic]}",
          "{[topic]|the lesson in [topic]} is",
        ),
        called("the day of the [topic] lesson"),
      ]),
      role("room [room]", [
        also(
          [
            "{where|in {which|what} room} {is|do we have|will I find|takes place} {[topic]|the lesson in [topic]|the [topic] lesson}",
            "{which|what} room is for [topic]",
          ],
          ["{where|in which room} [topic] is"],
        ),
        called("the {room|room number} {of|for} [topic]"),
      ]),
      role("[topic]", [
        also(
          ["{what|which {subject|lesson}} {is|do we have|is taught} {on [day]|in room [room]}"],
          ["{what|which subject} is taught {on [day]|in room [room]}"],
        ),
      ]),
    ],
  },
  {
    kind: "deadline",
    draw: ({ words, dice }) => ({
      task: `${words.noun()} ${dice.pick(["report", "form", "project", "plan", "list", "essay", "budget", "bill", "drawing", "application"])}`,
      day: words.date(),
    }),
    says: [
      "the [task] must be finished by [day]",
      "the deadline for the [task] is [day]",
      "hand in the [task] by [day]",
      "the [task] is due on [day]",
      "nobody may send the [task] after [day]",
    ],
    core: "The deadline for the [task] is [day].",
    roles: [
      role("[day]", [
        called("the {deadline|last day|due date|final date|latest date} {for|of} the [task]"),
        also(
          [
            "{by when|until when|when} {must|should|do we have to} {the [task] be {finished|ready|done|handed in|sent}|I {finish|send|hand in|submit} the [task]}",
            "when is the [task] due",
            "how much time is there for the [task]",
          ],
          ["{by when|until when|when} the [task] {must be {finished|ready|done}|is due}"],
        ),
      ]),
      role("the [task]", [
        also(
          ["what {is due|must be {ready|finished}} {by|on} [day]", "for what is [day] the deadline"],
          ["what is due on [day]"],
        ),
      ]),
    ],
  },
];
