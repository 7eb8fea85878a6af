/** Words of time in the languages that dates are understood in, folded as `foldWord` folds. */

/** January to December; each month's words, short forms included. */
const monthWords: readonly string[] = [
  "january jan januar janner janvier enero ene gennaio janeiro januari styczen styczniu stycznia январь январе января tammikuu tammikuussa ocak ocakta",
  "february feb februar fevrier febrero febbraio fevereiro februari luty lutym lutego февраль феврале февраля helmikuu helmikuussa subat subatta",
  "march mar marz maerz mars marzo marco maart marzec marcu marca март марте марта maaliskuu maaliskuussa mart martta",
  "april apr avril abril aprile kwiecien kwietniu kwietnia апрель апреле апреля huhtikuu huhtikuussa nisan nisanda",
  "may mai mayo maggio maio mei maj maju maja май мае мая toukokuu toukokuussa mayis mayista",
  "june jun juni juin junio giugno junho czerwiec czerwcu czerwca июнь июне июня kesakuu kesakuussa haziran haziranda",
  "july jul juli juillet julio luglio julho lipiec lipcu lipca июль июле июля heinakuu heinakuussa temmuz temmuzda",
  "august aug aout agosto augustus augusti sierpien sierpniu sierpnia август августе августа elokuu elokuussa agustos agustosta",
  "september sep sept septembre septiembre settembre setembro wrzesien wrzesniu wrzesnia сентябрь сентябре сентября syyskuu syyskuussa eylul eylulde",
  "october oct okt oktober octobre octubre ottobre outubro pazdziernik pazdzierniku pazdziernika октябрь октябре октября lokakuu lokakuussa ekim ekimde",
  "november nov novembre noviembre novembro listopad listopadzie listopada ноябрь ноябре ноября marraskuu marraskuussa kasim kasimda",
  "december dec dez dezember decembre diciembre dicembre dezembro grudzien grudniu grudnia декабрь декабре декабря joulukuu joulukuussa aralik aralikta",
];

/** Sunday to Saturday. */
const weekdayWords: readonly string[] = [
  "sunday sonntag dimanche domingo domenica zondag sondag niedziela niedziele воскресенье sunnuntai sunnuntaina pazar",
  "monday montag lundi lunes lunedi segunda maandag mandag poniedzialek понедельник maanantai maanantaina pazartesi",
  "tuesday dienstag mardi martes martedi terca dinsdag tisdag tirsdag wtorek вторник tiistai tiistaina sali",
  "wednesday mittwoch mercredi miercoles mercoledi quarta woensdag onsdag sroda srode среда среду keskiviikko keskiviikkona carsamba",
  "thursday donnerstag jeudi jueves giovedi quinta donderdag torsdag czwartek четверг torstai torstaina persembe",
  "friday freitag vendredi viernes venerdi sexta vrijdag fredag piatek пятница пятницу perjantai perjantaina cuma",
  "saturday samstag sonnabend samedi sabado sabato zaterdag lordag sobota sobote суббота субботу lauantai lauantaina cumartesi",
];

const unitWords = {
  day: "day days tag tage tagen jour jours dia dias giorno giorni dag dagen dagar dzien dni день дня дней paiva paivaa gun",
  week: "week weeks woche wochen semaine semaines semana semanas settimana settimane weken vecka veckor uge tydzien tygodni tygodnie tygodniu неделя неделю недели неделе недель viikko viikolla viikkoa hafta",
  month:
    "month months monat monate monaten mois mes meses mese mesi maand maanden manad manader maned miesiac miesiace miesiecy miesiacu месяц месяца месяцев месяце kuukausi kuussa kuukautta ay",
  year: "year years jahr jahre jahren an ans annee annees ano anos anno anni jaar jaren ar rok roku lata lat год года году лет vuosi vuonna vuotta yil",
} as const;

export type Unit = keyof typeof unitWords;

const numberWords =
  "a:1 an:1 one:1 ein:1 eine:1 einem:1 einer:1 un:1 une:1 uno:1 una:1 um:1 uma:1 two:2 zwei:2 deux:2 dos:2 due:2 dois:2 " +
  "couple:2 paar:3 few:3 quelques:3 three:3 drei:3 trois:3 tres:3 tre:3 four:4 vier:4 quatre:4 cuatro:4 quattro:4 quatro:4 " +
  "five:5 funf:5 cinq:5 cinco:5 cinque:5 six:6 sechs:6 seis:6 sei:6 seven:7 sieben:7 sept:7 siete:7 sette:7 sete:7 " +
  "eight:8 acht:8 huit:8 ocho:8 otto:8 oito:8 nine:9 neun:9 neuf:9 nueve:9 nove:9 ten:10 zehn:10 dix:10 diez:10 dieci:10 dez:10 " +
  "twee:2 drie:3 vijf:5 zes:6 tien:10 tva:2 fyra:4 fem:5 tio:10 dwa:2 dwie:2 trzy:3 cztery:4 piec:5 два:2 две:2 три:3 " +
  "четыре:4 пять:5 шесть:6 десять:10 kaksi:2 kolme:3 nelja:4 viisi:5 iki:2 uc:3 dort:4 bes:5";

/** Days before today. */
const dayWords =
  "today:0 heute:0 aujourd'hui:0 aujourdhui:0 hoy:0 oggi:0 hoje:0 yesterday:1 gestern:1 hier:1 ayer:1 ieri:1 ontem:1 " +
  "vorgestern:2 anteayer:2 anteontem:2 avant-hier:2 vandaag:0 gisteren:1 eergisteren:2 idag:0 igar:1 dzis:0 dzisiaj:0 wczoraj:1 " +
  "przedwczoraj:2 сегодня:0 вчера:1 позавчера:2 tanaan:0 eilen:1 toissapaivana:2 bugun:0 dun:1";

/** Words that turn what comes before or after them to the past. */
const lastWords =
  "last past previous letzte letzten letzter letztes letztem vergangene vergangenen vorige vorigen derniere dernier dernieres passe passee pasado pasada ultimo ultima scorso scorsa passado passada vorige afgelopen forra senaste sidste zeszly zeszlym zeszlego ubiegly ubieglym прошлый прошлом прошлой прошлую прошлого viime gecen";
const agoWords = "ago vor il y hace fa ha atras geleden sedan siden temu назад sitten once";
const thisWords =
  "this diese diesen dieser dieses diesem ce cette este esta questo questa deze dit denna detta tym tego этот этом эту этой tassa bu";

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

/** Whether a folded word, or the stem of one, only says when: a day of the week, a month, `week`, `yesterday`. */
export function isTimeWord(word: string): boolean {
  return timeStems.has(word) || /^\d{1,2}月$/u.test(word);
}

const timeStems: ReadonlySet<string> = new Set(
  [...months.keys(), ...weekdays.keys(), ...units.keys(), ...daysBack.keys(), ...lasts].flatMap((word) => [
    word,
    ...(word.length > 4 ? [word.slice(0, -1)] : []),
  ]),
);

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
