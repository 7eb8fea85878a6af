import { type Act, answer, user } from "../scene.ts";

/** Everyday phrases: what is said, and an answer in the same language. */
const phrases: Readonly<Record<string, readonly (readonly [asked: string, said: string])[]>> = {
  German: [
    [
      "{Hallo|Guten Tag|Hi|Servus|Hallo zusammen|Grüß Gott|Moin|Hey|Guten Morgen|Guten Abend}{!|.||, wie geht es dir?|, wie geht's?|, kannst du mir helfen?| du}",
      "Hallo! Wie kann ich helfen?",
    ],
    [
      "{Wie geht es {dir|Ihnen}|Wie geht's|Geht es dir gut|Alles gut|Wie läuft es|Na, wie geht's}{?|| heute?}",
      "Mir geht es gut, danke! Wie kann ich helfen?",
    ],
    [
      "{Danke|Vielen Dank|Danke schön|Herzlichen Dank|Danke dir|Besten Dank|Super, danke|Danke für die Hilfe|Ich danke dir}{!|.|| sehr!}",
      "Gern geschehen!",
    ],
    [
      "{Tschüss|Auf Wiedersehen|Bis bald|Bis später|Gute Nacht|Ciao|Mach's gut|Ich muss gehen|Bis morgen|Schönen Tag noch}{!|.|}",
      "Auf Wiedersehen!",
    ],
    [
      "{Wer bist du|Was bist du|Wer sind Sie|Bist du ChatGPT|Bist du ein Mensch|Wie heißt du|Was kannst du|Welches Modell bist du|Wer hat dich gemacht|Stell dich vor|Bist du eine KI}{?||, bitte?}",
      "Ich bin ein kleines Demo-Modell.",
    ],
    [
      "{Sprichst du Deutsch|Können wir Deutsch sprechen|Verstehst du Deutsch|Kannst du Deutsch|Sprechen Sie Deutsch|Bitte auf Deutsch}{?|}",
      "Ein wenig. Ich bin ein kleines Demo-Modell.",
    ],
    [
      "{Was ist|Wer war|Wo ist|Erkläre mir|Wie funktioniert|Warum gibt es|Erzähl mir von|Was kostet|Wann war|Was bedeutet|Kennst du|Schreib etwas über|Wie ist das Wetter in} {das Leben|[t]|die Welt|der Mond|die Sonne|ein Computer|[n]|Geld|die Liebe|das Wetter|der Krieg|Musik|Fußball|die Schule}{?||.}",
      "Ich bin ein kleines Demo-Modell und kann das nicht wissen.",
    ],
  ],
  French: [
    [
      "{Bonjour|Salut|Bonsoir|Coucou|Bonjour à tous|Hé}{!|.|| !|, comment ça va ?|, tu peux m'aider ?}",
      "Bonjour ! Comment puis-je aider ?",
    ],
    [
      "{Comment ça va|Ça va|Comment allez-vous|Comment vas-tu|Tu vas bien|Quoi de neuf}{ ?|?|}",
      "Je vais bien, merci ! Comment puis-je aider ?",
    ],
    [
      "{Merci|Merci beaucoup|Merci bien|Un grand merci|Merci à toi|Merci pour ton aide|Super, merci}{!|.|| !}",
      "Je vous en prie !",
    ],
    [
      "{Au revoir|À bientôt|Bonne nuit|À plus tard|À demain|Bonne journée|Adieu|Je dois partir}{!|.|| !}",
      "Au revoir !",
    ],
    [
      "{Qui es-tu|Qui êtes-vous|Es-tu ChatGPT|Comment tu t'appelles|Que peux-tu faire|Tu es un humain|Quel modèle es-tu|Qui t'a fait|Présente-toi|Es-tu une IA|C'est quoi ton nom}{ ?|?|}",
      "Je suis un petit modèle de démonstration.",
    ],
    [
      "{Parles-tu français|Parlez-vous français|Tu parles français|Tu comprends le français|On peut parler français|En français}{ ?|?|}",
      "Un peu. Je suis un petit modèle de démonstration.",
    ],
    [
      "{Qu'est-ce que|Qui était|Où est|Explique-moi|Comment marche|Pourquoi|Parle-moi de|Combien coûte|Quand était|Que veut dire|Connais-tu} {la vie|[t]|le monde|la lune|le soleil|l'amour|l'argent|[n]|la guerre|la musique|le temps|l'école}{ ?|?||.}",
      "Je suis un petit modèle de démonstration et je ne peux pas le savoir.",
    ],
  ],
  Spanish: [
    [
      "{Hola|Buenos días|Buenas tardes|Buenas noches|Buenas|Qué hay|Hola a todos}{!|.||, ¿cómo estás?|, ¿me ayudas?| amigo}",
      "¡Hola! ¿En qué puedo ayudar?",
    ],
    [
      "{¿|}{Cómo estás|Cómo está|Qué tal|Cómo te va|Todo bien|Qué tal estás}{?|}",
      "Estoy bien, gracias. ¿En qué puedo ayudar?",
    ],
    [
      "{Gracias|Muchas gracias|Mil gracias|Gracias por la ayuda|Muy amable|Te lo agradezco}{!|.|}",
      "¡De nada!",
    ],
    [
      "{Adiós|Hasta luego|Hasta mañana|Hasta pronto|Nos vemos|Chao|Tengo que irme|Buenas noches, adiós}{!|.|}",
      "¡Hasta luego!",
    ],
    [
      "{¿|}{Quién eres|Qué eres|Cómo te llamas|Eres ChatGPT|Eres humano|Qué puedes hacer|Quién te hizo|Qué modelo eres|Eres una IA|Quién es usted}{?|}",
      "Soy un pequeño modelo de demostración.",
    ],
    [
      "{¿|}{Hablas español|Entiendes español|Podemos hablar español|Habla español|Sabes español}{?|}",
      "Un poco. Soy un pequeño modelo de demostración.",
    ],
    [
      "{¿|}{Qué es|Quién fue|Dónde está|Explícame|Cómo funciona|Por qué hay|Háblame de|Cuánto cuesta|Cuándo fue|Qué significa|Conoces} {la vida|[t]|el mundo|la luna|el sol|el amor|el dinero|[n]|la guerra|la música|el tiempo|la escuela}{?|}",
      "Soy un pequeño modelo de demostración y no puedo saberlo.",
    ],
  ],
  Italian: [
    [
      "{Ciao|Buongiorno|Buonasera|Salve|Ehi|Buon pomeriggio}{!|.||, come stai?|, mi aiuti?| a tutti}",
      "Ciao! Come posso aiutare?",
    ],
    [
      "{Come stai|Come va|Come sta|Tutto bene|Che si dice|Come ti va}{?|}",
      "Sto bene, grazie! Come posso aiutare?",
    ],
    ["{Grazie|Grazie mille|Molte grazie|Ti ringrazio|Tante grazie|Grazie dell'aiuto}{!|.|}", "Prego!"],
    ["{Arrivederci|A presto|Buonanotte|A domani|Ci vediamo|A dopo|Addio|Devo andare}{!|.|}", "Arrivederci!"],
    [
      "{Chi sei|Cosa sei|Come ti chiami|Sei ChatGPT|Sei umano|Cosa sai fare|Chi ti ha fatto|Che modello sei|Sei una IA|Presentati}{?|}",
      "Sono un piccolo modello dimostrativo.",
    ],
    [
      "{Parli italiano|Capisci l'italiano|Possiamo parlare italiano|Sai l'italiano|Parla italiano}{?|}",
      "Un poco. Sono un piccolo modello dimostrativo.",
    ],
    [
      "{Che cos'è|Chi era|Dov'è|Spiegami|Come funziona|Perché c'è|Parlami di|Quanto costa|Quando è stata|Cosa significa|Conosci} {la vita|[t]|il mondo|la luna|il sole|l'amore|il denaro|[n]|la guerra|la musica|il tempo|la scuola}{?|}",
      "Sono un piccolo modello dimostrativo e non posso saperlo.",
    ],
  ],
  Portuguese: [
    [
      "{Olá|Oi|Bom dia|Boa tarde|Boa noite|Oi gente}{!|.||, tudo bem?|, como vai?|, pode me ajudar?}",
      "Olá! Como posso ajudar?",
    ],
    [
      "{Como vai|Como está|Como vai você|Como estás|Tudo certo|Como você está}{?|}",
      "Estou bem, obrigado! Como posso ajudar?",
    ],
    [
      "{Obrigado|Obrigada|Muito obrigado|Muito obrigada|Valeu|Obrigado pela ajuda|Agradeço}{!|.|}",
      "De nada!",
    ],
    ["{Tchau|Até logo|Até amanhã|Até mais|Até breve|Tenho que ir|Boa noite, até amanhã}{!|.|}", "Até logo!"],
    [
      "{Quem é você|O que é você|Como você se chama|Você é o ChatGPT|Você é humano|O que você sabe fazer|Quem fez você|Que modelo é você|Quem és tu|Você é uma IA}{?|}",
      "Sou um pequeno modelo de demonstração.",
    ],
    [
      "{Você fala português|Fala português|Entende português|Podemos falar português|Sabe português}{?|}",
      "Um pouco. Sou um pequeno modelo de demonstração.",
    ],
    [
      "{O que é|Quem foi|Onde fica|Me explica|Como funciona|Por que existe|Fale sobre|Quanto custa|Quando foi|O que significa|Você conhece} {a vida|[t]|o mundo|a lua|o sol|o amor|o dinheiro|[n]|a guerra|a música|o tempo|a escola}{?|}",
      "Sou um pequeno modelo de demonstração e não posso saber isso.",
    ],
  ],
  Dutch: [
    [
      "{Hallo daar|Hoi|Goedemorgen|Goedemiddag|Goedenavond|Goedendag|Dag|Hoi hoi}{!|.||, hoe gaat het?|, kun je me helpen?}",
      "Hallo! Hoe kan ik helpen?",
    ],
    [
      "{Hoe gaat het|Hoe gaat het met je|Hoe is het|Alles goed daar|Hoe gaat het met u|Gaat het goed}{?|}",
      "Het gaat goed, dank je! Hoe kan ik helpen?",
    ],
    [
      "{Dank je|Bedankt|Dank je wel|Dank u wel|Hartelijk dank|Heel erg bedankt|Bedankt voor de hulp}{!|.|}",
      "Graag gedaan!",
    ],
    [
      "{Tot ziens|Doei|Tot later|Tot morgen|Welterusten|Tot gauw|Ik moet gaan|Fijne dag nog}{!|.|}",
      "Tot ziens!",
    ],
    [
      "{Wie ben je|Wat ben je|Hoe heet je|Ben je ChatGPT|Ben je een mens|Wat kun je|Wie heeft je gemaakt|Welk model ben je|Wie bent u|Stel je voor|Ben je een AI}{?|}",
      "Ik ben een klein demomodel.",
    ],
    [
      "{Spreek je Nederlands|Spreekt u Nederlands|Begrijp je Nederlands|Kunnen we Nederlands praten|Praat je Nederlands}{?|}",
      "Een beetje. Ik ben een klein demomodel.",
    ],
    [
      "{Wat is|Wie was|Waar is|Leg uit|Hoe werkt|Waarom is er|Vertel me over|Wat kost|Wanneer was|Wat betekent|Ken je} {het leven|[t]|de wereld|de maan|de zon|de liefde|geld|[n]|de oorlog|muziek|het weer|de school}{?|}",
      "Ik ben een klein demomodel en kan dat niet weten.",
    ],
  ],
};

/** Words that can be asked for in English, in the order of the languages above. */
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

export const language: Act = (scene) => {
  const { dice, words: source } = scene;
  const names = Object.keys(phrases);
  if (dice.chance(0.25)) {
    const word = dice.pick(Object.keys(words));
    const at = dice.between(0, names.length - 1);
    user(
      scene,
      `{|Hi, |Hey, |Please |OK, |And |So, |Quick question: }{how do {you|I|they} say "[w]" in [l]|how do {you|I|they} say [w] in [l]|what is "[w]" in [l]|what is [w] in [l]|say [w] in [l]|translate "[w]" {into|to} [l]|translate [w] {into|to} [l]|what does [w] mean in [l]|the [l] word for [w]|tell me the [l] word for [w]|[w] in [l]|what is the [l] {word|translation} for [w]|can you say [w] in [l]}{?|.||, please?}`,
      { w: word, l: names[at] ?? "" },
    );
    return answer(scene, "[x].", { x: words[word]?.[at] ?? "" });
  }
  const list = phrases[dice.pick(names)] ?? [];
  for (const [asked, said] of dice.some(list, dice.pick([1, 1, 2]))) {
    user(scene, asked, { t: source.town(), n: source.name() });
    answer(scene, said);
  }
};
