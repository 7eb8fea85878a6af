const dense = /[\p{Script=Han}\p{Script=Hangul}]/u;
const figures = "一二三四五六七八九十";
const months = "january february march april may june july august september october november december".split(
  " ",
);

/** Words of time in Chinese, Japanese and Korean, and what they are in a language that sets spaces. */
const spoken: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/(?:一昨日|おととい|前天|그저께)/gu, "vorgestern"],
  [/(?:昨日|昨天|きのう|어제)/gu, "yesterday"],
  [/(?:今日|今天|きょう|오늘)/gu, "today"],
  [/(?:先週|上周|上週|上个星期|上星期|上個星期|지난주|지난 주)/gu, "last week"],
  [/(?:先月|上个月|上個月|지난달|지난 달)/gu, "last month"],
  [/(?:去年|昨年|작년)/gu, "last year"],
  [/(?:(?:星期|周|週|礼拜)[日天]|日曜日?|일요일)/gu, "sunday"],
  [/(?:(?:星期|周|週|礼拜)一|月曜日?|월요일)/gu, "monday"],
  [/(?:(?:星期|周|週|礼拜)二|火曜日?|화요일)/gu, "tuesday"],
  [/(?:(?:星期|周|週|礼拜)三|水曜日?|수요일)/gu, "wednesday"],
  [/(?:(?:星期|周|週|礼拜)四|木曜日?|목요일)/gu, "thursday"],
  [/(?:(?:星期|周|週|礼拜)五|金曜日?|금요일)/gu, "friday"],
  [/(?:(?:星期|周|週|礼拜)六|土曜日?|토요일)/gu, "saturday"],
  [/(\d+) ?(?:天|日|일) ?(?:以)?(?:前|전)/gu, "$1 days ago"],
  [/(\d+) ?(?:周|週間|週|个星期|個星期|주일?) ?(?:以)?(?:前|전)/gu, "$1 weeks ago"],
  [/(\d+) ?(?:个月|個月|か月|ヶ月|カ月|개월|달) ?(?:以)?(?:前|전)/gu, "$1 months ago"],
  [/(\d+) ?(?:年|년) ?(?:以)?(?:前|전)/gu, "$1 years ago"],
];

/** A text whose times can be read word by word: `5月3日` becomes `in may 3`, where no spaces say what a word is. */
export function spacedTimes(text: string): string {
  if (!dense.test(text)) return text;
  let spaced = text.replaceAll(/[一二两三四五六七八九十]+(?=[月周週天日年个個か])/gu, figureOf);
  spaced = spaced.replaceAll(
    /(?:(\d{4}) ?[年년] ?)?(\d{1,2}) ?(?:月|월)(?!曜)(?: ?(\d{1,2}) ?[日号號일])?/gu,
    monthOf,
  );
  for (const [pattern, words] of spoken) spaced = spaced.replaceAll(pattern, ` ${words} `);
  return spaced;
}

function monthOf(found: string, year: string | undefined, month: string, day: string | undefined): string {
  const name = months[Number(month) - 1];
  return name === undefined ? found : ` in ${name} ${day ?? ""} ${year ?? ""} `;
}

/** `十二` is 12. Larger ones are no days, weeks or months. */
function figureOf(written: string): string {
  const signs = [...written.replaceAll("两", "二")].map((sign) => figures.indexOf(sign) + 1);
  const [one = 0, two = 0, three = 0] = signs;
  if (signs.length === 1) return String(one);
  if (signs.length === 2) return one === 10 ? String(10 + two) : two === 10 ? String(one * 10) : written;
  return signs.length === 3 && two === 10 ? String(one * 10 + three) : written;
}
