import { german } from "./style-german.ts";
import { chinese } from "./style-chinese.ts";
import { polish } from "./style-polish.ts";
import { projectEnglish } from "./style-project-english.ts";
import { swedish } from "./style-swedish.ts";
import { turkish } from "./style-turkish.ts";
import { villageEnglish } from "./style-village-english.ts";
import type { Style } from "./styles.ts";

/** The half of the styles that recall was made with. */
export const knownStyles: readonly Style[] = [
  {
    name: "plain English",
    language: "en",
    single: [
      {
        echo: "A {v}! That's a demanding job; I hope {n} settles in well.",
        tells: [
          "My sister {n} just started as a {v} at the clinic downtown.",
          "{n}, my sister, got hired last week, she's a {v} now.",
        ],
        asks: ["What does {n} do for a living?", "remind me what my sister's job is"],
        values: ["radiologist", "pharmacist", "dental hygienist", "speech therapist"],
      },
      {
        echo: "{v} is within the usual range for a bathroom of that size, materials included.",
        tells: [
          "The plumber quoted us {v} for redoing the bathroom.",
          "Got the estimate back: {v} for the whole bathroom, tiles included.",
        ],
        asks: ["How much was the bathroom going to cost?", "what did the plumber want for the job"],
        values: ["4,350 euros", "$7,900", "6,120 euros", "$5,480"],
      },
      {
        echo: "{v} is a lovely name for a dog.",
        tells: ["We named the puppy {v} in the end.", "So the little one is called {v} now, the kids voted."],
        asks: ["What's our dog's name again?", "what did we end up naming the pet"],
        values: ["Biscuit", "Mochi", "Captain", "Olive"],
      },
      {
        echo: "Good to know for the next workout. I'd keep a spare lock there.",
        tells: [
          "My locker at the gym is number {v}, next to the sauna.",
          "They gave me locker {v} at the gym.",
        ],
        asks: ["which locker is mine", "What's my locker number at the fitness place?"],
        values: ["218", "47", "306", "91"],
      },
      {
        echo: "Allergies like that can turn serious; I'll keep {v} out of any menu we plan for {n}.",
        tells: [
          "{n} is allergic to {v}, we found out the hard way on Sunday.",
          "Heads up, {n} can't have {v}, she breaks out in hives.",
        ],
        asks: ["Is there anything {n} must not eat?", "what was {n}'s allergy"],
        values: ["sesame", "cashews", "shrimp", "kiwi"],
      },
      {
        echo: "I can help you draft the payment note for the invoice.",
        tells: [
          "The invoice for the venue is {v}, due at the end of the month.",
          "Venue billed us, reference {v}.",
        ],
        asks: ["what's the reference on the venue bill?", "Which invoice number did the venue send?"],
        values: ["INV-20418", "INV-77302", "INV-50096", "INV-31187"],
      },
      {
        echo: "I'll remind you about the parking when you land.",
        tells: [
          "I parked on level {v} at the airport garage.",
          "Note to self: the car is on level {v} at the airport.",
        ],
        asks: ["where did I leave my car", "Which parking level was it at the airport?"],
        values: ["P4", "P2", "P7", "P3"],
      },
      {
        echo: "Take {v} exactly as prescribed, and tell your doctor if the headaches stay.",
        tells: ["Dr. {n} prescribed me {v} for the migraines.", "I got a prescription for {v} from Dr. {n}."],
        asks: ["What medication am I on?", "what did the doctor give me for my headaches"],
        values: ["sumatriptan", "topiramate", "propranolol", "rizatriptan"],
      },
    ],
    changed: [
      {
        echo: "{v} is a good place to live; enjoy your home there.",
        tells: ["I'm still renting in {v}, it's close to work.", "We live in {v} at the moment."],
        changes: [
          "We got the keys yesterday! Boxes everywhere, but we're in {v} now.",
          "So we finally moved, {v} it is.",
        ],
        asks: ["Where do I live?", "what city am I based in these days"],
        values: ["Bristol", "Leeds", "Cardiff", "Norwich", "Exeter", "Dundee"],
      },
      {
        echo: "Then let's plan backwards from {v} so the team is ready for the launch.",
        tells: ["The launch is set for {v}.", "We're going live on {v}, no excuses."],
        changes: [
          "Marketing begged, so we're pushing the launch to {v}.",
          "Change of plan: launch is {v} now.",
        ],
        asks: ["When do we launch?", "what's our current go-live date"],
        values: ["March 9", "June 21", "October 4", "September 17", "April 28"],
      },
      {
        echo: "I'll send project questions to {n} from here on.",
        tells: ["{n} is leading the Falcon project.", "For Falcon talk to {n}, it's hers."],
        changes: ["{n} took over Falcon this morning.", "Falcon has been handed to {n}."],
        asks: ["Who's in charge of Falcon?", "whom should I ask about the Falcon project"],
        values: ["x"],
      },
      {
        echo: "The {v} is an easy car to live with.",
        tells: ["I drive a {v}, had it for years.", "My car's a {v}."],
        changes: ["Sold it! Picked up a {v} on Saturday.", "Traded the old thing in for a {v}."],
        asks: ["What car do I have?", "what am I driving nowadays"],
        values: ["Skoda Fabia", "Mazda 3", "Renault Zoe", "Kia Niro", "Fiat Panda"],
      },
    ],
    scattered: [
      {
        echo: "That is one of those novels that stay with you.",
        tells: [
          "Finished The Overstory last night, what a ride.",
          "I'm three chapters into Piranesi and can't put it down.",
          "Borrowed Stoner from the library, it's slow but beautiful.",
          "Reading Circe on the train these days.",
        ],
        asks: ["Which books have I been reading?", "list the novels I told you about"],
      },
      {
        echo: "Sounds like a wonderful trip, and a city worth walking.",
        tells: [
          "Back from Porto, my feet hurt from all the hills.",
          "We spent the long weekend in Ghent.",
          "Just landed from Krakow, pierogi every day.",
          "Flew to Malmö to see an old friend.",
        ],
        asks: ["What places did I travel to?", "Which cities have I visited this year?"],
      },
      {
        echo: "A new hobby! Give it a month before you judge it.",
        tells: [
          "Signed up for bouldering on Mondays.",
          "Took my first cello lesson, my neighbours will hate me.",
          "I've been throwing clay at the studio, made a wonky bowl.",
          "Joined the choir at work.",
        ],
        asks: ["What hobbies have I picked up?", "what do I do in my free time"],
      },
    ],
    inferred: [
      {
        echo: "Many people feel better on a vegetarian diet; watch your iron.",
        tells: ["I've stopped eating meat altogether, feels right."],
        asks: ["Would a steakhouse be a good idea for my birthday?"],
      },
      {
        echo: "Knees take time to heal. Use the handrail and rest.",
        tells: ["The stairs are killing me since the knee operation."],
        asks: ["Should I book a hotel room on the fifth floor without a lift?"],
      },
      {
        echo: "They grow up so fast. I'm sure {n} will like it.",
        tells: ["{n} starts kindergarten in autumn, where does the time go."],
        asks: ["Roughly how old is {n}?"],
      },
      {
        echo: "Fear of flying is common, and trains are a fine alternative.",
        tells: ["Haven't flown since that awful storm over Frankfurt, I just can't get on a plane."],
        asks: ["How should I travel to the wedding in Rome?"],
      },
    ],
    timed: [
      {
        echo: "A good buy, and it will last for years if you look after it.",
        tells: [
          "We bought a tent today, on sale.",
          "Bought new headphones today, finally.",
          "Today we picked up the sofa we had ordered.",
          "I bought a second-hand piano today!",
        ],
        asks: ["What did I buy in {m}?", "which big purchase did we make in {m}"],
      },
    ],
    advised: [
      {
        requests: ["What could I cook for six people tonight?"],
        answer: "For six I would make {v}: one pot, and it forgives everything.",
        asks: [
          "What dish did you recommend for the dinner with six guests?",
          "what did you say I could cook",
        ],
        values: ["a chickpea curry", "a mushroom stew", "a fish chowder"],
      },
    ],
    linked: [
      {
        first: { tells: ["Our kids' swimming teacher is {n}."], echo: "Learning to swim early is great." },
        second: { tells: ["{n} is moving to Canada in the summer."], echo: "A big step." },
        asks: ["Will the swimming teacher stay?", "What are the plans of the kids' swimming coach?"],
      },
    ],
    distractors: [
      "My neighbour's sister lost her job.",
      "A friend of mine went to Lisbon and got robbed.",
      "The dog next door has a silly name.",
      "Someone at work bought a boat.",
      "The plumber on TV was hilarious.",
      "They say that the gym will close.",
    ],
    about: [
      "Tell me something about {t}.",
      "What do I have to know about {t}?",
      "I keep thinking about {t} today.",
      "Write two sentences on {t}.",
      "Is {t} overrated?",
      "Someone mentioned {t} and I had no idea what to say.",
    ],
    topics: [
      "volcanoes",
      "tax returns",
      "origami",
      "beekeeping",
      "the Roman army",
      "noise-cancelling",
      "sourdough",
      "solar panels",
      "lighthouses",
      "black holes",
      "crossword puzzles",
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
      "electric scooters",
      "ghost stories",
      "mushroom picking",
    ],
    chat: [
      "Can you proofread this paragraph about the quarterly report?",
      "How do I get coffee stains out of a shirt?",
      "Give me three ideas for a rainy afternoon.",
      "What's a polite way to decline an invitation?",
      "The weather has been all over the place.",
      "Explain compound interest like I'm twelve.",
      "My colleague keeps interrupting me in meetings.",
      "Suggest a title for my presentation about onboarding.",
      "I can't decide between two paint colours for the hall.",
      "How long do I boil an egg for a soft yolk?",
      "The train was late again, forty minutes.",
      "What is the difference between a lease and a rental?",
      "Write me a short thank-you note for the neighbours.",
      "Is it worth learning touch typing?",
      "My sister called, nothing new there.",
      "The doctor's waiting room was packed today.",
      "Do dogs dream?",
      "I read an article about cities without cars.",
      "Remind me how to convert ounces to grams.",
      "The gym was empty this morning, lovely.",
    ],
    replies: [
      "Sure, here's a version that reads a little more smoothly; tell me whether the tone fits.",
      "That sounds tiring. A short walk and a glass of water often help more than one expects.",
      "Here are three options, from quick to elaborate, and I would start with the first.",
      "Noted! Let me know when there is more to it.",
      "Good question. In short: it depends on how long you plan to keep it, and on what it costs you meanwhile.",
      "Congratulations, that is lovely news.",
      "I'd keep it short and friendly, and leave the details for later.",
    ],
  },
  german,
  chinese,
  polish,
  projectEnglish,
  swedish,
  turkish,
  villageEnglish,
];
