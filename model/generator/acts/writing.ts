import { question, request, wish } from "../frames.ts";
import { type Act, answer, capital, user } from "../scene.ts";
import { topics } from "../words/topics.ts";

const article = (text: string): string => `${/^[aeiou]/i.test(text) ? "an" : "a"} ${text}`;

export const email: Act = (scene) => {
  const { dice, words } = scene;
  const slots = { to: words.name(), from: words.name(), t: words.topic(), d: words.day(), h: words.clock() };
  const sign =
    "{, sign it [from]|. Sign it [from]|, signed [from]|. Sign as [from]| from [from]|, my name is [from]|. I am [from]}";
  const mail = "{an |a short |a |a brief |a polite }{email|mail|message|note|letter|e-mail}";
  const [deeds, body] = dice.pick([
    [
      [
        `{write|draft|compose|send|prepare} ${mail} to [to] {about|inviting [to] to} a meeting on [d] at [h] about [t]${sign}`,
        `invite [to] to a meeting about [t] on [d] at [h] by {email|mail}${sign}`,
      ],
      "I would like to invite you to a meeting about [t] on [d] at [h].",
    ],
    [
      [
        `{write|draft|compose|send|prepare} ${mail} to [to] {to remind [to] of|as a reminder of|about} [t] on [d]${sign}`,
        `remind [to] of [t] on [d] by {email|mail}${sign}`,
      ],
      "This is a short reminder of [t] on [d].",
    ],
    [
      [
        `{write|draft|compose|send|prepare} ${mail} to [to] {thanking [to] for|to say thanks for|saying thank you for} [t]${sign}`,
        `thank [to] for [t] by {email|mail}${sign}`,
      ],
      "Thank you very much for [t].",
    ],
    [
      [
        `{write|draft|compose|send|prepare} ${mail} to [to] {apologising for|to say sorry for|saying sorry about} [t]${sign}`,
        `apologise to [to] for [t] by {email|mail}${sign}`,
      ],
      "I am very sorry about [t].",
    ],
    [
      [
        `{write|draft|compose|send|prepare} ${mail} to [to] {asking for|to ask for|that asks for} [t]${sign}`,
        `ask [to] for [t] by {email|mail}${sign}`,
      ],
      "I would like to ask you for [t].",
    ],
  ] as const);
  user(scene, request(deeds), slots);
  answer(
    scene,
    `Subject: [s]\n\n${scene.style === "formal" ? "Dear" : "Hello"} [to],\n\n${body}\n\n{Best wishes|Kind regards},\n[from]`,
    { ...slots, s: capital(slots.t.replace(/^the /, "")) },
  );
};

export const product: Act = (scene) => {
  const { words } = scene;
  const slots = {
    p: words.product(),
    f: `${article(words.adjective())} ${words.noun()}`,
    g: `${article(words.noun())} ${words.noun()}`,
    w: `${words.noun()} ${scene.dice.pick(["lovers", "makers", "friends", "fans", "owners"])}`,
  };
  const what =
    "{a |a short |an |some }{product description|advert|product text|ad|description|advertisement|sales text}";
  user(
    scene,
    `{${request([`{write|make|create|draft} ${what} for {a|the|our|my} [p] with [f] and [g], for [w]`, `{describe|advertise|promote} {our|my|the} [p] for [w]: it has [f] and [g]`])}|${wish([`${what} for {a|the|our|my} [p] with [f] and [g], for [w]`])}}`,
    slots,
  );
  answer(scene, "Meet our [p], made for [w]. It comes with [f] and [g].{| Get yours today!}", slots);
};

export const faq: Act = (scene) => {
  const { words } = scene;
  const slots = { p: words.product(), n: words.number(2, 60), m: words.price() };
  user(
    scene,
    `{${request(["{write|make|create} {an |a short |a |}FAQ {entry |answer |}{for|about} {the|our|my} [p]: delivery [n] days, price [m] euros", "{answer|write} the question what the [p] costs and how long delivery takes: [m] euros, [n] days"])}|{write |}FAQ for [p], [m] euros, [n] days}`,
    slots,
  );
  answer(
    scene,
    "Q: What does the [p] cost?\nA: It costs [m] euros.\n\nQ: How long does delivery take?\nA: It takes [n] days.",
    slots,
  );
};

