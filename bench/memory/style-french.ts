import type { Style } from "./styles.ts";

export const french: Style = {
  name: "français",
  language: "fr",
  single: [
    {
      echo: "Bravo à elle, ouvrir un commerce demande du courage.",
      tells: [
        "Ma tante {n} vient d'ouvrir {v} à Nantes.",
        "Figure-toi que {n}, ma tante, tient maintenant {v}.",
      ],
      asks: ["Quel commerce a ma tante ?", "que fait {n} dans la vie ?"],
      values: ["une librairie", "une fromagerie", "un salon de thé", "une galerie"],
    },
    {
      echo: "Je retiens que l'entrée de l'immeuble a changé.",
      tells: ["Le code de l'immeuble est {v}, depuis lundi.", "Ils ont changé le digicode : {v}."],
      asks: ["Comment j'ouvre la porte d'en bas ?", "c'est quoi le code de l'entrée"],
      values: ["48B12", "93A07", "15C66"],
    },
    {
      echo: "C'est un prix courant chez un garagiste pour cette réparation.",
      tells: ["Le garagiste demande {v} pour l'embrayage.", "Devis reçu : {v} pour réparer la voiture."],
      asks: ["Combien coûte la réparation de l'auto ?", "quel était le prix au garage"],
      values: ["870 euros", "1 240 euros", "655 euros"],
    },
  ],
  changed: [
    {
      echo: "{v} est une ville agréable où habiter.",
      tells: ["J'habite toujours à {v}, près du canal.", "Pour l'instant nous vivons à {v}."],
      changes: [
        "Le déménagement est fini, nous voilà à {v} !",
        "Ça y est, j'ai un nouvel appartement à {v}.",
      ],
      asks: ["Où est-ce que j'habite ?", "dans quelle ville je vis maintenant"],
      values: ["Rennes", "Grenoble", "Dijon", "Nancy"],
    },
  ],
  scattered: [
    {
      echo: "Un très beau livre, bonne lecture.",
      tells: [
        "J'ai fini L'Étranger hier soir, quel choc.",
        "Je lis La Peste dans le métro.",
        "On m'a offert Nadja, je commence demain.",
      ],
      asks: ["Quels livres ai-je lus ?", "de quels romans t'ai-je parlé"],
    },
  ],
  inferred: [
    {
      echo: "Ménage ton genou et vois un kiné avant de reprendre le sport.",
      tells: ["Depuis l'accident de ski, mon genou ne plie plus bien."],
      asks: ["Est-ce que je peux m'inscrire au marathon ?"],
    },
  ],
  timed: [
    {
      echo: "Quelle belle sortie.",
      tells: [
        "Aujourd'hui nous avons visité le château de Chambord.",
        "Visite de l'aquarium aujourd'hui avec les enfants.",
        "On est allés voir les dunes aujourd'hui.",
      ],
      asks: ["Qu'avons-nous visité en {m} ?", "où sommes-nous sortis en {m}"],
    },
  ],
  advised: [
    {
      requests: ["Quel dessert pour dimanche ?"],
      answer: "Je ferais {v}, tout le monde aime ça.",
      asks: ["Quel dessert m'avais-tu conseillé ?", "qu'est-ce que tu proposais comme dessert"],
      values: ["une tarte au citron", "un clafoutis", "une île flottante"],
    },
  ],
  linked: [
    {
      first: { tells: ["Le nouveau prof de piano s'appelle {n}."], echo: "Bonnes leçons !" },
      second: { tells: ["{n} ne travaille jamais le jeudi."], echo: "C'est bon à savoir." },
      asks: ["Le prof de piano est-il libre jeudi ?"],
    },
  ],
  distractors: [
    "La tante de mon collègue a gagné au loto.",
    "Le garagiste d'en face a fermé.",
    "À la télé, ils parlaient de livres anciens.",
  ],
  about: [
    "Parle-moi de ce sujet : {t}.",
    "Que faut-il savoir sur {t} ?",
    "Deux phrases sur {t}, s'il te plaît.",
    "Toute la journée on m'a parlé de ça : {t}.",
  ],
  topics: [
    "les volcans",
    "les impôts",
    "l'origami",
    "les abeilles",
    "les Romains",
    "le levain",
    "les panneaux solaires",
    "les phares",
    "les trous noirs",
    "les mots croisés",
    "les discours",
    "la Lune",
    "les vitamines",
    "les échecs",
    "le papier peint",
    "les coraux",
    "le jazz",
    "l'inflation",
    "les pingouins",
    "les tapis",
    "les trottinettes",
    "les fantômes",
    "les champignons",
    "les étoiles",
  ],
  chat: [
    "Comment enlever une tache de vin ?",
    "Écris-moi un petit mot pour les voisins.",
    "Il pleut depuis trois jours.",
    "Explique-moi la différence entre brut et net.",
    "Le métro était bondé ce matin.",
    "Donne-moi une idée pour le dîner.",
    "Mon collègue parle trop fort.",
    "Comment dit-on bonne chance en italien ?",
    "Je n'arrive pas à dormir.",
    "Quel temps de cuisson pour des œufs mollets ?",
  ],
  replies: [
    "Bien sûr, voici une proposition ; dis-moi si le ton te convient.",
    "C'est noté, tiens-moi au courant.",
    "Félicitations, quelle bonne nouvelle !",
    "En bref : cela dépend surtout du temps que tu veux y passer.",
    "Courage, une petite pause fait souvent du bien.",
  ],
};
