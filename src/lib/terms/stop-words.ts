import { bitOf, type Language, type LanguageBits } from "./languages.ts";

/**
 * Words that a language cannot do without and that say nothing about what a text is about, folded as `foldWord` folds.
 * They tell which language a text is in, and are then left out.
 */
const lists: Readonly<Record<Language, string>> = {
  en:
    "a an the and or but if then than so as of at by for with about against between into through during before after " +
    "above below to from up down in out on off over under again further once here there all any both each few more " +
    "most other some such no nor not only own same too very can will just don should now i me my mine myself we us our " +
    "ours you your yours he him his she her hers it its they them their theirs this that these those am is are was " +
    "were be been being have has had having do does did doing would could might must shall may what which who whom " +
    "whose when where why how because until while isn aren wasn weren hasn haven hadn doesn didn won wouldn couldn " +
    "shouldn ll ve re im ive thats whats lets let get got also yes yeah oh hey hi hello ok okay please really well " +
    "like one ever still since",
  de:
    "der die das den dem des ein eine einen einem einer eines und oder aber wenn dann als so wie von bei mit uber fur " +
    "aus nach zu zum zur im in an am auf ab um vor hinter unter neben zwischen durch gegen ohne bis seit ich mich mir " +
    "mein meine meinen meinem meiner du dich dir dein deine deinen deinem deiner er ihn ihm sein seine seinen seinem " +
    "seiner sie ihr ihre ihren ihrem ihrer es wir uns unser unsere euch euer eure nicht kein keine keinen nur auch " +
    "noch schon sehr mehr man sich ist bin bist sind seid war warst waren gewesen wird werden wurde wurden hat habe " +
    "haben hatte hatten hast kann konnen konnte muss mussen soll sollte will wollte darf mag was wer wen wem wessen " +
    "wann wo wohin woher warum wieso weshalb welche welcher welches welchen welchem dass weil ob da doch ja nein hier " +
    "dort diese dieser dieses diesen diesem jetzt mal denn also eigentlich nochmal bitte gern danke hallo",
  fr:
    "le la les l un une des du de d et ou mais si alors que qui quoi dont ou quand comment pourquoi quel quelle quels " +
    "quelles lequel ce cet cette ces ca cela c je j me m moi tu te t toi il elle on nous vous ils elles se s lui leur " +
    "leurs mon ma mes ton ta tes son sa ses notre nos votre vos ne n pas plus moins tres trop aussi encore deja dans " +
    "sur sous avec sans pour par en au aux chez entre vers depuis pendant avant apres est suis es sommes etes sont " +
    "etait etais etaient ete etre ai as a avons avez ont avait avais avaient avoir eu fait faire y qu puis parce comme " +
    "tout tous toute toutes meme oui non bonjour merci bien ici voila donc combien",
  es:
    "el la los las un una unos unas y o u e pero si no que quien quienes cual cuales cuando donde como cuanto cuanta " +
    "cuantos cuantas porque por para con sin sobre entre hasta desde hacia de del al a en es son soy eres somos era " +
    "eran fue fueron ser estar esta estas estan estoy estaba estaban he has ha hemos han habia haber hay yo mi mis me " +
    "tu tus te ti el ella ellos ellas nosotros vosotros usted ustedes su sus se le les lo nos os este esta esto estos " +
    "estas ese esa eso esos esas aquel aquella muy mas menos tambien ya aun todavia solo tan tanto todo toda todos " +
    "todas otro otra otros otras hola gracias bien aqui alli ahora asi adonde",
  it:
    "il lo la i gli le un uno una e o ma se che chi cui quale quali quando dove come quanto quanta quanti quante " +
    "perche per con senza su tra fra di del dello della dei degli delle a al allo alla ai agli alle da dal dallo dalla " +
    "dai in nel nello nella nei negli nelle sul sulla sui sulle sono sei e siamo siete era erano ero stato stata " +
    "essere ho hai ha abbiamo avete hanno aveva avevo avere io mi mio mia miei mie tu ti tuo tua tuoi tue lui lei noi " +
    "ci voi vi loro si suo sua suoi sue nostro nostra vostro questo questa questi queste quello quella quelli quelle " +
    "non piu meno molto anche ancora gia solo tutto tutta tutti tutte ciao grazie bene qui ora cosi cosa poi",
  pt:
    "o a os as um uma uns umas e ou mas se que quem qual quais quando onde como quanto quanta quantos quantas porque " +
    "por para com sem sobre entre ate desde de do da dos das ao aos em no na nos nas num numa pelo pela e sao sou es " +
    "somos era eram foi foram ser estar esta estao estou estava estavam tenho tem temos tinha ter ha havia eu me mim " +
    "meu minha meus minhas tu te teu tua voce voces ele ela eles elas lhe lhes seu sua seus suas nosso nossa nao mais " +
    "menos muito tambem ja ainda so tao todo toda todos todas outro outra este esta isto estes estas esse essa isso " +
    "esses essas aquele aquela ola obrigado bem aqui ali agora entao",
  nl:
    "de het een en of maar als dan dat die dit deze wat wie waar wanneer waarom hoe welke welk van in op aan bij met " +
    "voor door over uit naar om te tot tegen zonder onder tussen na sinds ik me mij mijn je jij jou jouw u uw hij hem " +
    "zijn haar zij ze wij we ons onze jullie hun zich is ben bent was waren geweest wordt worden werd heb hebt heeft " +
    "hebben had hadden kan kunnen kon moet moeten zal zou zullen wil niet geen wel ook nog al zo heel veel meer er " +
    "hier daar nu toen omdat ja nee hallo dank",
  sv:
    "och eller men om sa som att det den de en ett ei et i pa av fran til till for med utan under over mellan efter " +
    "innan sedan jag jeg mig meg min mitt mina mine du dig deg din ditt dina dine han hon hun honom ham henne vi oss " +
    "var vart vara vare ni er dere dem sig seg sin sitt sina sine inte ikke icke ingen inget inga bara bare ocksa ogsa " +
    "annu mycket meget mer ar er var blir blev ble har hade havde kan kunde ska skal skulle vil vill ville vad hva hvad " +
    "vem hvem nar hvornar hvor var varfor hvorfor hur hvordan vilken hvilken hvilket vilka denna dette denne disse " +
    "dessa nu na da ja nej nei hej hei tack takk tak ved ble blitt fra",
  ru:
    "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня " +
    "еще нет о из ему теперь когда даже ну ли если уже или ни быть был него до вас опять вам ведь там потом себя ей " +
    "они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под будет тогда кто этот " +
    "того потому этого какои какая какое какие ним здесь этом мои моя мое моего моеи тем чтобы нее были куда зачем " +
    "всех можно при об другои после над больше тот через эти нас про них эта много разве эту свою этои перед чуть том " +
    "такои им более всегда это почему сколько твои твоя наш наша привет спасибо",
  fi:
    "ja tai mutta jos niin kuin etta joka jotka mika mita missa mihin mista milloin koska kuka kenen miksi miten kuinka " +
    "mina minun minua minulla sina sinun sinua sinulla han hanen hanta me meidan te teidan he heidan se sen sita siina " +
    "ne nama tama taman tata tuo on ovat olen olet olemme oli olivat ollut olla ei en et emme eivat ole kanssa ilman " +
    "myos viela jo vain hyvin paljon nyt sitten kun kylla hei kiitos onko oliko",
  tr:
    "ve veya ama fakat eger ise ki de da bir bu su o ben bana beni benim sen sana seni senin onu onun ona biz bizim siz " +
    "sizin onlar onlarin ne kim kimin nerede nereye nereden zaman nasil neden nicin hangi kac mi mu icin ile gibi " +
    "kadar daha cok az en degil var yok her hic sonra once simdi evet hayir merhaba tesekkurler olarak olan oldu idi",
  pl:
    "i w we z ze na do o po za od dla przez przy pod nad bez lub albo ale jesli to jest sa byl byla bylo byli byc jestem " +
    "jestes ja mnie mi moj moja moje moim ty ciebie ci twoj twoja twoje on ona ono jego jej my nas nam nasz wy was oni " +
    "ich im sie nie tak tylko tez takze juz jeszcze bardzo wiecej co kto kogo kiedy gdzie dlaczego jak ktory ktora " +
    "ktore ile ten ta te tego tej tym tych tutaj tam teraz czy ze bo hej czesc dziekuje",
};

/** Each stop word, and the languages that it is one of. */
export const stopWords: ReadonlyMap<string, LanguageBits> = collect();

function collect(): Map<string, LanguageBits> {
  const found = new Map<string, LanguageBits>();
  for (const [language, words] of Object.entries(lists)) {
    const bit = bitOf(language as Language);
    for (const word of words.split(" ")) found.set(word, (found.get(word) ?? 0) | bit);
  }
  return found;
}
