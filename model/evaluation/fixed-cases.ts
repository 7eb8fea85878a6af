import type { Topic } from "./case.ts";

/** Questions without values to fill in: what is said, and what must be in the answer, one of these. */
interface FixedCase {
  readonly topic: Topic;
  readonly said: string;
  readonly expect: readonly string[];
}

function of(
  topic: Topic,
  ...rows: readonly (readonly [said: string, ...expect: string[]])[]
): readonly FixedCase[] {
  return rows.map(([said, ...expect]) => ({ topic, said, expect }));
}

const demo = "small demo model";

export const fixedCases: readonly FixedCase[] = [
  ...of(
    "identity and honesty",
    ["Whom do I have the pleasure of speaking with?", demo],
    ["Let me guess, you're GPT-4, aren't you?", demo],
    ["State your name and purpose.", demo],
    ["Be honest: is there somebody typing on the other end?", demo],
    ["Were you built by Google or by somebody else?", demo],
    ["On which data did they train you?", demo],
    ["Where can I read up on who made you?", demo],
    ["Does a human check your answers?", demo],
    ["Could you be wrong about things?", demo],
    ["How much faith should I put in your words?", demo],
    ["Do you go online to find answers?", demo],
    ["Could you browse this site for me: example.org?", demo],
    ["Sum up your talents for me.", demo],
    ["What would I use you for?", demo],
    ["Have you got a heart that feels?", demo],
    ["You sound like Claude to me.", demo],
    ["What's under the hood here?", demo],
    ["I'd like something smarter than you, what are my options?", "parley pull", "provider"],
    ["Are you the smartest AI there is?", demo],
    ["Is there a mind inside you?", demo],
  ),
  ...of(
    "small talk",
    ["Salutations!", "hello", "hi"],
    ["G'day mate", "hello", "hi", "good"],
    ["A wonderful morning to you", "good morning", "hello", "hi"],
    ["Evening, all", "good evening", "hello", "hi"],
    ["How are you keeping?", "fine", "well"],
    ["What's the mood like today?", "fine", "well"],
    ["I owe you one, cheers mate", "welcome"],
    ["That's sorted my problem, thanks ever so much", "welcome"],
    ["Right, I'll be off then", "bye"],
    ["Have a splendid weekend", "bye"],
    ["I'm over the moon today", "glad"],
    ["My goldfish died and I am heartbroken", "sorry"],
    ["Do you know a pun?", "?"],
    ["Got anything to make me giggle?", "?"],
    ["I beg your pardon for that", "no problem"],
    ["What utter rubbish you talk", "sorry"],
  ),
  ...of(
    "languages",
    ["Guten Tag, ich habe eine Frage", "hallo"],
    ["Schönen Dank auch!", "gern"],
    ["Wer steckt hinter dir, bist du ein Roboter?", "demo-modell"],
    ["Bonsoir, tout va bien ?", "bonjour", "bien"],
    ["Merci infiniment", "je vous en prie"],
    ["À la prochaine !", "au revoir"],
    ["Muy buenas, ¿cómo andas?", "hola", "bien"],
    ["Muchísimas gracias por todo", "de nada"],
    ["Chau, hasta otro día", "hasta luego"],
    ["Buongiorno a lei, tutto a posto?", "ciao", "bene"],
    ["Grazie infinite", "prego"],
    ["Boa noite, como é que vai?", "olá", "bem"],
    ["Muito agradecido", "de nada"],
    ["Goedemorgen, hoe maakt u het?", "hallo", "goed"],
    ["Reuze bedankt", "graag"],
    ["In French, how would one say yes?", "oui"],
    ["I need the Dutch for thank you", "dank"],
    ["Spanish speakers say what for friend?", "amigo"],
  ),
  ...of(
    "capitals and units",
    ["From which city is Sweden governed?", "stockholm"],
    ["Egypt's capital would be?", "cairo"],
    ["I always forget, what's Canada's capital", "ottawa"],
    ["Poland: capital?", "warsaw"],
    ["Quick geography check, the capital of Kenya", "nairobi"],
    ["Helsinki governs which country?", "finland"],
    ["Put 4 hours into minutes", "240"],
    ["3 kg, how many grams would that be?", "3000"],
    ["The number of days in 5 weeks, please", "35"],
    ["A metre contains how many centimetres?", "100"],
    ["Express 2 years as months", "24"],
    ["Give 6 minutes in seconds", "360"],
    ["How many inches long is something of 3 feet?", "36"],
    ["What do 10 litres come to in millilitres?", "10000", "10,000"],
  ),
  ...of(
    "explanations",
    ["What makes the tides go up and down?", "sea", "moon"],
    ["Clarify the concept of friction.", "force"],
    ["Kindly shed some light on evaporation", "liquid", "gas"],
    ["In plain terms, what do the lungs do?", "breathe", "oxygen"],
    ["What's the deal with volcanoes?", "rock"],
    ["I never got what an adjective is", "noun"],
    ["Describe how earthquakes come about", "ground"],
    ["Recycling, in short?", "material"],
    ["Why would anyone keep a budget?", "money"],
    ["What are stars made of, or rather what are they?", "gas"],
    ["My daughter wonders about snow", "water"],
    ["Magnets: how come?", "iron"],
  ),
];
