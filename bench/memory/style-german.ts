import type { Style } from "./styles.ts";

export const german: Style = {
  name: "deutsch",
  language: "de",
  single: [
    {
      echo: "Ein schöner Beruf, da kommt viel Neues auf {n} zu.",
      tells: [
        "Mein Bruder {n} fängt im Herbst als {v} an.",
        "{n}, also mein Bruder, hat eine Stelle als {v} bekommen.",
      ],
      asks: ["Was arbeitet {n} eigentlich?", "welchen Beruf hat mein Bruder"],
      values: ["Lokführer", "Tischler", "Notar", "Optiker"],
    },
    {
      echo: "Ist notiert, dann klappt es im Ferienhaus mit dem Internet.",
      tells: ["Der WLAN-Schlüssel im Ferienhaus ist {v}.", "Notier bitte: WLAN im Ferienhaus {v}."],
      asks: ["Wie war nochmal das Passwort fürs Internet im Ferienhaus?", "wlan code ferienhaus?"],
      values: ["moewe-4471", "duene-9032", "anker-1187"],
    },
    {
      echo: "{v} ist ein hübscher Name für eine Katze.",
      tells: [
        "Unsere Katze heißt jetzt {v}, die Kinder haben abgestimmt.",
        "Wir haben die Katze {v} getauft.",
      ],
      asks: ["Wie heißt unser Haustier?", "Welchen Namen haben wir der Katze gegeben?"],
      values: ["Mimi", "Pünktchen", "Zorro"],
    },
  ],
  changed: [
    {
      echo: "In {v} lässt es sich gut wohnen.",
      tells: ["Wir wohnen noch in {v}, zur Miete.", "Zuhause ist für uns gerade {v}."],
      changes: [
        "Der Umzug ist geschafft, wir sind jetzt in {v}.",
        "Seit gestern haben wir die Schlüssel, neue Wohnung in {v}!",
      ],
      asks: ["Wo wohne ich?", "In welcher Stadt leben wir inzwischen?"],
      values: ["Kassel", "Erfurt", "Bremen", "Trier"],
    },
  ],
  scattered: [
    {
      echo: "Das klingt nach einer schönen Reise in eine sehenswerte Stadt.",
      tells: [
        "Am Wochenende waren wir in Görlitz, wunderschöne Altstadt.",
        "Gerade zurück aus Utrecht, alles mit dem Rad.",
        "Drei Tage Salzburg und nur Regen.",
      ],
      asks: ["Wohin bin ich dieses Jahr gereist?", "welche Städte habe ich besucht"],
    },
  ],
  inferred: [
    {
      echo: "Glutenfrei zu essen ist am Anfang mühsam, es gibt aber gute Alternativen.",
      tells: ["Seit der Diagnose lasse ich alles mit Gluten weg."],
      asks: ["Kann ich beim Italiener eine normale Pizza bestellen?"],
    },
  ],
  timed: [
    {
      echo: "Eine gute Anschaffung.",
      tells: [
        "Heute haben wir einen Kühlschrank gekauft.",
        "Heute ein Lastenrad gekauft, gebraucht.",
        "Wir haben heute endlich das Sofa gekauft.",
      ],
      asks: ["Was haben wir im {m} gekauft?", "welche Anschaffung gab es im {m}"],
    },
  ],
  advised: [
    {
      requests: ["Was koche ich am Samstag für die Gäste?"],
      answer: "Für Gäste würde ich {v} machen, das lässt sich gut vorbereiten.",
      asks: ["Was hast du mir für die Gäste empfohlen?", "welches Gericht hattest du vorgeschlagen"],
      values: ["eine Gemüselasagne", "ein Gulasch", "eine Fischsuppe"],
    },
  ],
  linked: [
    {
      first: { tells: ["Die neue Klassenlehrerin heißt {n}."], echo: "Hoffentlich ist sie nett." },
      second: { tells: ["{n} zieht im Sommer nach Kiel."], echo: "Ein großer Schritt." },
      asks: ["Bleibt die Klassenlehrerin?"],
    },
  ],
  distractors: [
    "Die Schwester vom Nachbarn sucht eine Wohnung.",
    "Im Fernsehen lief etwas über Städtereisen.",
    "Der Hund von nebenan hat einen komischen Namen.",
  ],
  about: [
    "Erzähl mir etwas über {t}.",
    "Was muss ich über {t} wissen?",
    "Schreib zwei Sätze über {t}.",
    "Heute ging es nur um {t}.",
    "Was hältst du von {t}?",
  ],
  topics: [
    "Vulkane",
    "Steuererklärungen",
    "Origami",
    "Bienen",
    "die Römer",
    "Sauerteig",
    "Solaranlagen",
    "Leuchttürme",
    "schwarze Löcher",
    "Kreuzworträtsel",
    "Vorträge",
    "die Mondlandung",
    "Vitamine",
    "Schach",
    "Tapeten",
    "Korallen",
    "Jazz",
    "Inflation",
    "Pinguine",
    "Teppiche",
    "Elektroroller",
    "Gespenster",
    "Pilze",
    "Sternbilder",
  ],
  chat: [
    "Wie bekomme ich Rotweinflecken raus?",
    "Schreib mir bitte eine kurze Mail an die Hausverwaltung.",
    "Das Wetter macht mich fertig.",
    "Was ist der Unterschied zwischen Netto und Brutto?",
    "Mein Kollege war heute wieder unmöglich.",
    "Gib mir eine Idee fürs Abendessen.",
    "Die Bahn hatte schon wieder Verspätung.",
    "Erklär mir kurz, was ein Bausparvertrag ist.",
    "Ich finde meine Schlüssel nicht.",
    "Wie lange muss Hefeteig gehen?",
  ],
  replies: [
    "Klar, hier ist ein Vorschlag; sag mir, ob der Ton passt.",
    "Das klingt anstrengend. Vielleicht hilft eine kleine Pause.",
    "Notiert, sag Bescheid, wenn es etwas Neues gibt.",
    "Glückwunsch, das freut mich sehr!",
    "Kurz gesagt: Es kommt darauf an, wie lange du dabei bleiben willst.",
  ],
};
