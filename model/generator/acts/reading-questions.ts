import type { Questions } from "./reading-lines.ts";

/** Question words by what is wanted, in front of `did Ann sell the lamp` and of `Ann sold the lamp`. */
const questionWords = {
  town: [
    "{where|where|in {which|what} {town|city|place}|whereabouts|in what part of the world}",
    "{where|in {which|what} {town|city|place}|the {town|city|place} {where|in which}}",
  ],
  spot: [
    "{where|where|where|whereabouts|in {which|what} {place|spot|location}|at {which|what} {place|spot}|in which corner}",
    "{where|whereabouts|the {place|spot|location} where|at which spot}",
  ],
  target: [
    "{where|where to|to {which|what} {town|city|place|destination}|to where}",
    "{where|where to|to which {town|city|place}}",
  ],
  source: ["{from where|from {which|what} {town|city|place}}", "{from where|from which {town|city|place}}"],
  day: [
    "{when|when|on {which|what} day|{which|what} day|on {which|what} {weekday|day of the week}}",
    "{when|on {which|what} day|the day {on which|when}|what day}",
  ],
  date: [
    "{when|when|on {which|what} {date|day}|{what|which} date}",
    "{when|on {which|what} {date|day}|the {date|day} {on which|when}}",
  ],
  clock: [
    "{when|at {what|which} {time|hour}|what time|at what time of day}",
    "{when|at {what|which} {time|hour}|what time|the {time|hour} {at which|when}}",
  ],
  time: [
    "{when|when|when|when exactly|at {what|which} {time|moment|point in time}|what time}",
    "{when|when exactly|the {time|moment} {when|at which}}",
  ],
  from: [
    "{from when|from when on|since when|from {what|which} {time|hour} {on|onwards}|starting when|as of when}",
    "{from when on|from {what|which} {time|hour}|since when}",
  ],
  until: [
    "{until when|till when|how long|until {what|which} {time|hour}|up to what time}",
    "{until when|till when|how long|until what time}",
  ],
  year: ["{when|in {which|what} year|what year}", "{when|in {which|what} year|the year {in which|when}}"],
  length: ["{how long|for how long|for what length of time}", "{how long|for how long}"],
  sum: [
    "{for how much|for what {price|sum|amount}|at {what|which} price|for how much money|how much money}",
    "{for how much|for what {price|sum|amount}|at what price|the {price|sum|amount} for which}",
  ],
  thing: [
    "{what|what|what|which {thing|object|item}|what {thing|object|item|kind of thing}|what exactly}",
    "{what|which {thing|object|item}|the {thing|object|item} {that|which|}}",
  ],
  food: [
    "{what|which {dish|food|meal}|what {dish|kind of food|meal|food}}",
    "{what|which {dish|food|meal}|the {dish|food|meal} {that|which}}",
  ],
  animal: [
    "{which|what} {animal|creature|pet|beast}",
    "{{which|what} {animal|creature|pet}|the {animal|pet} {that|which}}",
  ],
  person: [
    "{who|whom|whom|which person|who exactly|what person}",
    "{who|whom|which person|the {person|one} {who|whom|that}}",
  ],
  taker: [
    "{to whom|to {which|what} person|to who|to whose hands}",
    "{to whom|to which person|the person to whom}",
  ],
  helped: [
    "{for whom|for {which|what} person|for who|on whose behalf}",
    "{for whom|for which person|the person for whom}",
  ],
  giver: ["{from whom|from {which|what} person|from who}", "{from whom|from which person}"],
  mate: [
    "{with whom|with {which|what} person|together with whom|in whose company}",
    "{with whom|with which person|together with whom}",
  ],
  tool: [
    "{with what|with {which|what} {tool|thing|object|instrument}|using what|by means of what|with the help of what}",
    "{with what|with {which|what} {tool|thing|object}|the {tool|thing} with which}",
  ],
  reason: [
    "{why|why|for {which|what} reason|what is the reason|because of what}",
    "{why|the reason why|for what reason|for which reason|why exactly}",
  ],
} as const;

export function about(word: keyof typeof questionWords, inverted: string, plain: string): Questions {
  const [direct, indirect] = questionWords[word];
  return {
    direct: [`${direct} ${inverted}`],
    indirect: [`${indirect} ${plain}`],
    orders: [
      `{tell me|say|state|find out|work out|explain|write down|show me|point out} ${indirect} ${plain}`,
    ],
  };
}

/** @param deed `repaired the lamp`: who did it. */
export function doer(deed: string): Questions {
  return {
    direct: [
      `who ${deed}`,
      `who ${deed}`,
      `{which|what} {person|man or woman|individual} ${deed}`,
      `who {is|was} {it|the one|the person|the individual|the somebody} {that|who} ${deed}`,
      `{what is|what's} the name of the {person|one|man or woman|individual} who ${deed}`,
      `{which|who} of them ${deed}`,
      `the {person|one} who ${deed} is called what`,
      `how is the {person|one} called who ${deed}`,
      `the one who ${deed}`,
    ],
    indirect: [
      `who ${deed}`,
      `who ${deed}`,
      `who it {is|was} that ${deed}`,
      `the name of the {person|one} who ${deed}`,
      `which person ${deed}`,
    ],
    orders: [
      `{name|identify|find|point out|mention|spell out|write down} the {person|one|individual} who ${deed}`,
      `{tell me|say|find out|work out|state|write} who ${deed}`,
      `give {me |}the name of the {person|one} who ${deed}`,
    ],
  };
}

/** @param noun `the price of the lamp`. */
export function called(noun: string): Questions {
  return {
    direct: [
      `{what is|what is|what's|what was|which is|what would be|what exactly is} ${noun}`,
      `{what is|what's} ${noun}`,
      noun,
      `what about ${noun}`,
    ],
    indirect: [noun, noun, `what ${noun} is`],
    orders: [
      `{name|name|state|find|look up|spell out|mention|write down|report|indicate|specify|extract|give} ${noun}`,
      `{give|tell|show|read|send|quote} me ${noun}`,
    ],
  };
}

/** Ways that fit no frame of their own. */
export function also(direct: readonly string[], indirect: readonly string[] = []): Questions {
  return {
    direct,
    indirect,
    orders: indirect.map((way) => `{tell me|say|find out|state|write down} ${way}`),
  };
}
