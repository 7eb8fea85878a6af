import { listMedia, type Voice, words } from "./voice.ts";

export const german: Voice = {
  smallWords: words(
    "der die das den dem ein eine einen einem einer und oder aber ist sind war waren sein bin bist hat habe haben hatte wird werden kann kannst ich du er sie es wir ihr mein meine meinen dein deine mir dir mich dich uns was welche welcher welches wer wo wann warum wie von in im an am auf zu zum zur fur mit uber als nicht kein keine ja nein bitte hier da sag sage gesagt hallo danke guten wieder zuerst vorher eben",
  ),
  intents: {
    repeat: /^\s*(?:bitte\s+)?(?:sprich mir nach|wiederhole?|sage?)(?:\s+bitte)?(?:\s*:\s*|\s+)/i,
    countTo: /\bzähle?\b.{0,20}?\bbis\s+(\d{1,9})\b/iu,
    nameQuestion: /\b(?:wie hei(?:ß|ss)e ich|wie ist mein name|wer bin ich)(?![\p{L}])/iu,
    nameStatement:
      /(?:[Mm]ein Name ist|[Ii]ch hei(?:ß|ss)e|[Ii]ch bin(?= \p{Lu}))\s+([\p{L}][\p{L}'’-]{0,40})/u,
    firstQuestion:
      /\bwas\b.{0,60}\bich\b.{0,60}\b(?:zuerst|als erstes)\b|\b(?:zuerst|als erstes)\b.{0,40}\bich\b|\bmeine erste (?:nachricht|frage)\b/iu,
    beforeQuestion:
      /\bwas\b.{0,30}\bich\b.{0,30}\b(?:vorher|eben|gerade|zuletzt|davor)\b|\bmeine letzte (?:nachricht|frage)\b/iu,
    yourWordsQuestion: /\bwas\b.{0,20}\b(?:hast|sagtest) du\b.{0,20}(?:gesagt|geantwortet|\?|$)/iu,
    question: /\?|^\s*(?:was|welche[rsnm]?|wer|wessen|wo|wann|warum|wie|kannst|wei(?:ß|ss)t)(?![\p{L}])/iu,
    poem: /gedicht|haiku/iu,
    joke: /\bwitz/iu,
    self: /\b(?:wer|was) bist du\b|\bwelches modell\b|\bbist du (?:ein|eine|echt|chatgpt|gpt)|\bstell dich vor\b/iu,
    help: /^\W*hilfe\b|\bwas kannst du\b/iu,
    thanks: /^\W*(?:danke|vielen dank)\b/iu,
    farewell: /^\W*(?:tschüss|tschüß|auf wiedersehen|gute nacht|bis bald)(?![\p{L}])/iu,
    greeting: /^\W*(?:hallo|moin|servus|guten (?:morgen|tag|abend)|grüß (?:dich|gott))(?![\p{L}])/iu,
  },
  table: {
    greeting: [
      "Hallo! Ich bin Rehearsal, das Übungsmodell in Parley: ein Skript, keine Intelligenz. Die Verbindung steht. Was probieren wir aus?",
    ],
    self: [
      "Ich bin Rehearsal, das Skript-Modell, das Parley mitbringt. Ich bin keine Intelligenz: Ich folge einem kleinen Skript, damit alles ohne Schlüssel und ohne Netz ausprobiert werden kann. Für echte Antworten trage in parley.yaml einen Anbieter ein.",
    ],
    help: [
      "Ich folge einem Skript, aber alles darum herum ist echt: Streaming, Stoppfolgen, Grenzen, Werkzeuge, JSON-Schemas und Embeddings. Versuche „Sag: …“, „Zähle bis 100“, „Ich heiße …“ und später „Wie heiße ich?“.",
    ],
    thanks: ["Gern geschehen! Ein Skript hilft immer gern."],
    farewell: ["Auf Wiedersehen! Das Skript bleibt hier, unverändert."],
    joke: ["Warum ging das Skript-Modell über die Straße? Es stand so in Zeile 42."],
    poem: ["Ein Skript ohne Sinn\nwiederholt, was man ihm sagt.\nDer Mai kommt nach Plan."],
  },
  silence:
    "Ich bin Rehearsal, ein Skript-Modell. Noch gibt es keine Frage: Schicke eine Nachricht mit der Rolle `user`.",
  echoes: [
    (quoted) =>
      `Du hast geschrieben: ${quoted}\n\nIch bin ein Übungsmodell, ein Skript ohne Intelligenz, und kann nur wiederholen. Alles um diese Antwort herum ist echt: Tokens, Verbrauch, Streaming und Grenzen.`,
    (quoted) =>
      `Ich lese: ${quoted}\n\nEin echtes Modell hätte eine Antwort. Ich bin nur ein Skript zum Üben und zeige, dass dein Aufruf funktioniert.`,
  ],
  quote: (text) => `„${text}“`,
  nameNoted: (name) =>
    `Freut mich, ${name}! Ich bin ein Skript, aber deinen Namen finde ich in diesem Gespräch wieder.`,
  nameIs: (name) => `Du heißt ${name}.`,
  firstWas: (quoted) => `Zuerst hast du gesagt: ${quoted}`,
  beforeWas: (quoted) => `Davor hast du gesagt: ${quoted}`,
  youSaid: (quoted) => `Du hast gesagt: ${quoted}`,
  iSaid: (quoted) => `Ich habe gesagt: ${quoted}`,
  notFound: "Davon finde ich in diesem Gespräch nichts.",
  countLimit: "Ich zähle höchstens bis 10.000.",
  toolSaid: (name, quoted) =>
    `${name === undefined ? "Ein Werkzeug" : `Das Werkzeug ${name}`} hat geantwortet: ${quoted}`,
  cannotPerceive: (media) =>
    `Dazu kam: ${listMedia(media, [
      ["Bild", "Bilder"],
      ["Ton", "Töne"],
      ["Datei", "Dateien"],
    ])}. Sehen und hören kann ich nicht.`,
  refusal:
    "Es tut mir leid, dabei kann ich nicht helfen. (Dieses Modell übt Ablehnungen: Es lehnt alles ab.)",
  numbered: (choice) => `(Das ist Antwort ${choice}.)`,
};
