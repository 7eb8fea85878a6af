import { request, statement, wish } from "../frames.ts";
import { type Act, answer, capital, type Scene, user } from "../scene.ts";

/** A kind of mail: what it says, and how it is asked for. `[a]` is what it is about. */
interface Kind {
  readonly body: string;
  /** After `write a mail to Ann`. */
  readonly aims: readonly string[];
  /** Without the word mail: `thank Ann for the lamp`. */
  readonly deeds: readonly string[];
  /** How such a mail is called: `a thank-you note`. */
  readonly names: string;
  /** What the user tells, so that a mail is needed. */
  readonly told: readonly string[];
}

const write =
  "{write|draft|compose|send|prepare|formulate|put together|create|make|type|word|phrase|pen|set up|jot down|dictate|do|come up with|help me write|help me with|finish|produce|shoot off}";
const size =
  "{|||a short |a brief |a polite |a quick |a little |a nice |a kind |a friendly |a simple |a small |a proper |a few lines of |one |a warm |a concise |a decent |a well-written |a two-line }";
const mail = "{email|mail|message|note|letter|e-mail|Email|e mail|few lines|text|line}";
const byMail =
  "{by|via|in|with|through|per} {|an |a |a short |a brief |a quick }{email|mail|e-mail|letter|message|note}";

/** Who signs. */
const sign =
  "{, sign it [from]|. Sign it [from]|, signed [from]|. Sign as [from]| from [from]|, my name is [from]|. I am [from]|, sign it with [from]|, signed by [from]|. It is from [from]|, sender [from]|. Sender: [from]|, from me, [from]|. My name is [from]|, I'm [from]|. Put [from] at the end|, in the name of [from]|, on behalf of [from]|. Signature: [from]|. End it with [from]|. The sender is [from]| - [from]|, yours [from]|. It should be signed [from]|, with [from] as the sender|. Use [from] as my name|, I am called [from]|. Let it end with the name [from]|, written by [from]}";

const day = "on [d]";
const at =
  "{on [d] at [h]|at [h] on [d]|for [d] at [h]|([d], [h])|on [d], [h]|this [d] at [h]|next [d] at [h]}";

const kinds: readonly Kind[] = [
  {
    body: "I would like to invite you to a meeting about [a] on [d] at [h].",
    aims: [
      `{about|for|on|proposing|suggesting|announcing|to set up|asking for|to arrange|to plan|with an invitation to} a meeting ${at} {about|on|concerning|regarding} [a]`,
      `inviting {[to]|her|him|them} to a meeting ${at} {about|on|concerning|to discuss} [a]`,
      `{to invite|that invites|which invites} {[to]|her|him|them} to {talk about|discuss|go over} [a] ${at}`,
    ],
    deeds: [
      `invite [to] to a meeting {about|on|concerning} [a] ${at} ${byMail}`,
      `ask [to] to a meeting about [a] ${at} ${byMail}`,
      `let [to] know ${byMail} that we meet ${at} about [a]`,
    ],
    names: "{invitation|meeting invitation|meeting request|invite}",
    told: [
      `[to] {should|must|has to} come to a meeting about [a] ${at}, {write the mail|write the invitation|so please invite [to]|mail that}`,
      `I {want|need|would like} to meet [to] ${at} about [a], {write the mail|please invite [to]|write an invitation}`,
    ],
  },
  {
    body: "I would like to invite you to [a] on [d] at [h].",
    aims: [
      `{inviting|to invite|that invites|with which I invite|which invites} {[to]|her|him|them} to [a] ${at}`,
      `{with|as} an invitation to [a] ${at}`,
    ],
    deeds: [`invite [to] to [a] ${at} ${byMail}`, `ask [to] to come to [a] ${at} ${byMail}`],
    names: "{invitation|invite|party invitation}",
    told: [
      `[to] is {welcome at|to come to|invited to} [a] ${at}, {write that|write the mail|send the invitation}`,
      `I {want|would like} [to] to come to [a] ${at}, {write the mail|please write an invitation|invite [to]}`,
    ],
  },
  {
    body: "This is a short reminder of [a] on [d].",
    aims: [
      `{to remind|reminding|that reminds|which reminds} {[to]|her|him|them} {of|about} [a] ${day}`,
      `as a reminder {of|about} [a] ${day}`,
      `{with|containing} a reminder {of|about} [a] ${day}`,
      `so that {[to]|she|he} {remembers|does not forget|thinks of} [a] ${day}`,
    ],
    deeds: [
      `remind [to] {of|about} [a] ${day} ${byMail}`,
      `{refresh|jog} the memory of [to] about [a] ${day} ${byMail}`,
      `see that [to] does not forget [a] ${day}, ${byMail}`,
    ],
    names: "{reminder|short reminder|memo|kind reminder}",
    told: [
      `[to] {must|should} not forget [a] ${day}, {write a reminder|send a mail|write that}`,
      `I am afraid [to] forgets [a] ${day}, {please write a reminder|write a mail}`,
    ],
  },
  {
    body: "Thank you very much for [a].",
    aims: [
      "{thanking|to thank|that thanks|which thanks} {[to]|her|him|them} for [a]",
      "{to say thanks|saying thank you|saying thanks|with many thanks|to say thank you|with my thanks|expressing thanks|to express my gratitude|full of thanks|with a big thank-you} for [a]",
    ],
    deeds: [
      `thank [to] for [a] ${byMail}`,
      `say {thank you|thanks|many thanks|a big thank-you} to [to] for [a] ${byMail}`,
      `express my {thanks|gratitude} to [to] for [a] ${byMail}`,
    ],
    names: "{thank-you note|thank you letter|thank-you mail|thank you note|letter of thanks|note of thanks}",
    told: [
      "[to] gave me [a], {write a thank-you note|I want to say thanks by mail|please write the thank-you mail}",
      "I am {very |so |}{grateful|thankful} to [to] for [a], {write that in a mail|please write it|write a letter}",
      "I {want|would like} to thank [to] for [a], {write the mail|write a note}",
    ],
  },
  {
    body: "I am very sorry about [a].",
    aims: [
      "{apologising|apologizing|to apologise|to apologize|that apologises} for [a]",
      "{to say sorry|saying sorry|with an apology|to say that I am sorry|to express my regret|expressing regret|with my apologies|in which I say sorry} {for|about} [a]",
    ],
    deeds: [
      `{apologise|apologize|say sorry} to [to] for [a] ${byMail}`,
      `ask [to] to forgive me for [a] ${byMail}`,
      `tell [to] that I am sorry about [a] ${byMail}`,
    ],
    names: "{apology|letter of apology|apology mail|apology note|sorry note}",
    told: [
      "I am sorry about [a] and [to] should know, {write a mail|write an apology}",
      "[to] is {angry|upset|annoyed|sad} about [a], {write an apology|apologise by mail|write that I am sorry}",
      "I {owe [to] an apology|must apologise to [to]|have to say sorry to [to]} for [a], {write the mail|write it}",
    ],
  },
  {
    body: "I would like to ask you for [a].",
    aims: [
      "{asking|to ask|that asks|which asks} {|[to] |her |him |them }for [a]",
      "{to request|requesting|that requests|with a request for|in which I request|containing a request for|begging for} [a]",
    ],
    deeds: [`ask [to] for [a] ${byMail}`, `request [a] from [to] ${byMail}`],
    names: "{request|written request|inquiry}",
    told: [
      "I need [a] from [to], {write a mail|write the request|ask by mail}",
      "[to] has [a] and I need it, {ask by mail|write a request|write a mail}",
    ],
  },
  {
    body: "Congratulations on [a]!",
    aims: [
      "{congratulating|to congratulate|that congratulates|which congratulates} {[to]|her|him|them} on [a]",
      "{with congratulations|with my congratulations|to say congratulations|saying congratulations|with the best wishes} on [a]",
    ],
    deeds: [
      `congratulate [to] on [a] ${byMail}`,
      `{say|send} congratulations to [to] on [a] ${byMail}`,
      `tell [to] how happy I am about [a], as congratulations, ${byMail}`,
    ],
    names: "{congratulation|note of congratulation|congratulation letter|letter of congratulation}",
    told: [
      "I {want|would like} to congratulate [to] on [a], {write the mail|write a note}",
      "[to] deserves congratulations on [a], {write a mail|write it}",
      "[to] has [a] now, write my congratulations on [a]",
    ],
  },
];

