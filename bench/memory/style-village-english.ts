import type { Style } from "./styles.ts";

/** People who tell a thing by the way, and ask for it in a general word. */
export const villageEnglish: Style = {
  name: "English by the way",
  language: "en",
  single: [
    {
      echo: "Every third week is easy to forget, so I'd put it on the fridge.",
      tells: [
        "The bins with the {v} lid go out every third Thursday, the council wrote.",
        "Recycling is the {v} lid from now on, they changed it.",
      ],
      asks: ["Which rubbish container is for recycling?", "what colour is our recycling one"],
      values: ["purple", "orange", "teal"],
    },
    {
      echo: "A decent result. The dentist will be pleased with you.",
      tells: [
        "{n} looked at my teeth again, no holes this time, and she's finally put in that {v}.",
        "Had the {v} done at {n}'s, can't feel half my face.",
      ],
      asks: ["Who is my dentist?", "what did I get done at the dentist's"],
      values: ["crown", "bridge", "filling"],
    },
    {
      echo: "Old pianos drift in dry rooms. Put a bowl of water beneath it.",
      tells: [
        "The tuner came, {v} for an hour and the upright sounds like new.",
        "Paid the piano man {v}, worth every penny.",
      ],
      asks: ["How much does tuning cost us?", "what did we spend on the piano"],
      values: ["£85", "£110", "£95"],
    },
    {
      echo: "Seat {v} it is; I hope the person in front isn't tall.",
      tells: ["Got my ticket for the opera: {v}!", "I'm in {v} at the opera, up in the gods."],
      asks: ["Where am I sitting at the theatre?", "what's my seat for the opera"],
      values: ["row F seat 12", "row K seat 3", "row B seat 20"],
    },
    {
      echo: "Seventeen kilos is a lot of honey from one hive.",
      tells: ["Took {v} of honey off the hive today.", "The bees gave us {v} this year."],
      asks: ["How big was the honey harvest?", "how much did I get from the bees"],
      values: ["17 kilos", "9 kilos", "22 kilos"],
    },
  ],
  changed: [
    {
      echo: "Then I'll assume {v} whenever we plan the rehearsals.",
      tells: ["Band practice is on {v}.", "We rehearse on {v}, in the cellar."],
      changes: [
        "The drummer has night shifts now, so it's {v} from here on.",
        "The cellar's taken; they gave us {v}.",
      ],
      asks: ["Which evening does the band meet?", "when do we rehearse these days"],
      values: ["Mondays", "Wednesdays", "Fridays", "Sundays"],
    },
    {
      echo: "I'll keep {n} in mind as the one to ring for the heating.",
      tells: ["{n} looks after our boiler.", "For the boiler we always ring {n}."],
      changes: ["{n} does it now, the old chap retired.", "Retired! So {n} is coming in future."],
      asks: ["Who services the boiler?", "whom do I call when the heating fails"],
      values: ["x"],
    },
  ],
  scattered: [
    {
      echo: "Running for your health is good, so long as the shoes fit.",
      tells: [
        "Did the ten k along the canal, knees complained.",
        "Parkrun in the rain, 27 minutes.",
        "First half marathon done, never again.",
      ],
      asks: ["What races have I run?", "list my running events"],
    },
    {
      echo: "Another repair that will not have to be paid for.",
      tells: [
        "Got the gutter back up, with wire and hope.",
        "New washer in the kitchen tap, no more dripping.",
        "Replaced the broken pane in the shed.",
        "Rewired the porch light without dying.",
      ],
      asks: ["What have I fixed around the house?", "which repairs did I do myself"],
    },
    {
      echo: "People like that keep a village going.",
      tells: [
        "Did the teas at the church fete.",
        "Spent Saturday clearing the footpath with the others.",
        "Drove Mrs Pell to the hospital again.",
      ],
      asks: ["How have I helped people lately?", "what good deeds did I do"],
    },
  ],
  inferred: [
    {
      echo: "Night shifts are hard on anybody. Dark curtains help.",
      tells: ["They've put me on nights until March, I'm asleep by nine in the morning."],
      asks: ["Would ten o'clock suit me for the electrician?"],
    },
    {
      echo: "A dog like that fears the noise more than anything.",
      tells: ["The dog shakes for hours when there are bangs."],
      asks: ["Shall we take him to the fireworks?"],
    },
  ],
  timed: [
    {
      echo: "How nice of them to come by.",
      tells: [
        "My cousin visited today with the twins.",
        "Old school friends visited today.",
        "Aunt Maud visited us today, with cake.",
      ],
      asks: ["Who came to see us in {m}?", "which visitors did we have in {m}"],
    },
  ],
  advised: [
    {
      requests: ["What would you put on the wall behind the stove?"],
      answer: "Behind a stove I would put {v}; heat and grease do nothing to it.",
      asks: [
        "What material did you suggest for behind the stove?",
        "what was your idea for that kitchen wall",
      ],
      values: ["glazed tiles", "brushed steel", "toughened glass"],
    },
  ],
  linked: [
    {
      first: { tells: ["The new vicar is called {n}."], echo: "A village notices a new vicar." },
      second: { tells: ["{n} used to fly helicopters, of all things."], echo: "Quite a change." },
      asks: ["What did the vicar do before?"],
    },
  ],
  distractors: [
    "The neighbours had their piano collected.",
    "Somebody on the radio kept talking about boilers.",
    "A woman at the bus stop told me all about her bees.",
    "They closed the opera house in the next town.",
    "My brother-in-law runs, and talks of nothing else.",
  ],
  about: [
    "Tell me something about {t}.",
    "What's the story behind {t}?",
    "I had an argument about {t} at the pub.",
    "Two sentences on {t}, please.",
    "There was a programme about {t}.",
  ],
  topics: [
    "volcanoes",
    "tax returns",
    "origami",
    "stamp collecting",
    "the Roman army",
    "sourdough",
    "solar panels",
    "lighthouses",
    "black holes",
    "crosswords",
    "public speaking",
    "the moon landing",
    "vitamin D",
    "chess openings",
    "wallpaper",
    "coral reefs",
    "jazz",
    "inflation",
    "penguins",
    "carpets",
    "ghost stories",
    "mushrooms",
    "canals",
    "hedgehogs",
  ],
  chat: [
    "How do I get wax out of a tablecloth?",
    "The bus was late again.",
    "Give me a riddle for the quiz.",
    "It hasn't stopped raining since Tuesday.",
    "What's another word for cheerful?",
    "I can't find my glasses.",
    "Make this sound less rude: send it back at once.",
    "The queue at the post office was endless.",
    "How many ounces in a pound?",
    "I slept badly.",
    "Check this sentence for me.",
    "The shop was out of milk.",
    "Why do cats purr?",
  ],
  replies: [
    "Certainly, here's one way to put it; say if the tone is off.",
    "That sounds like a long day. A cup of tea never hurt.",
    "There are three ways, and I would begin with the simplest.",
    "Noted; tell me how it goes.",
    "In short, it depends on how much time you want to give it.",
    "I'd keep it short and friendly.",
  ],
};
