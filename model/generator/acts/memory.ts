import { factsOfPeople } from "../facts-of-people.ts";
import { question, statement } from "../frames.ts";
import { openFacts } from "../open-facts.ts";
import { type Act, answer, capital, type Fact, type Scene, typed, user } from "../scene.ts";

interface Telling {
  readonly fact: Fact;
  readonly told: string;
}

function kindTelling(scene: Scene, name: string): Telling {
  const kind = factsOfPeople[name];
  if (kind === undefined) throw new TypeError(`no kind "${name}"`);
  const value = kind.value(scene.words);
  return {
    fact: {
      kind: name,
      value,
      statement: kind.statement.replace("[v]", value),
      asks: [question(kind.asks, kind.indirect)],
    },
    told: `{${kind.told.join("|")}}`,
  };
}

/** Something that the conversation does not know yet. */
function newTelling(scene: Scene): Telling {
  for (let tries = 0; tries < 100; tries++) {
    if (scene.dice.chance(0.5)) {
      const telling = kindTelling(scene, scene.dice.pick(Object.keys(factsOfPeople)));
      if (!scene.facts.has(telling.fact.kind)) return telling;
    } else {
      const { told, indirect, ...fact } = scene.dice.pick(openFacts)(scene);
      if (!scene.facts.has(fact.kind))
        return {
          fact: { ...fact, asks: [question(fact.asks, indirect)] },
          told: `{${told.map((text) => text.replace(fact.value, "[v]")).join("|")}}`,
        };
    }
  }
  throw new TypeError("nothing new to tell");
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
  const { fact, told } = newTelling(scene);
  user(scene, statement([told]), { v: fact.value });
  scene.facts.set(fact.kind, fact);
  acknowledge(scene, fact);
};

/** Two or three facts in one breath. */
export const tellMore: Act = (scene) => {
  const count = scene.dice.between(2, 3);
  const parts: string[] = [];
  const facts: Fact[] = [];
  for (let index = 0; index < count; index++) {
    const { fact, told } = newTelling(scene);
    scene.facts.set(fact.kind, fact);
    facts.push(fact);
    parts.push(typed(scene, index === 0 ? statement([told]) : told, { v: fact.value }).replace(/[.!]+$/, ""));
  }
  const joined = scene.dice.pick([
    parts.join(" and "),
    `${parts.map(capital).join(". ")}.`,
    parts.join(", "),
    parts.join(", and "),
  ]);
  scene.messages.push({ role: "user", content: joined });
  if (scene.style === "brief") answer(scene, "{Noted.|OK.}");
  else
    answer(scene, "{Thank you, I will remember that [s].|Noted: [s].}", {
      s: facts.map(({ statement: said }) => said).join(" and "),
    });
};

export const correct: Act = (scene) => {
  const known = [...scene.facts.values()].filter(({ kind }) => kind in factsOfPeople);
  // The newest: that is what "I meant" speaks of.
  const old = known.at(-1);
  if (old === undefined) return tell(scene);
  const kind = factsOfPeople[old.kind];
  if (kind === undefined) return tell(scene);
  const { fact } = kindTelling(scene, old.kind);
  user(
    scene,
    `{{Sorry, |Actually, |Wait, |Oops, |No, |Correction: |I made a mistake, |Hold on, |I was wrong: |Ah no, |Let me correct that: |Hm, no, |I meant: |Not [o]! |My mistake: |Change of plan: |Update: }{my ${kind.label} is [v]|it is [v]|it's [v], not [o]|I meant [v]|[v], not [o]|my ${kind.label} is [v], not [o]|my ${kind.label} is not [o] but [v]|it should be [v]|I wanted to say [v]}|{Please |Can you |Could you |}{change|correct|update|set} my ${kind.label} to [v]|that is wrong, my ${kind.label} is [v]|my ${kind.label} has changed, it is {now |}[v]}{.|!||, sorry.|, please.}`,
    { v: fact.value, o: old.value },
  );
  scene.facts.set(fact.kind, fact);
  if (scene.style === "brief") answer(scene, "{Corrected.|Noted.}");
  else
    answer(scene, "{No problem, I have corrected that: [s].|Thank you, now I know that [s].}", {
      s: fact.statement,
    });
};

/** Asks for what was told, or for what never was. */
export const recall: Act = (scene) => {
  const known = [...scene.facts.values()];
  if (known.length > 0 && scene.dice.chance(0.85)) {
    const fact = scene.dice.pick(known);
    user(scene, scene.dice.pick(fact.asks));
    return scene.style === "brief"
      ? answer(scene, "[v].", { v: capital(fact.value) })
      : scene.style === "formal"
        ? answer(scene, "Certainly. [s].", { s: capital(fact.statement) })
        : answer(scene, scene.style === "friendly" ? "[s]. 😊" : "[s].", { s: capital(fact.statement) });
  }
  const missing = Object.entries(factsOfPeople).filter(([name]) => !scene.facts.has(name));
  if (missing.length === 0) return tell(scene);
  const [, kind] = scene.dice.pick(missing);
  user(scene, question(kind.asks, kind.indirect));
  answer(scene, "You have not told me [u]{| yet}.", { u: kind.unknown });
};

/** All that is known, in one answer. */
export const recallAll: Act = (scene) => {
  const known = [...scene.facts.values()];
  if (known.length < 1 || known.length > 4) return recall(scene);
  user(
    scene,
    question(
      [
        "what do you know about me",
        "what have I told you{| so far| about me}",
        "what did I tell you{| so far| about me}",
        "what do you remember{| about me| of me}",
        "who am I and what did I say",
      ],
      [
        "what I told you{| so far}",
        "what you know about me",
        "everything {I told you|you know about me}",
        "all you know about me",
      ],
    ),
  );
  answer(scene, "[s].", { s: known.map(({ statement: said }) => capital(said)).join(". ") });
};
