import { openersPast, type Pattern, role } from "./reading-lines.ts";
import { also, called, doer } from "./reading-questions.ts";
import { article } from "./reading-values.ts";

/** Tastes, free time, pets and prizes. */
export const tastePatterns: readonly Pattern[] = [
  {
    kind: "taste",
    draw: ({ words }) => ({ food: words.food() }),
    says: [
      "[who] likes [food]",
      "[who] likes to eat [food]",
      "[who]'s favourite food is [food]",
      "[who] loves [food]",
      "[who] prefers [food]",
      "[who] often eats [food]",
    ],
    core: "[who] likes [food].",
    roles: [
      role("[food]", [
        also(
          [
            "what does [who] {like|love|enjoy|prefer|like to eat|eat most often}",
            "{what|which} {food|dish|meal} does [who] {like|love|prefer|enjoy}",
            "what should I cook for [who]",
            "with {what|which {dish|food}} could I please [who]",
          ],
          ["what [who] {likes|loves|prefers|likes to eat}", "{which|what} {food|dish} [who] likes"],
        ),
        called("[who]'s {favourite|favorite|preferred|best-loved} {food|dish|meal}"),
        called("the {favourite|favorite} {food|dish|meal} of [who]"),
      ]),
      role("[who]", [
        doer("{likes|loves|prefers|enjoys|likes to eat|is fond of} [food]"),
        also(["whose favourite {food|dish} is [food]"], ["whose favourite dish [food] is"]),
      ]),
    ],
  },
  {
    kind: "dislike",
    draw: ({ words }) => ({ food: words.food() }),
    says: [
      "[who] hates [food]",
      "[who] never eats [food]",
      "[who] cannot stand [food]",
      "[who] is allergic to [food]",
    ],
    core: "[who] does not eat [food].",
    roles: [
      role("[food]", [
        also(
          [
            "what does [who] {never eat|not eat|hate|not like|avoid|dislike|refuse}",
            "{which|what} {food|dish} {does [who] {hate|dislike|avoid|never touch}|should I not give [who]}",
            "what must I not cook for [who]",
          ],
          ["what [who] {hates|never eats|does not eat|dislikes|avoids}"],
        ),
      ]),
      role("[who]", [doer("{hates|never eats|dislikes|does not eat|cannot stand|avoids} [food]")]),
    ],
  },
  {
    kind: "taste",
    draw: ({ words }) => ({ hobby: words.hobby() }),
    says: [
      "[who]'s hobby is [hobby]",
      "in the evening [who] enjoys [hobby]",
      "[who] spends every weekend on [hobby]",
      "[who] loves [hobby]",
      "[who] is mad about [hobby]",
      "after work [who] relaxes with [hobby]",
    ],
    core: "[who]'s hobby is [hobby].",
    roles: [
      role("[hobby]", [
        called(
          "{[who]'s {hobby|favourite pastime|pastime|passion|free-time activity|leisure activity}|the {hobby|favourite pastime|pastime|passion|free-time activity|leisure activity} of [who]}",
        ),
        also(
          [
            "what does [who] {do|enjoy|like doing} {in the evening|at the weekend|after work|for fun|in {his|her|their} {free|spare} time|as a hobby|to relax}",
            "how does [who] {relax|spend {his|her|the} {free|spare} time|spend the {weekend|evening}}",
            "what is [who] {keen on|mad about}",
            "{which|what} {hobby|pastime|activity} does [who] have",
          ],
          [
            "what [who] does {for fun|after work|in the free time}",
            "how [who] relaxes",
            "which hobby [who] has",
          ],
        ),
      ]),
      role("[who]", [
        doer("{enjoys|loves|has the hobby|relaxes with|is keen on} [hobby]"),
        also(["whose {hobby|pastime} is [hobby]"], ["whose hobby [hobby] is"]),
      ]),
    ],
  },
  {
    kind: "favourite colour",
    draw: ({ words }) => ({ colour: words.colour() }),
    says: [
      "[who]'s favourite colour is [colour]",
      "the colour that [who] likes best is [colour]",
      "of all colours [who] likes [colour] best",
    ],
    core: "[who]'s favourite colour is [colour].",
    roles: [
      role("[colour]", [
        called("[who]'s {favourite|favorite|preferred} {colour|color}"),
        called("the {favourite|favorite} {colour|color} of [who]"),
        also(
          ["{which|what} {colour|color} does [who] {like best|prefer|like|love}"],
          ["{which|what} {colour|color} [who] {likes best|prefers}"],
        ),
      ]),
      role("[who]", [
        doer("likes [colour] best"),
        also(["whose favourite {colour|color} is [colour]"], ["whose favourite colour is [colour]"]),
      ]),
    ],
  },
  {
    kind: "property",
    draw: ({ words }) => {
      const animal = words.animal();
      return { animal, _a: article(animal), pet: words.name() };
    },
    says: [
      "[who] {has|owns|keeps} [_a] [animal] {called|named|with the name|by the name of} [pet]",
      "[who]'s [animal] is {called|named} [pet]",
      "[pet] is the name of [who]'s [animal]",
      "[who]'s pet is [_a] [animal] called [pet]",
    ],
    core: "[who] has [_a] [animal] called [pet].",
    roles: [
      role(
        "[pet]",
        [
          called("the {name|pet name} of {the [animal]|[who]'s {[animal]|pet|animal}}"),
          also(
            [
              "what is {the [animal]|[who]'s {[animal]|pet}} {called|named}",
              "how is {the [animal]|[who]'s {[animal]|pet}} called",
              "what does [who] call {the [animal]|the pet}",
              "which name does {the [animal]|[who]'s pet} have",
              "to what name does {the [animal]|[who]'s pet} {answer|listen}",
            ],
            ["what {the [animal]|[who]'s {[animal]|pet}} is called", "how [who]'s {pet|[animal]} is called"],
          ),
        ],
        "The [animal] is called [pet].",
      ),
      role("[animal]", [
        also(
          [
            "{what|which} {pet|animal|kind of {pet|animal}|sort of animal} {does [who] {have|keep|own}|is [pet]|lives with [who]}",
            "what {kind of animal |}is [pet]",
          ],
          ["{what|which} {pet|animal} [who] {has|keeps}", "what kind of animal [pet] is"],
        ),
        called("[who]'s pet"),
      ]),
      role("[who]", [
        doer("{has|owns|keeps} {[_a] [animal]|[pet]}"),
        also(
          [
            "{whose {pet|[animal]} is [pet]|to whom does {[pet]|the [animal]} belong|with whom does [pet] live}",
            "who is the {owner|keeper} of {[pet]|the [animal]}",
          ],
          ["whose {pet|[animal]} [pet] is", "who the owner of {[pet]|the [animal]} is"],
        ),
      ]),
    ],
  },
  {
    kind: "taste",
    draw: ({ words }) => ({ thing: words.noun() }),
    says: [
      "[who] plays the [thing]",
      "[who] plays the [thing] in a band",
      "[who] is learning to play the [thing]",
      "[who] practises the [thing] every day",
    ],
    core: "[who] plays the [thing].",
    roles: [
      role("the [thing]", [
        also(
          [
            "{what|which|what kind of} {instrument|musical instrument} does [who] {play|practise|learn|master}",
            "what does [who] play",
          ],
          ["{what|which} instrument [who] plays", "what [who] plays"],
        ),
        called("[who]'s instrument"),
      ]),
      role("[who]", [
        doer("{plays|practises|can play|is learning} the [thing]"),
        also(["who is the [thing] player"], ["who the [thing] player is"]),
      ]),
    ],
  },
  {
    kind: "taste",
    draw: ({ words, dice }) => ({
      firm: words.firm(),
      day: words.day(),
      _ball: dice.pick([
        "football",
        "tennis",
        "hockey",
        "handball",
        "basketball",
        "cricket",
        "rugby",
        "volleyball",
      ]),
    }),
    says: [
      "[who] plays [_ball] for [firm]",
      "[who] is in the [_ball] team of [firm]",
      "[who] is a [_ball] player with [firm]",
    ],
    core: "[who] plays [_ball] for [firm].",
    roles: [
      role("[firm]", [
        also(
          [
            "{for|in|with} {which|what} {team|club|side} does [who] play",
            "{which|what} {team|club} {does [who] play for|is [who] in|does [who] belong to}",
            "for whom does [who] play [_ball]",
          ],
          ["{which|what} {team|club} [who] plays for", "for which club [who] plays"],
        ),
        called("[who]'s {team|club}"),
      ]),
      role("[who]", [doer("plays {|[_ball] }for [firm]"), doer("is in the team of [firm]")]),
      role("[_ball]", [
        called("[who]'s {sport|game}"),
        also(["{which|what} {sport|game} does [who] {play|do}"], ["{which|what} sport [who] {plays|does}"]),
      ]),
    ],
  },
  {
    kind: "win",
    draw: ({ words, dice }) => ({
      prize: `${words.noun()} ${dice.pick(["prize", "cup", "race", "contest", "medal", "game", "award", "lottery", "match"])}`,
    }),
    says: [
      "[who] won the [prize]",
      "the [prize] was won by [who]",
      "the winner of the [prize] is [who]",
      "the [prize] went to [who]",
      "[who] came first in the [prize]",
    ],
    core: "[who] won the [prize].",
    roles: [
      role("[who]", [
        doer("{won|has won|got|took} the [prize]"),
        doer("came first in the [prize]"),
        called("the {winner|champion|name of the winner} of the [prize]"),
        also(
          [
            "who {is|was} the winner of the [prize]",
            "by whom was the [prize] won",
            "to whom did the [prize] go",
            "whose victory was the [prize]",
          ],
          ["who the winner of the [prize] is", "by whom the [prize] was won"],
        ),
      ]),
      role("the [prize]", [
        also(
          [
            "what did [who] win",
            "{which|what} {prize|contest|award|competition|trophy} did [who] {win|get|take home}",
            "what was won by [who]",
            "in what was [who] the best",
          ],
          ["what [who] won", "which {prize|contest} [who] won"],
        ),
      ]),
    ],
    openers: openersPast,
  },
  {
    kind: "property",
    draw: ({ words }) => ({ count: words.number(20, 4000), things: `${words.adjective()} ${words.noun()}s` }),
    says: [
      "[who] collects [things] and has [count] of them",
      "[who] has a collection of [count] [things]",
      "[who] owns [count] [things]",
    ],
    core: "[who] has [count] [things].",
    roles: [
      role("[count] [things]", [
        also(
          [
            "how many [things] does [who] {have|own|possess}",
            "how {big|large} is [who]'s collection",
            "how many {pieces|things} does [who] {have|own}",
          ],
          ["how many [things] [who] {has|owns}"],
        ),
        called("the number of [who]'s [things]"),
      ]),
      role("[things]", [
        also(
          [
            "what does [who] collect",
            "what kind of {things|collection} does [who] have",
            "of what does [who] have [count]",
          ],
          ["what [who] collects"],
        ),
      ]),
      role("[who]", [doer("{collects|has|owns|has a collection of} [things]")]),
    ],
  },
];
