import { asking, stating } from "../frames.ts";
import { type Act, answer, capital, type Fact, type Scene, typed, user } from "../scene.ts";
import { makeFact, newFact, untold, type Ways, waysOf } from "./telling.ts";

/** What the user says of the fact, with whatever haste must leave alone. */
function sayTo(scene: Scene, { slots }: Ways, text: string, values: Readonly<Record<string, string>>): void {
  user(scene, text, { ...slots, ...values });
}

function keep(scene: Scene, fact: Fact): void {
  // Once more at the end: what was said last is what "I meant" speaks of.
  scene.facts.delete(fact.kind);
  scene.facts.set(fact.kind, fact);
}

function acknowledge(scene: Scene, { kind, value, statement }: Fact): void {
  if (scene.style === "brief") return answer(scene, "{Noted.|OK.}");
  if (kind === "name")
    return answer(scene, "{Nice to meet you|Hello}, [v]!{| How can I help you?| What can I do for you?}", {
      v: value,
    });
  answer(scene, "{Thank you, I will remember that [s].|Noted: [s].|All right, [s].}", { s: statement });
}

export const tell: Act = (scene) => {
  const fact = newFact(scene);
  sayTo(scene, fact.ways, stating(scene.dice, fact.ways.told), { v: fact.value });
  keep(scene, fact);
  acknowledge(scene, fact);
};

/** Two or three facts in one breath. */
export const tellMore: Act = (scene) => {
  const { dice } = scene;
  const count = dice.between(2, 3);
  const parts: string[] = [];
  const facts: Fact[] = [];
  for (let index = 0; index < count; index++) {
    const fact = newFact(scene);
    keep(scene, fact);
    facts.push(fact);
    const said =
      index === 0 && dice.chance(0.5)
        ? stating(dice, fact.ways.told, false)
        : `{${fact.ways.told.join("|")}}`;
    parts.push(typed(scene, said, { ...fact.ways.slots, v: fact.value }).replace(/[.!]+$/, ""));
  }
  const joint = dice.pick([
    " and ",
    " and ",
    ", and ",
    ", ",
    "; ",
    " and also ",
    ", also ",
    ". Also, ",
    " & ",
    "\n",
  ]);
  scene.messages.push({
    role: "user",
    content: dice.chance(0.3) ? `${parts.map(capital).join(dice.pick([". ", "! "]))}.` : parts.join(joint),
  });
  if (scene.style === "brief") answer(scene, "{Noted.|OK.}");
  else
    answer(scene, "{Thank you, I will remember that [s].|Noted: [s].}", {
      s: facts.map(({ statement: said }) => said).join(" and "),
    });
};

const regrets =
  "{|Sorry, |Actually, |Wait, |Oops, |No, |Correction: |I made a mistake, |Hold on, |I was wrong: |Ah no, |Let me correct that: |Hm, no, |My mistake: |Change of plan: |Update: |Not [o]! |Oh no, |Excuse me, |Pardon, |That was wrong: |I take that back: |Stop, |Well, actually |Just a moment, |I got that wrong, |I misspoke: |I mistyped: |Typo: |Ups, |I lied: |On second thought, |Hang on, |Forget what I said: |Sorry, my fault: |I have to correct myself: |A small correction: |I told you something wrong: |Scratch that, |Please note the change: |I said [o], but |Not quite: |Nope, |Erm, |Errata: |Apologies, }";

/** With a word for what is corrected. */
const corrections: readonly string[] = [
  `${regrets}{[l] is [v]|[l] is {really|actually|in fact|now|in truth|rather} [v]|[l] is [v]{,| and} not [o]|[l] is not [o] but [v]|[l] {isn't|is not} [o], it is [v]|[l] should be [v]|[l] was meant to be [v]|the right answer for [l] is [v]|instead of [o], [l] is [v]}`,
  "{Please |Can you |Could you |Would you |Kindly |I want to |I need to |I'd like to |You must |Let us |}{change|correct|update|set|fix|replace|edit|overwrite} [l]{| from [o]} to [v]",
  "{that is|that's|this is|you have it|you got it|I had it|that was|what I said was|it was} {wrong|not right|not correct|false|incorrect|an error|a mistake}{,|:| -} [l] is [v]",
  "[l] {has changed|changed|is different now|is a different one|is another one now|was wrong}{, it is {now |}[v]|: [v]| to [v]}",
  "{new|another|changed|updated} information: [l] is {now |}[v]",
  "{from now on|as of today|since today|since yesterday|by now} [l] is [v]",
  "{about|as for|regarding|concerning} [l]: {it is|make that|I meant|it should be} [v]",
  "[l] is no longer [o]{,| but| -} {it is |now it is |}[v]",
  "I gave you the wrong {answer|information|data}: [l] is [v]",
];

