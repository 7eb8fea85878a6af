/** Words of time in the languages that dates are understood in, folded as `foldWord` folds. */

/** January to December; each month's words, short forms included. */
const monthWords: readonly string[] = [
  "january jan januar janner janvier enero ene gennaio janeiro",
  "february feb februar fevrier febrero febbraio fevereiro",
  "march mar marz maerz mars marzo marco",
  "april apr avril abril aprile",
  "may mai mayo maggio maio",
  "june jun juni juin junio giugno junho",
  "july jul juli juillet julio luglio julho",
  "august aug aout agosto",
  "september sep sept septembre septiembre settembre setembro",
  "october oct okt oktober octobre octubre ottobre outubro",
  "november nov novembre noviembre novembro",
  "december dec dez dezember decembre diciembre dicembre dezembro",
];

/** Sunday to Saturday. */
const weekdayWords: readonly string[] = [
  "sunday sonntag dimanche domingo domenica",
  "monday montag lundi lunes lunedi segunda",
  "tuesday dienstag mardi martes martedi terca",
  "wednesday mittwoch mercredi miercoles mercoledi quarta",
  "thursday donnerstag jeudi jueves giovedi quinta",
  "friday freitag vendredi viernes venerdi sexta",
  "saturday samstag sonnabend samedi sabado sabato",
];

const unitWords = {
  day: "day days tag tage tagen jour jours dia dias giorno giorni",
  week: "week weeks woche wochen semaine semaines semana semanas settimana settimane",
  month: "month months monat monate monaten mois mes meses mese mesi",
  year: "year years jahr jahre jahren an ans annee annees ano anos anno anni",
} as const;

export type Unit = keyof typeof unitWords;

const numberWords =
  "a:1 an:1 one:1 ein:1 eine:1 einem:1 einer:1 un:1 une:1 uno:1 una:1 um:1 uma:1 two:2 zwei:2 deux:2 dos:2 due:2 dois:2 " +
  "couple:2 paar:3 few:3 quelques:3 three:3 drei:3 trois:3 tres:3 tre:3 four:4 vier:4 quatre:4 cuatro:4 quattro:4 quatro:4 " +
  "five:5 funf:5 cinq:5 cinco:5 cinque:5 six:6 sechs:6 seis:6 sei:6 seven:7 sieben:7 sept:7 siete:7 sette:7 sete:7 " +
  "eight:8 acht:8 huit:8 ocho:8 otto:8 oito:8 nine:9 neun:9 neuf:9 nueve:9 nove:9 ten:10 zehn:10 dix:10 diez:10 dieci:10 dez:10";

/** Days before today. */
const dayWords =
  "today:0 heute:0 aujourd'hui:0 aujourdhui:0 hoy:0 oggi:0 hoje:0 yesterday:1 gestern:1 hier:1 ayer:1 ieri:1 ontem:1 " +
  "vorgestern:2 anteayer:2 anteontem:2";

/** Words that turn what comes before or after them to the past. */
const lastWords =
  "last past previous letzte letzten letzter letztes letztem vergangene vergangenen vorige vorigen derniere dernier dernieres passe passee pasado pasada ultimo ultima scorso scorsa passado passada";
const agoWords = "ago vor il y hace fa ha atras";
const thisWords = "this diese diesen dieser dieses diesem ce cette este esta questo questa";

export const months = placed(monthWords);
export const weekdays = placed(weekdayWords);
export const units: ReadonlyMap<string, Unit> = new Map(
  Object.entries(unitWords).flatMap(([unit, words]) => words.split(" ").map((word) => [word, unit as Unit])),
);
export const numbers = figures(numberWords);
export const daysBack = figures(dayWords);
export const lasts: ReadonlySet<string> = new Set(lastWords.split(" "));
export const agos: ReadonlySet<string> = new Set(agoWords.split(" "));
export const these: ReadonlySet<string> = new Set(thisWords.split(" "));

function placed(lists: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    lists.flatMap((words, place) => words.split(" ").map((word): [string, number] => [word, place])),
  );
}

function figures(list: string): ReadonlyMap<string, number> {
  return new Map(
    list.split(" ").map((pair): [string, number] => {
      const [word = "", figure = "0"] = pair.split(":");
      return [word, Number(figure)];
    }),
  );
}