export const explain: Act = (scene) => {
  const [name, short, more] = scene.dice.pick(topics);
  const verb =
    /^(tides|volcanoes|earthquakes|clouds|rainbows|seasons|trees|bees|magnets|plants|stars|passwords)$/.test(
      name,
    )
      ? "are"
      : "is";
  user(
    scene,
    `{${request([`{explain|describe|define|teach me|introduce} ${name}{| to me| simply| in simple words| to a child| briefly| in one sentence| for beginners}`, `{tell me|say something|write something} about ${name}`, `help me understand ${name}`])}|${question([`what ${verb} ${name}`, `what do you know about ${name}`, `what exactly ${verb} ${name}`, `how would you explain ${name}`, `what does ${name} mean`], [`what ${name} ${verb}`, `about ${name}`, `something about ${name}`])}|{${name}|I do not understand ${name}|I want to {understand|learn about} ${name}|I have to learn about ${name}|my homework is about ${name}}{.|?|}}`,
  );
  answer(scene, scene.style === "brief" || scene.dice.chance(0.35) ? short : `${short} ${more}`);
};

export const story: Act = (scene) => {
  const { words } = scene;
  const slots = {
    a: words.animal(),
    n: words.name(),
    p: words.noun(),
    t: `${words.adjective()} ${words.noun()}`,
    f: words.animal(),
  };
  user(
    scene,
    `{${request(["{tell|write|make up|invent|read} {me |}{a |a short |a little |a bedtime |a funny |a nice }{story|tale|fairy tale} about {a|an|the} [a] {called|named} [n]", "{tell|write|make up|invent} {me |}{a |a short |a little |a bedtime }{story|tale} about [n] the [a]"])}|${wish(["{a |a short |a little |a bedtime |one }{story|tale} about {a|an|the} [a] {called|named} [n]"])}}`,
    slots,
  );
  answer(
    scene,
    'Once upon a time there was {a|one} [a] called [n]. One {day|morning|evening}, [n] found a [t] {behind|under|near} the [p]. "This is {wonderful|strange|mine}!" said [n]. {A friendly [f] came by and they became friends.|Then a [f] came by, and they shared it.} From then on they met every day{.| and were happy.}',
    slots,
  );
};

export const dialogue: Act = (scene) => {
  const { words } = scene;
  const slots = { a: words.name(), b: words.name(), t: words.noun() };
  user(
    scene,
    request([
      "{write|make up|invent|create} {a |a short |}{dialogue|dialog|conversation|talk|scene} between [a] and [b] about {a|the|their} [t]",
      "let [a] and [b] talk about {a|the|their} [t]",
    ]),
    slots,
  );
  answer(
    scene,
    "[a]: Have you seen the [t]?\n[b]: Yes, {it is wonderful|I like it}. Where did you get it?\n[a]: {I found it yesterday|It was a gift}.\n[b]: {Lucky you!|How nice!}",
    slots,
  );
};

export const brainstorm: Act = (scene) => {
  const { dice, words } = scene;
  const theme = dice.pick([words.noun, words.hobby, () => `${words.adjective()} ${words.noun()}`])();
  const count = dice.pick([3, 3, 4, 5]);
  const number = dice.pick([String(count), ["three", "four", "five"][count - 3] ?? "three"]);
  user(
    scene,
    `{${request(["{give me|list|name|write|suggest|brainstorm|find|think of|come up with} [c] ideas {for|about|on} {a |}[t]"])}|${wish(["[c] ideas {for|about|on} {a |}[t]"])}}`,
    { c: number, t: theme },
  );
  const ideas = dice.some(
    [
      "A book about [t]",
      "A party with [t]",
      "A song about [t]",
      "A course on [t]",
      "A picture of [t]",
      "A game with [t]",
      "A club for [t]",
      "A photo of [t]",
      "A shop for [t]",
      "A poem about [t]",
    ],
    count,
  );
  answer(scene, ideas.map((idea, index) => `${index + 1}. ${idea}`).join("\n"), { t: theme });
};