/** Without one: they speak of what was said last. */
const shortCorrections: readonly string[] = [
  `${regrets}{it is [v]|it's [v]{,| and} not [o]|I meant [v]|I mean [v]|[v], not [o]|not [o] but [v]|it should be [v]|it should have been [v]|I wanted to {say|write|type} [v]|make that [v]|it was [v]|the right one is [v]|[v] is right|[v] is correct, not [o]|[v] instead of [o]|I should have {said|written} [v]|[v] {of course|I mean}|it must be [v]|I meant to {say|write|type} [v]{|, not [o]}|that should read [v]|please make it [v]|rather [v]|better: [v]}`,
  "{I said [o], but|I wrote [o], but|I told you [o], but|Not [o],|It is not [o],|It isn't [o],|I was wrong about [o],} {I meant [v]|it is [v]|it should be [v]|the right one is [v]|it's [v]}",
  "{replace|change|correct|exchange|swap} [o] {by|with|to|for|into} [v]",
  "I {meant|mean} [v]",
];

export const correct: Act = (scene) => {
  const { dice } = scene;
  const known = [...scene.facts.values()];
  const latest = known.at(-1);
  const old = dice.chance(0.75) ? latest : known.length > 0 ? dice.pick(known) : undefined;
  const ways = old === undefined ? undefined : waysOf(old);
  if (old === undefined || ways === undefined) return tell(scene);
  const fact = makeFact(scene, old.kind, ways);
  if (fact.value === old.value) return recall(scene);
  const how = old === latest && (dice.chance(0.4) || saidLast(scene, old)) ? shortCorrections : corrections;
  // A name may stand within the label: it goes in first, as a slot of its own.
  const text = dice.pick(how).replaceAll("[l]", ways.label);
  sayTo(
    scene,
    ways,
    `${text}{.|.||!||, sorry.|, please.|, thanks.|, sorry about that|, excuse me|, my mistake}`,
    {
      v: fact.value,
      o: old.value,
    },
  );
  keep(scene, fact);
  if (scene.style === "brief") answer(scene, "{Corrected.|Noted.}");
  else
    answer(scene, "{No problem, I have corrected that: [s].|Thank you, now I know that [s].}", {
      s: fact.statement,
    });
};

/** Whether the message before the last answer is the one that told the fact. */
function saidLast({ dice, messages }: Scene, { value }: Fact): boolean {
  return dice.chance(0.5) && messages.at(-2)?.content.includes(value) === true;
}

function tellBack(scene: Scene, fact: Fact, brief: string): void {
  const s = capital(fact.statement);
  if (scene.style === "brief") answer(scene, "[v].", { v: capital(brief) });
  else if (scene.style === "formal") answer(scene, "Certainly. [s].", { s });
  else answer(scene, scene.style === "friendly" ? "[s]. 😊" : "[s].", { s });
}

/** `Is my name Bob?`, right or wrong. */
function check(scene: Scene, fact: Fact, ways: Ways): void {
  const { dice } = scene;
  const right = dice.chance(0.5);
  const value = right ? fact.value : ways.value(scene);
  const told = (ways.told[0] ?? "").replace("[v]", "[w]");
  const text = dice.pick([
    `{|So, |And |Hey, |Wait, |Now }{is it {true|right|correct|a fact}|did I {say|tell you|mention|write|claim}|am I right|do you think|would you say|could it be|did you note|do you remember} that ${told}{?|?|}`,
    `${told}, {right|correct|isn't it|true or false|yes or no|is that right|is that correct|or not|am I right|true}{?|?|}`,
    `{true or false|yes or no|right or wrong|check this|please check|please confirm}: ${told}{?|?|.|}`,
  ]);
  sayTo(scene, ways, text, { w: value });
  const said = value === fact.value ? "Yes, [s]." : "No, [s].";
  answer(scene, scene.style === "brief" ? (value === fact.value ? "Yes." : "No, [v].") : said, {
    s: fact.statement,
    v: fact.value,
  });
}

