import { listMedia, type Voice, words } from "./voice.ts";

export const french: Voice = {
  smallWords: words(
    "le la les un une des et ou mais est sont etait suis es etre a ai as avez ont avoir peux peut je tu il elle nous vous ils mon ma mes ton ta tes son sa ses me te se que quel quelle quels qui ou quand pourquoi comment de du dans en au aux pour par avec sur pas non oui ne plait ici dis dit bonjour salut merci avant abord",
  ),
  intents: {
    repeat:
      /^\s*(?:s['’]il (?:te|vous) pla[iî]t,?\s+)?(?:répète(?:\s+après\s+moi)?|répétez|dis|dites)(?:\s*:\s*|\s+)/iu,
    countTo: /\bcompte[z]?\b.{0,20}?\bjusqu['’](?:à|a)\s+(\d{1,9})\b/iu,
    nameQuestion:
      /comment (?:je m['’]appelle|est-ce que je m['’]appelle|m['’]appell[eé]-je)|quel est mon nom|qui suis-je/iu,
    nameStatement: /(?:[Jj]e m['’]appelle|[Mm]on nom est|[Jj]e suis(?= \p{Lu}))\s+([\p{L}][\p{L}'’-]{0,40})/u,
    firstQuestion:
      /\bqu['’e]\b.{0,60}\b(?:dit|demandé)\b.{0,40}\b(?:en premier|d['’]abord)|\bmon premier message\b|\bma première question\b/iu,
    beforeQuestion:
      /\bqu['’e]\b.{0,60}\b(?:dit|demandé)\b.{0,40}\b(?:avant|tout à l['’]heure|juste)|\bmon dernier message\b/iu,
    yourWordsQuestion:
      /\bqu['’](?:as-tu|avez-vous)\b.{0,20}\b(?:dit|répondu)|\bqu['’]est-ce que tu as dit\b/iu,
    question: /\?|^\s*(?:que|quel(?:le)?s?|qui|où|quand|pourquoi|comment|peux-tu)(?![\p{L}])/iu,
    poem: /poème|haïku|haiku/iu,
    joke: /blague/iu,
    self: /(?:qui|que) es-tu|qui êtes-vous|tu es qui|quel modèle|es-tu (?:un|une|réel|humain|chatgpt|gpt)|présente-toi/iu,
    help: /^\W*aide\b|que (?:peux-tu|sais-tu) faire/iu,
    thanks: /^\W*merci\b/iu,
    farewell: /^\W*(?:au revoir|bonne nuit|à bientôt)(?![\p{L}])/iu,
    greeting: /^\W*(?:bonjour|salut|bonsoir|coucou)(?![\p{L}])/iu,
  },
  table: {
    greeting: [
      "Bonjour ! Je suis Rehearsal, le modèle de répétition de Parley : un script, sans intelligence. La connexion marche. Qu'essayons-nous ?",
    ],
    self: [
      "Je suis Rehearsal, le modèle à script livré avec Parley. Je ne suis pas une intelligence : je suis un petit script, pour que vous puissiez tout essayer sans clé et sans réseau. Pour de vraies réponses, ajoutez un fournisseur dans parley.yaml.",
    ],
    help: [
      "Je suis un script, mais tout le reste est réel : flux, séquences d'arrêt, limites, outils, schémas JSON et embeddings. Essayez « dis : … », « compte jusqu'à 100 », « je m'appelle … » puis « comment je m'appelle ? ».",
    ],
    thanks: ["Avec plaisir ! Un script est toujours content d'aider."],
    farewell: ["Au revoir ! Le script restera ici, inchangé."],
    joke: ["Pourquoi le modèle à script a-t-il traversé la rue ? C'était écrit à la ligne 42."],
    poem: ["Un script sans pensée\nrépète ce qu'on lui dit.\nL'hiver vient à l'heure."],
  },
  silence:
    "Je suis Rehearsal, un modèle à script. Il n'y a pas encore de question : envoyez un message avec le rôle `user`.",
  echoes: [
    (quoted) =>
      `Vous avez écrit : ${quoted}\n\nJe suis un modèle de répétition, un script sans intelligence, et je ne peux que répéter. Tout ce qui entoure cette réponse est réel : jetons, consommation, flux et limites.`,
    (quoted) =>
      `Je lis : ${quoted}\n\nUn vrai modèle aurait une réponse. Je ne suis qu'un script d'entraînement et je montre que votre appel fonctionne.`,
  ],
  quote: (text) => `« ${text} »`,
  nameNoted: (name) =>
    `Enchanté, ${name} ! Je suis un script, mais je retrouverai votre nom dans cette conversation.`,
  nameIs: (name) => `Vous vous appelez ${name}.`,
  firstWas: (quoted) => `La première chose que vous avez dite : ${quoted}`,
  beforeWas: (quoted) => `Juste avant, vous avez dit : ${quoted}`,
  youSaid: (quoted) => `Vous avez dit : ${quoted}`,
  iSaid: (quoted) => `J'ai dit : ${quoted}`,
  notFound: "Je ne trouve rien à ce sujet dans cette conversation.",
  countLimit: "Je compte jusqu'à 10 000 au plus.",
  toolSaid: (name, quoted) => `${name === undefined ? "Un outil" : `L'outil ${name}`} a répondu : ${quoted}`,
  cannotPerceive: (media) =>
    `Vous avez aussi envoyé ${listMedia(media, [
      ["image", "images"],
      ["son", "sons"],
      ["fichier", "fichiers"],
    ])}, que je ne peux ni voir ni entendre.`,
  refusal: "Désolé, je ne peux pas vous aider. (Ce modèle répète les refus : il refuse tout.)",
  numbered: (choice) => `(Ceci est la réponse ${choice}.)`,
};
