import { listMedia, type Voice, words } from "./voice.ts";

export const english: Voice = {
  smallWords: words(
    "the a an and or but is are was were be been do does did have has had will would can could should i you he she it we they my your his her our their me him us them this that these those what which who whom where when why how of in on at to for from with about as by not no yes please there here say said tell told ask asked just so if then than hello hi thanks again first before earlier remember call use",
  ),
  intents: {
    repeat: /^\s*(?:please\s+|can you\s+|could you\s+)?(?:repeat(?:\s+after\s+me)?|say)(?:\s*:\s*|\s+)/i,
    countTo: /\bcount\b.{0,20}?\bto\s+(\d{1,9})\b/i,
    nameQuestion: /\b(?:what(?:'s|’s| is) my name|who am i|(?:remember|know) my name)\b/i,
    nameStatement:
      /\b(?:[Mm]y name(?:'s|’s| is)|[Ii] am called|[Cc]all me|I(?:'m|’m| am)(?= \p{Lu}))\s+([\p{L}][\p{L}'’-]{0,40})/u,
    firstQuestion:
      /\bwhat\b.{0,60}\bi\b.{0,60}\bfirst\b|\bfirst\b.{0,40}\bi\b.{0,20}\b(?:say|said|ask|asked|wrote|told)\b|\bmy first (?:message|question|sentence)\b/i,
    beforeQuestion:
      /\bwhat\b.{0,20}\b(?:did i|i)\b.{0,30}\b(?:say|said|ask|asked|write|wrote|told|tell)\b.{0,30}\b(?:before|last|earlier|just|now|previously)\b|\bwhat did i just\b|\bmy (?:last|previous) (?:message|question|sentence)\b/i,
    yourWordsQuestion: /\bwhat\b.{0,20}\b(?:did you|you)\b.{0,20}\b(?:say|said|answer|answered|tell|told)\b/i,
    question: /\?|^\s*(?:what|which|who|whose|where|when|why|how|do|did|can)\b/i,
    poem: /\b(?:poem|haiku|verse|limerick)\b/i,
    joke: /\b(?:joke|funny)\b/i,
    self: /\b(?:who|what) are you\b|\bwhat model\b|\bwhich model\b|\bare you (?:chatgpt|gpt|real|human|an? (?:ai|bot|human|person))\b|\bintroduce yourself\b/i,
    help: /^\W*help\b|\bwhat can you do\b|\bhow do (?:i|you) (?:use|work)\b/i,
    thanks: /^\W*(?:thanks|thank you|cheers)\b/i,
    farewell: /^\W*(?:bye|goodbye|good night|see you)\b/i,
    greeting: /^\W*(?:hello|hi|hey|howdy|greetings|good (?:morning|afternoon|evening))\b/i,
  },
  table: {
    greeting: [
      "Hello! I am Rehearsal, the scripted practice model inside Parley: no intelligence, but your setup works. What shall we try?",
      "Hi there! This is Rehearsal, a scripted model and no intelligence. It worked: your program talks to Parley.",
    ],
    self: [
      "I am Rehearsal, the scripted model that comes with Parley. I am no intelligence: I follow a small script, so that you can try every feature without a key and without a network. For real answers, add a provider to parley.yaml.",
    ],
    help: [
      'I follow a script, but every feature around it is real: streaming, stop sequences, token limits, tools, JSON schemas, log probabilities and embeddings. Try "repeat after me: …", "count to 100", "my name is …" and later "what is my name?".',
    ],
    thanks: ["You are welcome! A script is always glad to help."],
    farewell: ["Goodbye! The script will be here, unchanged, when you come back."],
    joke: [
      "Why did the scripted model cross the road? It was on line 42 of the script.",
      "I would tell you a joke about timeouts, but you would have to wait for it.",
    ],
    poem: ["A script without thought\nrepeats what it has been told.\nSpring comes on schedule."],
  },
  silence:
    "I am Rehearsal, a scripted model. There is no question for me yet: send a message with the role `user`.",
  echoes: [
    (quoted) =>
      `You wrote: ${quoted}\n\nI am a scripted rehearsal model and no intelligence, so I can only echo you. Everything around this answer is real: tokens, usage, streaming and limits.`,
    (quoted) =>
      `I read: ${quoted}\n\nA real model would have an answer. I am a rehearsal, a script without intelligence, and can only show that your call works.`,
    (quoted) =>
      `Your message was: ${quoted}\n\nI cannot think about it, because I am only a script for rehearsals. To get real answers, add a provider to parley.yaml.`,
  ],
  quote: (text) => `"${text}"`,
  nameNoted: (name) =>
    `Nice to meet you, ${name}! I am a script, but I can find your name again in this conversation.`,
  nameIs: (name) => `Your name is ${name}.`,
  firstWas: (quoted) => `The first thing you said was: ${quoted}`,
  beforeWas: (quoted) => `Just before, you said: ${quoted}`,
  youSaid: (quoted) => `You said: ${quoted}`,
  iSaid: (quoted) => `I said: ${quoted}`,
  notFound: "I find nothing about that in this conversation.",
  countLimit: "I count to 10,000 at most.",
  toolSaid: (name, quoted) => `${name === undefined ? "A tool" : `The tool ${name}`} answered: ${quoted}`,
  cannotPerceive: (media) =>
    `You also sent ${listMedia(media, [
      ["image", "images"],
      ["sound", "sounds"],
      ["file", "files"],
    ])}, which I cannot see or hear.`,
  refusal: "I'm sorry, but I cannot help with that. (This model rehearses refusals: it refuses everything.)",
  numbered: (choice) => `(This is choice ${choice}.)`,
};
