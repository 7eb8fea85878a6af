import type { Style } from "./styles.ts";

export const italian: Style = {
  name: "italiano",
  language: "it",
  single: [
    {
      echo: "Bella scelta, {n} si divertirà.",
      tells: [
        "Mio nipote {n} si è iscritto a un corso di {v}.",
        "Sai che {n}, mio nipote, fa {v} due volte a settimana?",
      ],
      asks: ["Che corso frequenta mio nipote?", "cosa fa {n} due volte a settimana"],
      values: ["scherma", "judo", "pallanuoto", "tiro con l'arco"],
    },
    {
      echo: "Va bene, l'ho segnato.",
      tells: [
        "Il PIN della carta nuova è {v}, non dirlo a nessuno.",
        "Mi è arrivata la carta, il PIN è {v}.",
      ],
      asks: ["Qual è il pin della carta?", "mi ricordi il codice della carta nuova"],
      values: ["5193", "8207", "3364"],
    },
    {
      echo: "È un buon prezzo per quella zona.",
      tells: [
        "Per il posto auto il condominio vuole {v} al mese.",
        "Ho affittato il box sotto casa, {v} al mese.",
      ],
      asks: ["Quanto pago per il garage?", "quanto costa il posto auto al mese"],
      values: ["95 euro", "120 euro", "140 euro"],
    },
    {
      echo: "Buona idea, così non si perde.",
      tells: ["La chiave di riserva l'ho lasciata a {n}.", "Ho dato a {n} una copia delle chiavi di casa."],
      asks: ["Chi ha le nostre chiavi di scorta?", "a chi ho lasciato la chiave di riserva?"],
      values: ["x"],
    },
  ],
  changed: [
    {
      echo: "Buon lavoro allora.",
      tells: ["Lavoro ancora come {v} in centro.", "Faccio il {v}, come sempre."],
      changes: ["Mi hanno preso! Da lunedì comincio come {v}.", "Ho cambiato vita: adesso faccio il {v}."],
      asks: ["Che lavoro faccio?", "di cosa mi occupo adesso"],
      values: ["cameriere", "magazziniere", "grafico", "panettiere"],
    },
    {
      echo: "Allora ci vediamo al mare.",
      tells: ["Le ferie le facciamo a {v} quest'anno.", "Abbiamo prenotato a {v} per le vacanze."],
      changes: ["Albergo chiuso, quindi andiamo a {v}.", "Niente da fare, alla fine si va a {v}."],
      asks: ["Dove passiamo le ferie?", "qual è la meta delle nostre vacanze"],
      values: ["Otranto", "Cefalù", "Rimini", "Alghero"],
    },
  ],
  scattered: [
    {
      echo: "Che fame! Dev'essere venuto benissimo.",
      tells: [
        "Ieri ho fatto la parmigiana di mia nonna.",
        "Ho provato a cucinare il risotto allo zafferano.",
        "Domenica ho preparato le lasagne per dodici persone.",
      ],
      asks: ["Che piatti ho cucinato?", "cosa ho preparato da mangiare ultimamente"],
    },
    {
      echo: "Mi dispiace, spero passi presto.",
      tells: [
        "Ho un mal di schiena tremendo da stamattina.",
        "Oggi febbre a trentotto e mezzo.",
        "Mi sono slogato la caviglia scendendo dal tram.",
      ],
      asks: ["Che problemi di salute ho avuto?", "quando sono stato male, che cosa avevo?"],
    },
  ],
  inferred: [
    {
      echo: "Ci sono molte bevande vegetali tra cui scegliere.",
      tells: ["Con il latte sto malissimo, l'ho eliminato del tutto."],
      asks: ["Posso ordinare un cappuccino con la panna?"],
    },
  ],
  timed: [
    {
      echo: "Che bella festa.",
      tells: [
        "Oggi battesimo del piccolo Tommaso.",
        "Siamo appena tornati dal matrimonio di Carla.",
        "Stasera cena per la laurea di Davide.",
      ],
      asks: ["A quale festa siamo andati a {m}?", "che cosa abbiamo festeggiato a {m}?"],
    },
  ],
  advised: [
    {
      requests: ["Che vino porto domani a cena?"],
      answer: "Con il pesce porterei un {v}, servito ben freddo.",
      asks: ["Che vino mi avevi consigliato?", "quale bottiglia mi hai suggerito per la cena"],
      values: ["Vermentino", "Falanghina", "Soave"],
    },
  ],
  linked: [
    {
      first: { tells: ["La mia nuova capa si chiama {n}."], echo: "Speriamo sia simpatica." },
      second: { tells: ["{n} arriva in ufficio prima delle sette."], echo: "È molto presto." },
      asks: ["A che ora arriva la mia capa?"],
    },
  ],
  distractors: [
    "Il cugino di Luca ha perso il lavoro.",
    "In televisione parlavano delle vacanze degli italiani.",
    "La vicina ha dimenticato le chiavi dentro.",
    "Il ristorante sotto casa ha cambiato cuoco.",
  ],
  about: [
    "Parlami di questo: {t}.",
    "Cosa bisogna sapere su questo tema: {t}?",
    "Scrivi due frasi, tema: {t}.",
    "Oggi non si parlava d'altro: {t}.",
  ],
  topics: [
    "i vulcani",
    "le tasse",
    "gli origami",
    "le api",
    "i Romani",
    "il lievito madre",
    "i pannelli solari",
    "i fari",
    "i buchi neri",
    "le parole crociate",
    "i discorsi",
    "la Luna",
    "le vitamine",
    "gli scacchi",
    "la carta da parati",
    "i coralli",
    "il jazz",
    "l'inflazione",
    "i pinguini",
    "i tappeti",
    "i monopattini",
    "i fantasmi",
    "i funghi",
    "le costellazioni",
  ],
  chat: [
    "Come si toglie il calcare dal rubinetto?",
    "Scrivimi due righe per l'amministratore.",
    "Oggi piove e non ho voglia di fare niente.",
    "Spiegami come funziona il mutuo a tasso fisso.",
    "L'autobus era pieno anche stamattina.",
    "Dammi un'idea per un regalo.",
    "Il mio collega arriva sempre in ritardo.",
    "Come si dice buon compleanno in tedesco?",
    "Non riesco a dormire.",
    "Quanto deve lievitare la pizza?",
  ],
  replies: [
    "Certo, ecco una proposta; dimmi se il tono ti piace.",
    "Segnato, fammi sapere se ci sono novità.",
    "Complimenti, che bella notizia!",
    "In breve: dipende da quanto tempo ci vuoi dedicare.",
    "Coraggio, spesso basta una piccola pausa.",
    "Di solito si comincia dalla cosa più semplice, e il resto viene da sé.",
  ],
};
