import type { Style } from "./styles.ts";

export const dutch: Style = {
  name: "Nederlands",
  language: "nl",
  single: [
    {
      echo: "Wat leuk voor {n}, veel plezier ermee.",
      tells: [
        "Mijn zwager {n} heeft een {v} gekocht om op te knappen.",
        "{n} staat elk weekend aan zijn {v} te schuren.",
      ],
      asks: ["Wat is mijn zwager aan het opknappen?", "waar is {n} elk weekend mee bezig"],
      values: ["zeilboot", "molen", "woonwagen", "motorfiets"],
    },
    {
      echo: "Ik heb het genoteerd.",
      tells: ["De klantenkaart van de bouwmarkt heeft nummer {v}.", "Nieuwe pas van de bouwmarkt: {v}."],
      asks: ["Welk nummer staat er op mijn klantenkaart?", "wat is het pasnummer van de bouwmarkt"],
      values: ["660-241", "713-908", "845-117"],
    },
    {
      echo: "Dat is een flinke verzameling bij elkaar.",
      tells: ["Opa heeft {v} nagelaten aan {n}.", "{n} kreeg {v} uit opa's erfenis."],
      asks: ["Wat erfde {n} van opa?", "wat heeft {n} uit de nalatenschap gekregen?"],
      values: ["zijn postzegels", "het horloge", "de accordeon"],
    },
    {
      echo: "Goed dat het gevonden is.",
      tells: ["De lekkage zat achter {v}, zei de loodgieter.", "Loodgieter geweest: {v} was de boosdoener."],
      asks: ["Waar kwam het water vandaan?", "wat was de oorzaak van de lekkage"],
      values: ["de vaatwasser", "het bad", "de cv-ketel"],
    },
  ],
  changed: [
    {
      echo: "Dan weet iedereen waar het is.",
      tells: ["Het familieweekend is in {v}.", "We hebben een huisje in {v} geboekt voor de hele familie."],
      changes: [
        "Dubbel geboekt, dus we zitten nu met z'n allen in {v}.",
        "Het wordt toch {v} met de familie.",
      ],
      asks: ["Waar is het familieweekend?", "naar welk dorp gaan we met de familie"],
      values: ["Ootmarsum", "Renesse", "Schoorl", "Epen"],
    },
    {
      echo: "Succes met trainen bij die club.",
      tells: ["Ik volleybal bij {v}.", "Mijn team is {v}, derde klasse."],
      changes: ["Overgestapt, ik speel voortaan voor {v}.", "Vanaf dit seizoen is het {v} voor mij."],
      asks: ["Bij welke club speel ik?", "voor welk team kom ik uit"],
      values: ["Smash '72", "De Blokkers", "Netwerk"],
    },
  ],
  scattered: [
    {
      echo: "Wat een mooie waarneming.",
      tells: [
        "Vanochtend een ijsvogel bij de sloot gezien.",
        "Er zat een buizerd op het hek.",
        "Twee lepelaars in het weiland, prachtig.",
        "Vannacht hoorde ik een bosuil roepen.",
      ],
      asks: ["Welke vogels heb ik gezien of gehoord?", "wat heb ik allemaal gespot"],
    },
    {
      echo: "Vervelend, zo'n boete.",
      tells: [
        "Geflitst op de A2, weer raak.",
        "Bon gekregen voor fout parkeren.",
        "Zwartgereden in de tram, betrapt.",
      ],
      asks: ["Welke bekeuringen heb ik gehad?", "waar kreeg ik boetes voor"],
    },
  ],
  inferred: [
    {
      echo: "Hoogtevrees hebben veel mensen.",
      tells: ["Op de Domtoren stond ik te trillen, nooit meer."],
      asks: ["Is een ballonvaart een leuk cadeau voor mij?"],
    },
    {
      echo: "Een winterslaap zou soms prettig zijn.",
      tells: ["Voor negen uur kun je met mij niet praten."],
      asks: ["Zal ik de vergadering om half acht plannen?"],
    },
  ],
  timed: [
    {
      echo: "Mooi, dat is weer klaar.",
      tells: [
        "Vandaag de schutting geverfd.",
        "Vandaag het dak van de schuur vernieuwd.",
        "Vandaag de vijver schoongemaakt.",
      ],
      asks: ["Welke klus heb ik in {m} gedaan?", "wat heb ik in {m} rond het huis gedaan"],
    },
  ],
  advised: [
    {
      requests: ["Hoe krijg ik slakken uit de moestuin?"],
      answer: "Probeer {v}, dat helpt meestal binnen een paar dagen.",
      asks: ["Wat raadde je aan tegen de slakken?", "welk middel had je genoemd voor de moestuin"],
      values: ["koffiedik", "koperband", "een bakje bier"],
    },
  ],
  linked: [
    {
      first: { tells: ["De huisbaas heet {n}."], echo: "Handig om te weten." },
      second: { tells: ["{n} zit tot april in Spanje."], echo: "Lekker in de zon." },
      asks: ["Is de huisbaas in het land?"],
    },
  ],
  distractors: [
    "De buurman verzamelt oude radio's.",
    "Op tv ging het over ganzen.",
    "Mijn collega kreeg een lekke band.",
    "De club om de hoek is gesloten.",
  ],
  about: [
    "Vertel eens iets over {t}.",
    "Wat moet ik weten over {t}?",
    "Schrijf twee zinnen over {t}.",
    "Het ging vandaag alleen over {t}.",
  ],
  topics:
    "vulkanen,belastingen,origami,bijen,Romeinen,zuurdesem,zonnepanelen,vuurtorens,zwarte gaten,kruiswoordraadsels,toespraken,de maan,vitamines,schaken,behang,koralen,jazz,inflatie,pinguïns,tapijten,steps,spoken,paddenstoelen,sterrenbeelden".split(
      ",",
    ),
  chat: [
    "Hoe krijg ik een wijnvlek weg?",
    "Schrijf een kort briefje voor de buren.",
    "Wat een weer.",
    "Leg samengestelde rente uit.",
    "De trein had weer vertraging.",
    "Geef me een idee voor vanavond.",
    "Mijn collega praat te hard.",
    "Hoe lang kook ik een ei?",
    "Ik ben mijn sleutels kwijt.",
    "Hoe zeg je dank je in het Japans?",
  ],
  replies: [
    "Natuurlijk, hier is een voorstel; zeg maar of de toon klopt.",
    "Genoteerd, laat het weten als er nieuws is.",
    "Gefeliciteerd, wat een goed nieuws!",
    "Kort gezegd: het hangt ervan af hoeveel tijd je erin wilt steken.",
    "Sterkte, een kleine pauze helpt vaak.",
    "Meestal begin je met het eenvoudigste, de rest volgt vanzelf.",
  ],
};