export const email: Act = (scene) => {
  const { dice, words } = scene;
  const kind = dice.pick(kinds);
  const event = kind.body.includes("invite you to [a]");
  const slots = {
    to: words.name(),
    from: words.name(),
    a: event
      ? dice.pick([
          () => `the ${words.noun()} party`,
          words.topic,
          () =>
            `the ${words.noun()} ${dice.pick(["festival", "concert", "dinner", "show", "fair", "opening"])}`,
        ])()
      : words.topic(),
    d: words.day(),
    h: words.clock(),
  };
  const signed = dice.chance(0.85);
  const end = signed ? sign : "";
  user(scene, asked(scene, kind, end), slots);
  answer(
    scene,
    `Subject: [s]\n\n${scene.style === "formal" ? "Dear" : "Hello"} [to],\n\n${kind.body}\n\n{Best wishes|Kind regards}${signed ? ",\n[from]" : ""}`,
    { ...slots, s: capital(slots.a.replace(/^the /, "")) },
  );
};

function asked({ dice }: Scene, kind: Kind, end: string): string {
  const aim = dice.pick(kind.aims);
  const topic = kind.body.includes("[h]")
    ? `{about|for|concerning|on} [a], [d] [h]`
    : kind.body.includes("[d]")
      ? `{about|of} [a], [d]`
      : "{about|for|concerning|regarding} [a]";
  return dice.pick([
    () =>
      request([
        `${write} {an |${size}}${mail} {to|for} [to] ${aim}${end}`,
        `${write} [to] {an |${size}}${mail} ${aim}${end}`,
      ]),
    () => request([`${write} {an |${size}}${mail} {to|for} [to] ${aim}${end}`]),
    () => request(kind.deeds.map((deed) => deed + end)),
    () =>
      wish([
        `{an |${size}}${mail} {to|for} [to] ${aim}${end}`,
        `{a|the|an} ${kind.names} {to|for} [to] ${topic}${end}`,
      ]),
    () => statement(kind.told.map((told) => told + end)),
    () =>
      `{${kind.names}|${kind.names} ${mail}|mail, ${kind.names}}{:|,|} {to|for} [to]{,|} ${topic}${end}{|.}`,
    () => `${mail} {to|for} [to] ${aim}${end}{|.|, please}`,
    () => request([`${write} {a|an|the|one} ${kind.names} {to|for} [to] ${topic}${end}`]),
  ])();
}
