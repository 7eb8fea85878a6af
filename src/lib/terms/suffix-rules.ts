import type { Language } from "./languages.ts";

/**
 * Light stemming: endings of number, gender, case and the common forms of verbs are taken off; what makes one kind of word
 * of another mostly stays. A step is its endings; of each step at most one, the longest, is taken off, and `left`
 * letters must be left. Words are folded before: `ä` is `a`.
 */
export interface SuffixStep {
  readonly left: number;
  readonly endings: string;
}

export const suffixSteps: Readonly<Record<Exclude<Language, "en">, readonly SuffixStep[]>> = {
  de: [
    { left: 4, endings: "heiten keiten ungen heit keit ung isch lich ig" },
    { left: 3, endings: "ern est em en er es st et e n s t" },
  ],
  fr: [
    {
      left: 3,
      endings:
        "issements issement atrices ateurs ations amment emment ements ement ation euses eurs euse eur ites ite",
    },
    {
      left: 3,
      endings:
        "eraient erait erais erons eront erai eras era aient assent ions iez ait ais ant ees ons ent es ee er ir ez e s x i a t",
    },
  ],
  es: [
    {
      left: 3,
      endings: "amientos imientos amiento imiento aciones acion idades idad mente adoras adores adora ador",
    },
    {
      left: 3,
      endings:
        "ariamos eriamos iremos aremos eremos abamos iendo asteis isteis aron ieron ando aran eran iran aban abas aste iste " +
        "ados idos adas idas amos emos imos ado ido ada ida aba ian ias ia an en ar er ir as es os is io o a e s",
    },
  ],
  it: [
    { left: 3, endings: "azioni azione amenti amento imenti imento mente atori atore atrice ita" },
    {
      left: 3,
      endings:
        "eranno eremo eresti erebbe avamo evamo ivamo arono erono irono avano evano ivano ando endo iamo asti isti ato " +
        "ata ati ate uto uta uti ute ito iti are ere ire ava eva iva ano ono ai ei o a e i",
    },
  ],
  pt: [
    {
      left: 3,
      endings: "amentos imentos amento imento acoes acao idades idade mente adores adora ador oes aes",
    },
    {
      left: 3,
      endings:
        "ariamos eriamos aremos eremos avamos iamos ando endo indo aram eram iram avam aste iste ados idos adas idas amos " +
        "emos imos ado ido ada ida ava ia am em ao ar er ir as es os ou eu iu o a e s m",
    },
  ],
  nl: [
    { left: 4, endings: "heden heid ingen ing lijke lijk tjes tje jes je" },
    { left: 3, endings: "enden ende den ten en de te es s e t d" },
  ],
  sv: [
    { left: 3, endings: "heterna heten heter ningen ninger ningar ning elsen else het" },
    {
      left: 3,
      endings:
        "arnas ernas ornas arna erna orna ande ende aste arne erne ene ade ede ene are ere ast est ar er or en et an as es at te de a e s n t",
    },
  ],
  ru: [
    {
      left: 3,
      endings: "ившись ывшись вшись остями остях ости ость ение ения ению ении ание ания анию ании",
    },
    {
      left: 2,
      endings:
        "иями ями ами иях ях ах ого его ому ему ыми ими ешь ете ите аите уите ила ыла ена еите уют ают яют ует ает яет " +
        "али или ыли ять ать ить еть уть ала яла ела ели ал ил ел ыл ая яя ое ее ые ие ои еи ыи ии ом ем им ым ую юю " +
        "ов ев ет ут ют ат ят ам ям ия ию ие ть ся сь а я о е у ю ы и ь",
    },
  ],
  fi: [
    { left: 4, endings: "kaan koon han kin pa ko" },
    { left: 4, endings: "nsa mme nne ni si" },
    {
      left: 3,
      endings:
        "issaan istaan iltaan ssa sta lla lta lle ksi tta tten iden ista issa ille illa ilta ina sse seen siin hin ien " +
        "jen ivat vat tiin taan neet nut nyt in an en on at et it ta na n t a",
    },
    { left: 3, endings: "i e a o u" },
  ],
  tr: [
    {
      left: 3,
      endings:
        "yordum yordun iyorum iyorsun iyoruz uyorum miyor iyor uyor acagim ecegim acak ecek mistim mis mus dim din dik dum dun duk tim tin tik tum tun tuk di du ti tu",
    },
    {
      left: 3,
      endings:
        "larimiz lerimiz larim lerim larinin lerinin larinda lerinde larindan lerinden lardan lerden larda lerde larin lerin lari leri lar ler",
    },
    {
      left: 3,
      endings:
        "imizden imizde indan inden imizi imiz iniz umuz unuz inda inde undan unda ndan nden nda nde dan den tan ten da de ta te nin nun yla yle yi yu in un im um si su i u a e",
    },
  ],
  pl: [
    { left: 3, endings: "owania owanie owac anie enie ania enia osci osc" },
    {
      left: 3,
      endings:
        "ilismy ilysmy alismy alysmy iles ilas ilem ilam ales alas alem alam owymi ymi imi ami ach owie ych ich ego emu iem owi ala alo ali ila ilo ili aly ily al il ow om am asz em ym im ej ie ia iu ac ec ic a e i o u y",
    },
  ],
};
