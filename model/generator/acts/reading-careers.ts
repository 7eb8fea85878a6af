import { type Pattern, role } from "./reading-lines.ts";
import { about, also, called, doer } from "./reading-questions.ts";
import { article } from "./reading-values.ts";

const work = "{job|profession|occupation|trade|line of work|work|career|employment|calling|position}";

/** Jobs, schools and pay. */
export const careerPatterns: readonly Pattern[] = [
  {
    kind: "job",
    draw: ({ words }) => {
      const job = words.job();
      return { job, _a: article(job) };
    },
    says: [
      "[who] is [_a] [job]",
      "[who] is [_a] [job]",
      "[who] works as [_a] [job]",
      "[who] has a job as [_a] [job]",
      "[who] earns a living as [_a] [job]",
      "by profession [who] is [_a] [job]",
      "[who] is [_a] [job] by trade",
      "[who] is employed as [_a] [job]",
      "[who]'s job is {that of |}[_a] [job]",
    ],
    core: "[who] is [_a] [job].",
    roles: [
      role("[job]", [
        called(`[who]'s ${work}`),
        called(`the ${work} of [who]`),
        also(
          [
            "what does [who] do{| for a living| for work| all day| as a job| for money| professionally}",
            `{which|what} ${work} does [who] {have|do|practise|follow}`,
            "what does [who] work as",
            "as what {does [who] work|is [who] employed}",
            "how does [who] {earn {money|a living}|make {a living|money}}",
            "what {kind|sort} of {work|job} does [who] {do|have}",
            "what is [who] by {profession|trade}",
            "[who] {works|is employed} as what",
          ],
          [
            "what [who] does{| for a living| for work}",
            "what [who] works as",
            "how [who] earns {money|a living}",
            "what [who] is by {profession|trade}",
            `which ${work} [who] has`,
          ],
        ),
      ]),
      role("[who]", [
        doer("{is|works as} [_a] [job]"),
        also(
          [
            "who {is|was} the [job]",
            "what is the [job] called",
            "what is the name of the [job]",
            "the [job] is who",
            "which of them is [_a] [job] by {trade|profession}",
          ],
          ["who the [job] is", "the name of the [job]", "what the [job] is called"],
        ),
      ]),
    ],
  },
  {
    kind: "job",
    draw: ({ words }) => {
      const job = words.job();
      return { job, _a: article(job), year: words.number(1950, 2024) };
    },
    says: [
      "[who] became [_a] [job] in [year]",
      "in [year] [who] became [_a] [job]",
      "[who] started as [_a] [job] in [year]",
    ],
    core: "[who] became [_a] [job] in [year].",
    roles: [
      role("[job]", [
        also(
          [
            `{which|what} ${work} did [who] {take up|start|choose|begin}`,
            "what did [who] become",
            "as what did [who] start",
          ],
          ["what [who] became", "as what [who] started"],
        ),
      ]),
      role("[year]", [
        about("year", "did [who] become [_a] [job]", "[who] became [_a] [job]"),
        about("year", "did [who] start{| as [_a] [job]}", "[who] started{| as [_a] [job]}"),
      ]),
      role("[who]", [doer("became [_a] [job]"), doer("started as [_a] [job]")]),
    ],
  },
  {
    kind: "employer",
    draw: ({ words }) => ({ firm: words.firm() }),
    says: [
      "[who] works for [firm]",
      "[who] is employed {at|by|with} [firm]",
      "[who] has a job at [firm]",
      "[firm] employs [who]",
    ],
    core: "[who] works for [firm].",
    roles: [
      role("[firm]", [
        also(
          [
            "{who|whom} does [who] work for",
            "for {whom|which {firm|company}|what company|which employer} does [who] work",
            "which {firm|company|business} {employs|pays} [who]",
            "{by whom|by which company} is [who] employed",
            "at which {firm|company} {does [who] work|is [who] employed}",
          ],
          ["which {firm|company} [who] works for", "whom [who] works for", "which company employs [who]"],
        ),
        called("[who]'s {employer|firm|company}"),
        called("the {employer|firm|company} of [who]"),
      ]),
      role("[who]", [
        doer("{works for|works at|is employed by|is employed at|has a job at|is paid by} [firm]"),
        also(["whom does [firm] employ"], ["whom [firm] employs"]),
      ]),
    ],
  },
  {
    kind: "study",
    draw: ({ words, dice }) => ({
      topic: `${words.noun()} ${dice.pick(["design", "history", "science", "law", "studies", "medicine"])}`,
    }),
    says: [
      "[who] studies [topic]",
      "[who] is a student of [topic]",
      "[who] takes a course in [topic]",
      "at university [who] studies [topic]",
    ],
    core: "[who] studies [topic].",
    roles: [
      role("[topic]", [
        also(
          [
            "what does [who] {study|learn}",
            "{which|what} {subject|field|course} does [who] {study|take}",
            "what is [who] {studying|learning}",
            "what is [who] a student of",
          ],
          ["what [who] {studies|is studying}", "which subject [who] studies"],
        ),
        called("[who]'s {subject|field of study|course}"),
      ]),
      role("[who]", [doer("{studies|learns|is studying|is a student of|takes a course in} [topic]")]),
    ],
  },
  {
    kind: "job",
    draw: ({ words, dice }) => ({
      topic: dice.pick([
        words.doing,
        () => `${words.noun()} ${dice.pick(["making", "history", "painting"])}`,
      ])(),
      other: words.name(),
    }),
    says: [
      "[who] teaches [other] [topic]",
      "[who] gives [other] lessons in [topic]",
      "[other] learns [topic] from [who]",
      "[other] is taught [topic] by [who]",
    ],
    core: "[who] teaches [other] [topic].",
    roles: [
      role("[topic]", [
        also(
          [
            "what does [who] teach{| [other]}",
            "what does [other] learn{| from [who]}",
            "{which|what} {subject|skill} does [who] teach",
            "in what does [who] give lessons",
          ],
          ["what [who] teaches", "what [other] learns"],
        ),
      ]),
      role("[who]", [
        doer("teaches {[topic]|[other]}"),
        also(
          [
            "{who|which person} is [other]'s {teacher|tutor|instructor}",
            "by whom is [other] taught",
            "from whom does [other] learn",
          ],
          ["who [other]'s {teacher|tutor} is", "by whom [other] is taught"],
        ),
        called("the name of [other]'s {teacher|tutor|instructor}"),
      ]),
      role("[other]", [
        about("person", "does [who] teach", "[who] teaches"),
        doer("learns [topic]"),
        doer("{gets|takes} lessons {from|with} [who]"),
        called("the name of [who]'s {pupil|student}"),
      ]),
    ],
  },
  {
    kind: "wage",
    draw: ({ words, dice }) => ({
      sum: words.number(100, 9000),
      _money: dice.pick(["euros", "dollars", "pounds", "francs"]),
      _per: dice.pick(["month", "week", "year"]),
    }),
    says: [
      "[who] earns [sum] [_money] a [_per]",
      "[who]'s salary is [sum] [_money] a [_per]",
      "[who] is paid [sum] [_money] a [_per]",
      "[who] makes [sum] [_money] every [_per]",
    ],
    core: "[who] earns [sum] [_money] a [_per].",
    roles: [
      role("[sum] [_money]", [
        called("[who]'s {salary|wage|pay|income|earnings}"),
        called("the {salary|wage|pay|income} of [who]"),
        also(
          [
            "{how much|what} does [who] {earn|make|get|get paid|take home}{| a [_per]| per [_per]| in a [_per]}",
            "how much is [who] paid",
          ],
          ["{how much|what} [who] {earns|makes|is paid}"],
        ),
      ]),
      role("[who]", [doer("{earns|makes|gets|is paid} [sum] [_money]{| a [_per]}")]),
    ],
  },
  {
    kind: "employer",
    draw: ({ words }) => ({ other: words.name() }),
    says: [
      "[other] is [who]'s boss",
      "[who] works under [other]",
      "[who] reports to [other]",
      "the boss of [who] is [other]",
      "[who]'s manager is [other]",
    ],
    core: "[who]'s boss is [other].",
    roles: [
      role("[other]", [
        called("{the name of |}[who]'s {boss|manager|superior|supervisor|chief}"),
        also(
          [
            "who is [who]'s {boss|manager|superior|supervisor|chief}",
            "who is the {boss|manager} of [who]",
            "to whom does [who] report",
            "under whom does [who] work",
          ],
          ["who [who]'s {boss|manager} is", "to whom [who] reports"],
        ),
        doer("is {in charge of|above|the boss of} [who]"),
      ]),
      role("[who]", [
        doer("{works under|reports to|has the boss} [other]"),
        also(
          ["whose {boss|manager} is [other]", "of whom is [other] the {boss|manager}"],
          ["whose {boss|manager} [other] is"],
        ),
      ]),
    ],
  },
];
