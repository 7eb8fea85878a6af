/** Forms that no rule reaches, after the word that they are forms of. */
const forms =
  "buy bought; go went gone goes going; see saw seen; take took taken; make made; give gave given; get got gotten; " +
  "come came; tell told; think thought; find found; know knew known; leave left; feel felt; keep kept; begin began begun; " +
  "write wrote written; read; speak spoke spoken; drive drove driven; ride rode ridden; fly flew flown flies; " +
  "eat ate eaten; drink drank drunk; sing sang sung; swim swam swum; run ran; sit sat; stand stood; win won; lose lost; " +
  "break broke broken; choose chose chosen; wear wore worn; teach taught; catch caught; bring brought; build built; " +
  "send sent; spend spent; sell sold; pay paid; say said; meet met; sleep slept; grow grew grown; draw drew drawn; " +
  "throw threw thrown; forget forgot forgotten; hear heard; hold held; lead led; lend lent; lie lay lain; mean meant; " +
  "rise rose risen; shake shook shaken; steal stole stolen; wake woke woken; hide hid hidden; bite bit bitten; " +
  "become became; understand understood; fall fell fallen; fight fought; freeze froze frozen; hang hung; shoot shot; " +
  "child children; person people; man men; woman women; foot feet; tooth teeth; mouse mice; wife wives; life lives; " +
  "knife knives; half halves; leaf leaves; shelf shelves; wolf wolves; loaf loaves; marry married marries marriage; " +
  "move moved moves moving; live lived living; die died dying dies; study studied studies studying; " +
  "allergy allergic allergies; travel travelled traveled traveling travelling; plan planned; born birth; " +
  "good better best; bad worse worst; mom mum mommy mummy mother; dad daddy father; kid kids; fiance fiancee";

/** From a form to its word. A word is its own, so that it takes no other way. */
export const irregularEnglish: ReadonlyMap<string, string> = new Map(
  forms.split("; ").flatMap((line) => {
    const [word = "", ...others] = line.split(" ");
    return [word, ...others].map((form): [string, string] => [form, word]);
  }),
);
