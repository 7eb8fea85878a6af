import type { Style } from "./styles.ts";

/** Somebody who writes in whole sentences, and asks in whole sentences. */
export const letterEnglish: Style = {
  name: "careful English",
  language: "en",
  single: [
    {
      echo: "How generous. I am sure {n} will treasure it.",
      tells: [
        "I have decided that {n} shall inherit {v}, and I would rather not discuss it with the others.",
        "When I am gone, {v} goes to {n}. I have put it in writing.",
      ],
      asks: [
        "What was it that I wished to leave to {n}?",
        "Could you tell me which of my belongings I promised to {n}?",
      ],
      values: ["the grandfather clock", "the piano", "the stamp albums", "the pearl brooch"],
    },
    {
      echo: "That is convenient, and the fare seems reasonable.",
      tells: [
        "My train to Edinburgh leaves at {v} from platform two.",
        "I have reserved the {v} to Edinburgh, with a seat by the window.",
      ],
      asks: ["At what time does my train depart?", "When do I have to be at the station for Edinburgh?"],
      values: ["7.42", "10.15", "13.08", "16.51"],
    },
    {
      echo: "Thank you, I shall keep that in mind should you need to ring them.",
      tells: [
        "The new surgery can be reached on {v}, mornings only.",
        "Please note that our doctor's telephone number is now {v}.",
      ],
      asks: ["What number do I ring for the doctor?", "How can I reach the surgery by telephone?"],
      values: ["01632 960184", "01632 960733", "01632 960441"],
    },
    {
      echo: "A handsome choice, and it will look well against the hedge.",
      tells: [
        "We settled on {v} for the front door after a good deal of argument.",
        "The painter came at last and did the front door in {v}.",
      ],
      asks: ["What colour is our front door?", "Which paint did we agree on for the entrance?"],
      values: ["sage green", "oxblood", "slate grey", "cornflower blue"],
    },
    {
      echo: "It is a pity, but two thousand steps a day are a start.",
      tells: [
        "The consultant, {n}, believes my trouble is {v}.",
        "I saw {n} at the hospital, who tells me it is {v} and nothing worse.",
      ],
      asks: ["What did the consultant find?", "Would you remind me of my diagnosis?"],
      values: ["gout", "sciatica", "tendonitis", "arthritis"],
    },
  ],
  changed: [
    {
      echo: "I hope that everybody can attend.",
      tells: [
        "The parish council meets on {v} this season.",
        "Our council meetings are held on {v}, as ever.",
      ],
      changes: [
        "The vicar objected, and henceforth the council meets on {v}.",
        "We have had to give up the hall, so from now on it is {v} for the council.",
      ],
      asks: [
        "On which day does the council meet?",
        "When are the meetings of the parish council at present?",
      ],
      values: ["Monday evenings", "Wednesday afternoons", "Thursday evenings", "Saturday mornings"],
    },
    {
      echo: "I have noted who does the garden.",
      tells: ["{n} looks after our garden, and does it splendidly.", "We have taken on {n} for the garden."],
      changes: [
        "I regret to say we had to let the gardener go; {n} comes on Fridays instead.",
        "{n} has kindly agreed to do the lawns and borders in future.",
      ],
      asks: ["Who is our gardener?", "Whom do we employ for the lawn these days?"],
      values: ["x"],
    },
  ],
  scattered: [
    {
      echo: "What a delightful evening that must have been.",
      tells: [
        "We heard the Elgar cello concerto at the town hall, and very moving it was.",
        "Yesterday evening we saw Twelfth Night, performed by students.",
        "My husband took me to the opera, Tosca of all things.",
        "There was a brass band in the park and we stayed until dusk.",
      ],
      asks: ["Which performances have we attended this year?", "What have we been to see or hear of late?"],
    },
    {
      echo: "That sounds like money well spent.",
      tells: [
        "The roofer has replaced the broken slates.",
        "We have had the boiler serviced, and the old valve was changed.",
        "A joiner came about the kitchen window, which no longer sticks.",
      ],
      asks: ["What has been repaired in the house?", "Which tradesmen have been to the house, and for what?"],
    },
  ],
  inferred: [
    {
      echo: "Large print editions are available from most libraries.",
      tells: ["I can no longer make out the newspaper, even with my new spectacles."],
      asks: ["Would an audiobook be a better present for me than a novel?"],
    },
    {
      echo: "Ladders are best left to younger people.",
      tells: ["Since my fall I grow giddy whenever I stand on anything higher than a stool."],
      asks: ["Ought I to change the bulb in the stairwell myself?"],
    },
  ],
  timed: [
    {
      echo: "How lovely to have company for the day.",
      tells: [
        "We drove to Whitby today and ate kippers on the pier.",
        "An excursion to the abbey today, with sandwiches in the cloister.",
        "Today we took the steamer across the lake and back.",
        "The whole family walked along the Roman wall today.",
      ],
      asks: ["Where did we go on our outing in {m}?", "What excursion did we make in {m}?"],
    },
  ],
  advised: [
    {
      requests: ["What would you suggest for a stubborn stain on the tablecloth?"],
      answer: "I would try {v} first: leave it for an hour, then rinse with cold water.",
      asks: [
        "What was your remedy for the stain on the linen?",
        "What did you advise me to put on the tablecloth?",
      ],
      values: ["bicarbonate of soda", "white vinegar", "lemon juice and salt"],
    },
  ],
  linked: [
    {
      first: { tells: ["My bridge partner this season is {n}."], echo: "I hope you play well together." },
      second: {
        tells: ["{n} cannot abide cigarette smoke and leaves the room at once."],
        echo: "Then it is best to smoke outside.",
      },
      asks: ["Is there anything that my bridge partner dislikes?"],
    },
  ],
  distractors: [
    "The neighbours have painted their front door, and it is hideous.",
    "My cousin's doctor has retired, which is a great loss.",
    "The train was crowded, and nobody offered me a seat.",
    "They say that the council will raise the rates again.",
    "A gardener was interviewed on the wireless about slugs.",
    "Her husband inherited a farm and has no idea what to do with it.",
  ],
  about: [
    "I should like to know more about {t}.",
    "Would you explain {t} to me?",
    "Our lecture this week concerned {t}.",
    "Is there a short poem about {t}?",
    "My late father was fond of {t}.",
  ],
  topics: [
    "volcanoes",
    "the income tax",
    "heraldry",
    "bees",
    "the Romans",
    "preserves",
    "windmills",
    "lighthouses",
    "comets",
    "crosswords",
    "after-dinner speeches",
    "the space race",
    "herbal teas",
    "whist",
    "wallpaper",
    "seashells",
    "chamber music",
    "the price of coal",
    "puffins",
    "Persian rugs",
    "steam engines",
    "ghosts",
    "mushrooms",
    "constellations",
  ],
  chat: [
    "Would you kindly correct the punctuation in this letter?",
    "What is the proper way to address a bishop?",
    "I slept poorly, and the birds began at four.",
    "Can you explain what a podcast is?",
    "How much flour do I need for two dozen scones?",
    "I am looking for a word that means both sad and sweet.",
    "The post arrives later every week.",
    "Is it true that one should not water plants at noon?",
    "Please draft a few lines of condolence.",
    "My knees tell me that rain is coming.",
    "What were the names of the Brontë sisters?",
    "Kindly shorten this paragraph, it rambles.",
  ],
  replies: [
    "Certainly. I have kept your wording where I could, and changed only what might be misunderstood.",
    "I am sorry to hear that. A cup of tea and an early night may do more good than one would think.",
    "There are several views on the matter, and the one I find most convincing is also the simplest.",
    "By all means. Would you prefer it rather formal, or in a warmer tone?",
    "That is easily explained: it is a matter of habit more than of rules.",
    "With pleasure. Let me know whether it suits the occasion.",
  ],
};
