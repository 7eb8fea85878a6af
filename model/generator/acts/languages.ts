import { question, request, wish } from "../frames.ts";
import { type Act, answer, user } from "../scene.ts";
import { tongues } from "./tongues.ts";

/** Words that can be asked for in English, in the order of the languages. */
const words: Readonly<Record<string, readonly string[]>> = {
  hello: ["Hallo", "Bonjour", "Hola", "Ciao", "Olá", "Hallo"],
  "thank you": ["Danke", "Merci", "Gracias", "Grazie", "Obrigado", "Dank je"],
  goodbye: ["Auf Wiedersehen", "Au revoir", "Adiós", "Arrivederci", "Tchau", "Tot ziens"],
  "good morning": ["Guten Morgen", "Bonjour", "Buenos días", "Buongiorno", "Bom dia", "Goedemorgen"],
  "good night": ["Gute Nacht", "Bonne nuit", "Buenas noches", "Buonanotte", "Boa noite", "Welterusten"],
  yes: ["Ja", "Oui", "Sí", "Sì", "Sim", "Ja"],
  no: ["Nein", "Non", "No", "No", "Não", "Nee"],
  please: ["Bitte", "S'il vous plaît", "Por favor", "Per favore", "Por favor", "Alsjeblieft"],
  water: ["Wasser", "Eau", "Agua", "Acqua", "Água", "Water"],
  friend: ["Freund", "Ami", "Amigo", "Amico", "Amigo", "Vriend"],
};

const them = "{you|I|they|people|we|one|locals}";
const quoted = '{"[w]"|[w]|\'[w]\'|the word "[w]"|the word [w]|the English word [w]|the English "[w]"|[w]}';
const term = "{word|translation|expression|term|equivalent|phrase|version|way to say|name}";

const wordAsked = `{${question(
  [
    `how {do|would|can|should|could} ${them} say ${quoted} in [l]`,
    `how {does|would} {one|a native|somebody} say ${quoted} in [l]`,
    `what is ${quoted} in [l]`,
    `what is the [l] ${term} {for|of} ${quoted}`,
    `what is the [l] for ${quoted}`,
    `what does ${quoted} mean in [l]`,
    `what {do|would} ${them} say for ${quoted} in [l]`,
    `what {is|would be} ${quoted} called in [l]`,
    `how is ${quoted} {said|written|expressed|translated} in [l]`,
    `how {do|would|can} ${them} {translate|write|put|express} ${quoted} {in|into|in|to} [l]`,
    `which [l] word {means|stands for|is|do I need for|is used for} ${quoted}`,
    `in [l], what is ${quoted}`,
    `in [l], how do ${them} say ${quoted}`,
    `${quoted} in [l] is what`,
    `{do|can} you {know|say|translate} ${quoted} in [l]`,
    `do you know the [l] ${term} for ${quoted}`,
    `how would a speaker of [l] say ${quoted}`,
  ],
  [
    `the [l] ${term} for ${quoted}`,
    `how to say ${quoted} in [l]`,
    `what ${quoted} is in [l]`,
    `how ${them} say ${quoted} in [l]`,
    `the [l] for ${quoted}`,
    `what ${quoted} means in [l]`,
  ],
)}|${request([
  `{say|write|tell me|give me|put|express|spell} ${quoted} in [l]`,
  `translate ${quoted} {into|to|in} [l]`,
  `translate {into|to} [l]: [w]`,
  `{tell|give|teach|show|send} me the [l] ${term} for ${quoted}`,
  `teach me {how to say |}${quoted} in [l]`,
  `{turn|render|convert} ${quoted} into [l]`,
])}|${wish([`the [l] ${term} for ${quoted}`, `${quoted} in [l]`, `the [l] for ${quoted}`])}|{[w] in [l]|[l] for [w]|the [l] word for [w]|[w], [l]|[l]: [w]|[w] -> [l]|[w] to [l]|translate [w], [l]|translation of [w], [l]|"[w]" in [l]|the [l] for "[w]"|I am learning [l], how do I say [w]|I am going abroad, what is [w] in [l]|my [l] is poor, what is [w]}{?|.||, please?|, please}}`;

export const language: Act = (scene) => {
  const { dice, words: source } = scene;
  const names = Object.keys(tongues);
  if (dice.chance(0.25)) {
    const word = dice.pick(Object.keys(words));
    const at = dice.between(0, names.length - 1);
    user(scene, wordAsked, { w: word, l: names[at] ?? "" });
    return answer(scene, "[x].", { x: words[word]?.[at] ?? "" });
  }
  const list = tongues[dice.pick(names)] ?? [];
  // Not everybody finds the signs of a language on the keyboard.
  const way = dice.between(1, 10);
  for (const [asked, said] of dice.some(list, dice.pick([1, 1, 2, 2, 3]))) {
    const slots = { t: source.town(), n: source.name() };
    user(scene, way <= 2 ? bare(asked) : way === 3 ? spelledOut(asked) : asked, slots);
    answer(scene, said, slots);
  }
};

function bare(text: string): string {
  return text
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/[\u0300-\u036f¿¡]/g, "");
}

function spelledOut(text: string): string {
  const both: Readonly<Record<string, string>> = {
    ä: "ae",
    ö: "oe",
    ü: "ue",
    Ä: "Ae",
    Ö: "Oe",
    Ü: "Ue",
    ß: "ss",
  };
  return text.replace(/[äöüÄÖÜß]/g, (letter) => both[letter] ?? letter);
}