/** Two questions at once. */
function recallTwo(scene: Scene, first: Fact, one: Ways, second: Fact, two: Ways): void {
  const { dice } = scene;
  const joint = dice.pick([" and ", " and ", ", and ", ", ", " plus ", " and also ", ", also ", " & "]);
  const text = dice.chance(0.6)
    ? asking(dice, [dice.pick(one.asks) + joint + dice.pick(two.asks)])
    : asking(dice, [], [dice.pick(one.indirect) + joint + dice.pick(two.indirect)]);
  user(scene, text, { ...one.slots, ...two.slots });
  const brief = scene.style === "brief";
  answer(scene, brief ? "[v], [w]." : "[s] and [t].", {
    v: capital(first.value),
    w: second.value,
    s: capital(first.statement),
    t: second.statement,
  });
}

/** Asks for what was told, or for what never was. */
export const recall: Act = (scene) => {
  const { dice } = scene;
  const known = [...scene.facts.values()];
  if (known.length > 0 && dice.chance(0.8)) {
    const fact = dice.pick(known);
    const ways = waysOf(fact);
    if (ways === undefined) {
      user(scene, dice.pick(fact.asks));
      return tellBack(scene, fact, fact.value);
    }
    const kind = dice.between(0, 99);
    if (kind < 6) return check(scene, fact, ways);
    const others = known.filter((other) => other !== fact);
    const second = kind < 12 && others.length > 0 ? dice.pick(others) : undefined;
    const two = second === undefined ? undefined : waysOf(second);
    // Both of two names would need a slot of their own.
    if (
      second !== undefined &&
      two !== undefined &&
      (two.slots["m"] ?? ways.slots["m"]) === (ways.slots["m"] ?? two.slots["m"])
    )
      return recallTwo(scene, fact, ways, second, two);
    const unique = others.every(({ value }) => value !== fact.value);
    if (kind < 20 && ways.reverse.length > 0 && ways.open !== undefined && unique) {
      sayTo(scene, ways, asking(dice, ways.reverse), { v: fact.value });
      return tellBack(scene, fact, ways.open.subject.yours);
    }
    sayTo(scene, ways, asking(dice, ways.asks, ways.indirect), {});
    return tellBack(scene, fact, fact.value);
  }
  const missing = untold(scene);
  if (missing === undefined) return tell(scene);
  sayTo(scene, missing, asking(dice, missing.asks, missing.indirect), {});
  answer(scene, "You have not told me [u]{| yet}.", { ...missing.slots, u: missing.unknown });
};

/** All that is known, in one answer. */
export const recallAll: Act = (scene) => {
  const known = [...scene.facts.values()];
  if (known.length < 1 || known.length > 4) return recall(scene);
  user(
    scene,
    asking(
      scene.dice,
      [
        "what do you {know|remember|recall} {about|of} me{| so far| by now}",
        "what have I {told|said to|written to|shared with} you{| so far| about me| until now| up to now}",
        "what did I {tell you|say|write|share|reveal|mention}{| so far| about me| about myself}",
        "what do you {remember|recall}{| about me| of me| from this chat| from our conversation}",
        "who am I and what did I say",
        "{which|what} facts {do you know|have I told you|did you note|did you keep} about me",
        "what {information|facts|details|things} {do you have|did I give you|do you keep|have you stored|have you noted} about me",
        "what have you {learned|learnt|noted|written down|stored|saved|found out} about me",
        "what is {known|stored|noted} about me",
        "how much do you know about me",
        "{list|name|repeat|sum up|summarise|summarize|recall|write down|give me|show me} {everything|all|all the facts|all the things|what} {I told you|you know about me|I said about myself|I have told you|you remember about me}",
        "{your notes about me|my data|all about me|everything I said about me}",
        "what {could|can} you {say|tell|tell others} about me",
      ],
      [
        "what I {told you|said about myself|shared}{| so far}",
        "what you {know|remember|noted|have learned|have stored} about me",
        "everything {I told you|you know about me|I said about me|you have noted about me}",
        "all {you know about me|I told you|that I told you|the facts I gave you}",
        "{which|what} facts you know about me",
      ],
    ),
  );
  answer(scene, "[s].", { s: known.map(({ statement: said }) => capital(said)).join(". ") });
};
