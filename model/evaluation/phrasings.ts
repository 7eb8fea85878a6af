import type { WordSource } from "../generator/words/word-source.ts";
import type { Check } from "./case.ts";

/**
 * The evaluation's own ways to say things. None of them may be written into the generator's grammars: a test looks
 * for them in generated conversations.
 */
interface EvaluationFact {
  readonly value: (words: WordSource) => string;
  readonly told: readonly string[];
  readonly noted: string;
  readonly stated: string;
  readonly corrected: readonly string[];
  readonly asked: readonly string[];
}

export const facts: readonly EvaluationFact[] = [
  {
    value: (words) => words.name(),
    told: [
      "[v] here, pleased to meet you.",
      "You're talking to [v].",
      "They gave me the name [v].",
      "Folks around here know me as [v].",
    ],
    noted: "Nice to meet you, [v]!",
    stated: "your name is [v]",
    corrected: ["Argh, autocorrect. It's spelled [v].", "Better use my real first name, [v]."],
    asked: [
      "Under what name do you have me?",
      "Quiz time: how do people address me?",
      "Say my name back to me.",
      "By which name shall you greet me?",
    ],
  },
  {
    value: (words) => words.town(),
    told: [
      "My flat is over in [v].",
      "You'd find me in [v] these days.",
      "Greetings from [v], where I've settled.",
      "I've called [v] home since spring.",
    ],
    noted: "Thank you, I will remember that you live in [v].",
    stated: "you live in [v]",
    corrected: [
      "That's outdated, we have relocated to [v].",
      "Scratch that, [v] is where I live these days.",
    ],
    asked: [
      "In what place would a letter reach me at home?",
      "Name the town where my flat is.",
      "Where would you find me at home?",
      "What place do I call home?",
    ],
  },
  {
    value: (words) => words.colour(),
    told: [
      "Nothing beats [v] as a colour for me.",
      "If I may choose a colour, it's always [v].",
      "For me the prettiest colour is [v].",
    ],
    noted: "Thank you, I will remember that your favourite colour is [v].",
    stated: "your favourite colour is [v]",
    corrected: [
      "On reflection, I'd rather have [v] as my favourite colour.",
      "My taste in colours has shifted to [v].",
    ],
    asked: [
      "Which colour would please me most?",
      "What shade is dearest to me?",
      "If you painted my room, which colour would I choose?",
    ],
  },
  {
    value: (words) => words.order(),
    told: [
      "The confirmation mail says order [v].",
      "I'm holding the receipt, the order is [v].",
      "You'll see my purchase under order [v].",
    ],
    noted: "Noted: your order number is [v].",
    stated: "your order number is [v]",
    corrected: [
      "I misread the receipt, the order is [v].",
      "Wrong slip of paper. The right order number would be [v].",
    ],
    asked: [
      "Read me back the number of my order.",
      "Under which number is my purchase?",
      "What was the number on my order again, I lost the receipt?",
    ],
  },
  {
    value: (words) => words.job(),
    told: [
      "For twenty years I have been working as a [v].",
      "By trade I'm a [v].",
      "They pay me for being a [v].",
    ],
    noted: "Thank you, I will remember that you work as a [v].",
    stated: "you work as a [v]",
    corrected: ["I've changed careers since: these days I'm a [v].", "That job is history, I became a [v]."],
    asked: ["How do I make my living?", "In which line of work am I?", "What's my trade?"],
  },
  {
    value: (words) => words.food(),
    told: [
      "You can wake me at night for [v].",
      "There's no better dinner than [v] if you ask me.",
      "I never say no to [v].",
    ],
    noted: "Noted: your favourite food is [v].",
    stated: "your favourite food is [v]",
    corrected: [
      "Tastes change: the best food is [v] for me now.",
      "Let's make that [v], my real favourite food.",
    ],
    asked: [
      "What should one cook to make me happy?",
      "Which meal do I enjoy the most?",
      "What's the dish I can't resist?",
    ],
  },
  {
    value: (words) => words.name(),
    told: [
      "The lady next door, my neighbour, goes by [v].",
      "My neighbour? That would be [v].",
      "Do say hello to my neighbour [v].",
    ],
    noted: "Noted: your neighbour is called [v].",
    stated: "your neighbour is called [v]",
    corrected: ["I confused the doors, my neighbour is really [v].", "The neighbour I meant goes by [v]."],
    asked: [
      "Who lives next door, my neighbour I mean?",
      "What do they call my neighbour?",
      "Which name does my neighbour have?",
    ],
  },
  {
    value: (words) => words.code(),
    told: [
      "Store this secret word for later: [v].",
      "Between you and me, the secret word shall be [v].",
      "Let's agree on [v] as our secret word.",
    ],
    noted: "All right, the secret word is [v].",
    stated: "the secret word is [v]",
    corrected: [
      "Somebody overheard us, so the secret word becomes [v].",
      "New secret word from now on: [v].",
    ],
    asked: [
      "Whisper the secret word to me.",
      "Which secret word did we agree on?",
      "I'm at the gate and need our secret word.",
    ],
  },
];

