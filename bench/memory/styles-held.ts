import { spanish } from "./style-spanish.ts";
import { french } from "./style-french.ts";
import { dutch } from "./style-dutch.ts";
import { italian } from "./style-italian.ts";
import { japanese } from "./style-japanese.ts";
import { letterEnglish } from "./style-letter-english.ts";
import { portuguese } from "./style-portuguese.ts";
import { russian } from "./style-russian.ts";
import type { Style } from "./styles.ts";

/** The half of the styles that nobody looked at while recall was made: nothing may be tuned by it. */
export const heldStyles: readonly Style[] = [
  {
    name: "chatty English",
    language: "en",
    single: [
      {
        echo: "What a great university to study at. Congratulations to {n}!",
        tells: [
          "ok so {n} finally told me where she'll study: {v}!! so proud of my niece",
          "my niece {n} picked {v} in the end, scholarship and all",
        ],
        asks: ["which university did my niece choose?", "where is {n} going to college"],
        values: ["Uppsala", "Leiden", "St Andrews", "Bologna"],
      },
      {
        echo: "That is a steep rent. Check whether the increase is within the legal limit.",
        tells: [
          "the landlord wants {v} a month from january, can you believe it",
          "rent is going up to {v}, got the letter today",
        ],
        asks: ["what will we be paying for the flat?", "How high is my monthly rent after the increase?"],
        values: ["1,430", "985", "1,260", "1,115"],
      },
      {
        echo: "That explains the flavour of the recipe.",
        tells: [
          "grandpa's recipe needs {v}, that was the secret all along lol",
          "found out the secret thing in grandpa's stew: {v}",
        ],
        asks: ["what's the special ingredient in the family dish", "What makes grandpa's cooking different?"],
        values: ["star anise", "smoked paprika", "anchovy paste", "juniper"],
      },
      {
        echo: "Have a good flight, and enjoy the view.",
        tells: ["they put me in seat {v} for the flight to oslo", "checked in!! {v}, window i think"],
        asks: ["which seat do i have on the plane", "Where am I sitting on the way to Oslo?"],
        values: ["14F", "22A", "7C", "31D"],
      },
      {
        echo: "I'd order a present for {n} a week ahead.",
        tells: [
          "{n}'s birthday is on {v}, must not forget again",
          "wrote it on the fridge: {n} turns forty on {v}",
        ],
        asks: ["when should I buy a present for {n}?", "on which day was {n} born"],
        values: ["the 9th of November", "the 2nd of July", "the 30th of January", "the 17th of August"],
      },
      {
        echo: "That error usually points to the drain; clean the filter of the washing machine first.",
        tells: ["washing machine is dead, error {v} blinking", "the washer stopped mid cycle and shows {v}"],
        asks: ["what code did the laundry machine show?", "which error was it on the washer"],
        values: ["E18", "F07", "E24", "H20"],
      },
    ],
    changed: [
      {
        echo: "A new team takes a while to get to know at work.",
        tells: ["i'm on the {v} team at work, not bad so far", "they put me with the {v} people"],
        changes: ["surprise reorg, guess who sits with {v} now", "new desk, new boss: {v}"],
        asks: ["Which department am I in?", "what team do I currently belong to"],
        values: ["billing", "logistics", "procurement", "compliance"],
      },
      {
        echo: "I hope the appointment at the dentist is quick and painless.",
        tells: ["dentist is on {v}, ugh", "got a slot at the dentist, {v}"],
        changes: ["dentist called, they moved me to {v}", "had to reschedule the teeth thing, {v} instead"],
        asks: ["when is my dental appointment?", "what day do I have to see the dentist"],
        values: ["Monday the 6th", "Thursday the 16th", "Friday the 24th", "Tuesday the 28th"],
      },
      {
        echo: "Sharing a flat works best with a few clear rules.",
        tells: ["{n} and i are flatmates, she's great", "living with {n} for now"],
        changes: [
          "{n} moved in on friday, the other room was empty for a week",
          "new flatmate! {n}, very quiet",
        ],
        asks: ["Who do I share my apartment with?", "who's my roommate at the moment"],
        values: ["x"],
      },
    ],
    scattered: [
      {
        echo: "Water it once a week and that plant will be fine.",
        tells: [
          "bought monstera number three, send help",
          "the basil died but the rosemary is thriving",
          "repotted the fig tree today, dirt everywhere",
          "someone gave me an orchid and now i'm scared",
        ],
        asks: ["what plants do i own?", "Which greenery have I mentioned?"],
      },
      {
        echo: "Well done! Sport in such doses will show soon.",
        tells: [
          "ran 10k in the park, slow but done",
          "did the swim across the lake, freezing!!",
          "signed up for fencing because why not",
          "my legs after spin class omg",
        ],
        asks: ["what sports have I tried?", "How have I been exercising?"],
      },
      {
        echo: "That sounds like something the office should sort out for you.",
        tells: [
          "told my boss about the noise in the office",
          "asked hr whether i can work from home on wednesdays",
          "my laptop at work died for the second time",
        ],
        asks: ["what have I complained about at work?", "which troubles did I have at the office"],
      },
    ],
    inferred: [
      {
        echo: "Antihistamines before you go out can help with pollen.",
        tells: ["my hay fever is back, eyes like tomatoes"],
        asks: ["is a picnic in the meadow in spring a clever plan for me?"],
      },
      {
        echo: "A year without alcohol is a real achievement.",
        tells: ["i don't drink anymore, one year on sunday"],
        asks: ["what should people bring me as a present, wine?"],
      },
      {
        echo: "Cycling everywhere keeps you fit and saves money.",
        tells: ["sold my car, i'm a bike person now"],
        asks: ["can i give you a lift on Saturday - what would I say to a friend who asks me that?"],
      },
    ],
    timed: [
      {
        echo: "Fingers crossed that it goes well with that one.",
        tells: [
          "had a job interview today at the museum",
          "job interview at the radio station today, sweaty palms",
          "interview today, zoom, they forgot me in the waiting room",
          "just out of the interview at the zoo of all places",
        ],
        asks: ["where did i interview in {m}?", "which job interview was that in {m}"],
      },
    ],
    advised: [
      {
        requests: ["need a name for my band asap"],
        answer: "How about {v}? It sounds like you, and the domain may still be free.",
        asks: ["what band name did you come up with?", "which name did you suggest for the band"],
        values: ["The Loud Ferns", "Paper Lions", "Midnight Toast"],
      },
    ],
    linked: [
      {
        first: {
          tells: ["the guy who fixes my bike is called {n}"],
          echo: "Good to have somebody for that.",
        },
        second: { tells: ["{n} only takes cash btw, learned that today"], echo: "Good to know." },
        asks: ["can i pay the bike repair guy by card?"],
      },
    ],
    distractors: [
      "my friend's cat ate a plant",
      "the guy from the bakery is studying law now",
      "someone on tv ran across a desert, why",
      "my cousin pays no rent at all",
      "an uncle of mine broke his washing machine on purpose",
    ],
    about: [
      "ok explain {t} real quick",
      "why is everyone into {t}",
      "fun fact about {t} pls",
      "had a dream about {t} lol",
      "{t}, yes or no",
      "two lines on {t} go",
    ],
    topics: [
      "volcanoes",
      "taxes",
      "origami",
      "bees",
      "gladiators",
      "kombucha",
      "wind turbines",
      "submarines",
      "time travel",
      "sudoku",
      "karaoke",
      "mars",
      "sunscreen",
      "poker",
      "tattoos",
      "jellyfish",
      "techno",
      "crypto",
      "llamas",
      "bunk beds",
      "skateboards",
      "vampires",
      "truffles",
      "horoscopes",
    ],
    chat: [
      "lol what rhymes with orange",
      "make this sound less rude: 'no'",
      "is cereal a soup",
      "my neighbour is drilling again",
      "how do planes even stay up",
      "i need a caption for a photo of a pigeon",
      "what's the plural of octopus",
      "so tired today",
      "give me a pep talk",
      "translate 'good luck' into five languages",
      "the flight of stairs at work nearly killed me",
      "is it bad to skip breakfast",
      "team lunch was awkward again",
      "what do i wear to a garden party",
    ],
    replies: [
      "Ha, fair enough! Here is one that might work.",
      "Oh no. Do you want to vent, or shall we look for a way out?",
      "Done; I kept it short and warm.",
      "That is great to hear, well done!",
      "Honestly, both are fine, and I would go with whichever you will still like in a month.",
      "Quick answer: yes, mostly. Longer answer: it depends on the day.",
    ],
  },
  french,
  spanish,
  italian,
  japanese,
  letterEnglish,
  russian,
  portuguese,
  dutch,
];