/** What is said in between: of other things, with the answers that a good model would have given. */
export const between: readonly (readonly [asked: string, said: string])[] = [
  ["Nice day, isn't it?", "All right! What would you like to do next?"],
  ["What does one hour have in minutes?", "One hour has 60 minutes."],
  ["Which city governs Portugal?", "The capital of Portugal is Lisbon."],
  ["Much obliged!", "You are welcome!"],
  [
    "What makes thunder?",
    "Thunder is the sound of lightning. Lightning heats the air so fast that it bursts apart with a bang.",
  ],
  ["Got a pun for me?", "Why is the sea so friendly? It waves."],
  ["Is a person typing these replies?", "I am a small demo model, not a person."],
  ["Who won the cup final in 1998?", "I am a small demo model and cannot know that."],
  ["What does 'gracias' mean, roughly? Just kidding, I know.", "All right! What can I do for you?"],
  ["Which town is the capital of Finland, by chance?", "The capital of Finland is Helsinki."],
  ["That cheered me up.", "I am glad to hear that! How can I help you?"],
  [
    "How would you put snow in simple words?",
    "Snow is frozen water that falls from clouds as small crystals.",
  ],
];

interface ReadingLine {
  readonly sentence: string;
  readonly asks: readonly string[];
  readonly wanted: string;
}

export const readingLines: readonly ((words: WordSource) => ReadingLine)[] = [
  (words) => {
    const [who, thing] = [words.name(), words.noun()];
    return {
      sentence: `Early on, ${who} repaired the ${thing}.`,
      asks: [`Whose work was the repair of the ${thing}?`, `By whom was the ${thing} repaired?`],
      wanted: who,
    };
  },
  (words) => {
    const [thing, price] = [words.noun(), words.price()];
    return {
      sentence: `You can have the ${thing} for ${price} crowns.`,
      asks: [`How many crowns must I pay for the ${thing}?`, `For what sum is the ${thing} sold?`],
      wanted: price,
    };
  },
  (words) => {
    const [who, town] = [words.name(), words.town()];
    return {
      sentence: `${who} has a small workshop in ${town}.`,
      asks: [`In what town would I visit the workshop of ${who}?`, `Where is ${who}'s workshop?`],
      wanted: town,
    };
  },
  (words) => {
    const [thing, place] = [words.noun(), words.noun()];
    return {
      sentence: `Somebody has hidden the ${thing} beneath the ${place}.`,
      asks: [`Beneath what should I look for the ${thing}?`, `Tell me the hiding place of the ${thing}.`],
      wanted: place,
    };
  },
  (words) => {
    const [who, colour] = [words.name(), words.colour()];
    return {
      sentence: `${who} always wears a ${colour} hat.`,
      asks: [`Which colour has the hat of ${who}?`, `Describe the hat of ${who} by its colour.`],
      wanted: colour,
    };
  },
  (words) => {
    const [event, clock] = [words.noun(), words.clock()];
    return {
      sentence: `Doors for the ${event} evening open at ${clock}.`,
      asks: [`From what time can guests enter the ${event} evening?`, `At which hour do the doors open?`],
      wanted: clock,
    };
  },
  (words) => {
    const [who, job] = [words.name(), words.job()];
    return {
      sentence: `As a ${job}, ${who} has little time.`,
      asks: [`Which profession keeps ${who} busy?`, `What does ${who} work as?`],
      wanted: job,
    };
  },
];

/** In front of a text. */
export const texts: readonly string[] = [
  "My notes say:",
  "From a letter:",
  "I copied this from a page:",
  "So here is what I know.",
  "Note:",
];

/** `[f]` of the `[n]` called `[v]`. */
export const toolPhrasings: readonly string[] = [
  "I'm after the [f] that belongs to [n] [v].",
  "For [n] [v], which [f] is on record?",
  "Would be great to see what [f] the [n] [v] has.",
  "[n] [v]: its [f]?",
  "Our records should show the [f] of [n] [v], have a look.",
];

export const jsonPhrasings: readonly string[] = [
  "As a JSON object with name, city and age: the customer [n] is [a] and lives in [c].",
  "[n] from [c] just turned [a]. I want that as JSON (name, city, age).",
  "Fill name, city and age into JSON: [n], [a] years, [c].",
];

export const support: readonly { readonly asked: string; readonly key: string }[] = [
  { asked: "It's been two weeks and [o] has not turned up. Where did it go?", key: "on its way" },
  { asked: "Whatever happened to the parcel for order [o]?", key: "on its way" },
  { asked: "I'm disappointed by order [o], pay me back.", key: "refund" },
  { asked: "The money for [o] should be paid back to me.", key: "refund" },
  { asked: "Hold order [o], I no longer need it, just cancel.", key: "cancelled" },
  { asked: "Do drop order [o] from your books, I cancel.", key: "cancelled" },
  { asked: "My [p] in order [o] was smashed when I unpacked it.", key: "replacement" },
  { asked: "Order [o] must go to my office, the address you have is old.", key: "address" },
];

export const styles: readonly { readonly system: string; readonly asked: string; readonly check: Check }[] = [
  {
    system: "You go by [n] and represent [f].",
    asked: "May I ask whom I'm speaking with?",
    check: { type: "any", texts: ["[n]"] },
  },
  {
    system: "You are [n], employed at [f].",
    asked: "And your name would be?",
    check: { type: "all", texts: ["[n]"] },
  },
  {
    system: "Sprinkle emojis over everything you say.",
    asked: "What is the capital of Poland?",
    check: { type: "all", texts: ["Warsaw", "😊"] },
  },
  {
    system: "The shop [f] keeps its doors open from 8:40 to 17:20.",
    asked: "Till when may I drop by?",
    check: { type: "all", texts: ["17:20"] },
  },
  {
    system: "Nobody here likes long answers.",
    asked: "Which city is the capital of Greece?",
    check: { type: "any", texts: ["Athens"] },
  },
  {
    system: "Stick to a very formal register.",
    asked: "How many hours are in 2 days?",
    check: { type: "all", texts: ["48"] },
  },
];
