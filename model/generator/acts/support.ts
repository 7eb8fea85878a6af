import { question, request, statement } from "../frames.ts";
import { type Act, answer, type Scene, styled, user } from "../scene.ts";

interface Case {
  /** With `[o]`, an order's number, and `[p]`, a product. */
  readonly withNumber: string;
  readonly without: string;
  readonly done: string;
  readonly brief: string;
}

const please =
  "{|Hi, |Hello, |Hey, |Good morning, |Excuse me, |Hi there, |Hello there, |OK, |Sorry, |Well, |Hi! |So, }";

const cases: readonly Case[] = [
  {
    withNumber: `${please}{where is {my |the |}order [o]|what is the {status|state} of {my |}order [o]|when {will|does} {my |}order [o] {arrive|come|ship}|{I am|I'm} {still |}waiting for {my |}order [o]|can you {check|track|look up|find} {my |}order [o]|has {my |}order [o] {been shipped|been sent|left|arrived} yet|my order [o] {has not arrived|is late|did not come|is not here yet|is missing}|any news {about|on} order [o]|I want to {know about|track|follow} order [o]|status of [o]|track [o]|order [o], where is it|did you {send|ship} order [o]|how long does order [o] take|my {package|parcel|delivery} [o] {is late|has not come|is missing}}{?|.||, please?}`,
    without: `${please}{where is my {order|package|parcel|delivery}|when will my {order|package|parcel|delivery} {arrive|come}|I am {still |}waiting for my {order|package|parcel|[p]}|my {order|package|parcel|[p]} {has not arrived|is late|did not come|never came}|can you {check|track} my {order|package|delivery}|I {ordered|bought} a [p] and it {has not arrived|never arrived|is not here}|status of my order|I have a question about my order|what about my {order|delivery}}{?|.||, please?}`,
    done: "I have looked up order [o]. It is on its way and should arrive within three days.",
    brief: "Order [o] is on its way.",
  },
  {
    withNumber: `${please}{I {want|would like|need|demand} {a refund|my money back} for {order |}[o]|please refund {my |}order [o]|can I {get a refund|get my money back|return|send back} {for |}order [o]|refund {for |}[o]|I want to {return|send back} {my |}order [o]|how do I {return|get a refund for} order [o]|I am {not happy|unhappy} with order [o] and want my money back|give me my money back for order [o]|I am returning [o]}{?|.||, please.}`,
    without: `${please}{I {want|would like|need|demand} {a refund|my money back}|can I {get a refund|get my money back|return my [p]|send back the [p]}|I want to {return|send back} {my|the|a} [p]|refund|how do I get a refund|please give me my money back|the [p] is not what I wanted, I want a refund}{?|.||, please.}`,
    done: "I have started the refund for order [o]. You will get your money back within five days.",
    brief: "The refund for order [o] has started.",
  },
  {
    withNumber: `${please}{{please |}cancel {my |the |}order [o]|I {want|would like|need} to cancel {my |}order [o]|can {you|I} {please |}cancel order [o]|stop order [o]|I do not {want|need} order [o] any more|call off order [o]|I changed my mind about order [o]|order [o] was a mistake, please cancel it|cancel [o]}{?|.||, please.}`,
    without: `${please}{{please |}cancel my order|I {want|would like|need} to cancel {my|an} order|can {you|I} {please |}cancel my order|I do not want the [p] any more|I changed my mind and want to cancel|stop my order|how do I cancel my order}{?|.||, please.}`,
    done: "I have cancelled order [o]. You will not be charged.",
    brief: "Order [o] is cancelled.",
  },
  {
    withNumber: `${please}{{my|the} [p] from order [o] {is|arrived|came} {broken|damaged|defective|cracked|scratched}|order [o] {is|arrived|came} {broken|damaged|defective|in pieces}|the [p] {does not work|is broken|is damaged}, order [o]|I got a {broken|damaged|wrong} [p], {my order is|order} [o]|something is {wrong|broken} with order [o]|I received the wrong {thing|item|[p]} in order [o]|there is a crack in the [p] of order [o]}{.|!|}`,
    without: `${please}{{my|the} [p] {is|arrived|came} {broken|damaged|defective|cracked|scratched}|the [p] {does not work|is broken|has a crack|fell apart}|I got a {broken|damaged|wrong} [p]|you sent me {the wrong [p]|a broken [p]|something wrong}|my new [p] is {broken|damaged|defective}}{.|!|}`,
    done: "I am sorry about that. I will send you a replacement for order [o].",
    brief: "A replacement for order [o] is coming.",
  },
  {
    withNumber: `${please}{I {want|need|would like} to change the {delivery |shipping |}address {of|for} {my |}order [o]|can {you|I} change the address {of|for} order [o]|order [o] {has|goes to} the wrong address|I moved, please send order [o] to my new address|the address of order [o] is wrong|please deliver order [o] {somewhere else|to another address}|new address for [o]}{?|.||, please.}`,
    without: `${please}{I {want|need|would like} to change {my|the} {delivery |shipping |}address|can {you|I} change {my|the} {delivery |shipping |}address|my address is wrong|I moved house|my order goes to the wrong address|how do I change my address}{?|.||, please.}`,
    done: "I can change the address of order [o]. What is the new address?",
    brief: "What is the new address for order [o]?",
  },
];

export const support: Act = (scene) => {
  const { dice, words } = scene;
  const kind = dice.pick(cases);
  const known = scene.facts.get("order")?.value;
  const product = words.product();
  if (known === undefined && dice.chance(0.45)) {
    user(scene, kind.without, { p: product });
    styled(scene, "I can help with that. What is your order number?", "What is your order number?");
    const order = words.order();
    user(
      scene,
      "{|It is |It's |Sure, |My order number is |The number is |OK, |Here: |Yes, |order |It should be |Number |Of course: |the order number is |I think it is }[o]{.||}",
      { o: order },
    );
    keep(scene, order);
    return styled(scene, kind.done, kind.brief, { o: order });
  }
  const order = known ?? words.order();
  if (known !== undefined && dice.chance(0.6)) user(scene, kind.without, { p: product });
  else {
    user(scene, kind.withNumber, { o: order, p: product });
    keep(scene, order);
  }
  styled(scene, kind.done, kind.brief, { o: order });
};

function keep(scene: Scene, order: string): void {
  scene.facts.set("order", {
    kind: "order",
    value: order,
    statement: `your order number is ${order}`,
    asks: [
      question(
        ["what is my order number", "what was my order number", "which order number did I give you"],
        ["my order number", "what my order number is"],
      ),
    ],
  });
}

export const password: Act = (scene) => {
  const { dice, words } = scene;
  user(
    scene,
    `${please}{I {forgot|lost|have forgotten|cannot remember|do not know} my {password|login|pin|passcode}|{how do I|can you|please|I want to|I need to} {reset|change|recover} my password|I {cannot|can't} {log in|sign in|login|get into my account}|my password {does not work|is wrong|is not accepted}|I am locked out{| of my account}|the login {does not work|fails}|{I need|send me} a new password|password {reset|forgotten|lost}|my account is {blocked|locked}}{?|.||, please.|!}`,
  );
  styled(scene, "I can help with that. Which email address belongs to your account?", "Which email address?");
  const email = `${words.name().toLowerCase()}${dice.chance(0.4) ? `.${words.noun()}` : ""}@${dice.pick([words.noun, words.invented])()}.${dice.pick(["com", "org", "net", "example", "de", "io"])}`;
  user(
    scene,
    "{|It is |It's |My email is |Sure, |The address is |Email: |Use |my address is |that would be |Please use }[e]{.||}",
    { e: email },
  );
  styled(scene, "Thank you. I have sent a link for a new password to [e].", "A link was sent to [e].", {
    e: email,
  });
};

const topics = ["opening hours", "delivery", "payment", "warranty"] as const;

/** Hours and rules that the system prompt gives; without them the model says that it does not know. */
export const houseRules: Act = (scene) => {
  const { dice, words } = scene;
  const [from, to] = [words.clock(), words.clock()];
  const days = dice.between(2, 14);
  const month = dice.between(2, 36);
  const fee = words.price();
  const rules: Readonly<
    Record<
      (typeof topics)[number],
      { readonly rule: string; readonly asked: string; readonly said: string; readonly brief: string }
    >
  > = {
    "opening hours": {
      rule: `{We are open from [a] to [b].|Opening hours: [a] to [b].|Open daily [a] to [b].}`,
      asked: question(
        [
          "what are your {opening |business |}hours",
          "when {are you open|do you open|can I come|do you close}",
          "how long are you open",
          "at what time do you {open|close}",
          "are you open {now|today|in the evening}",
          "until when are you open",
        ],
        ["when you {are open|open|close}", "your opening hours"],
      ),
      said: "We are open from [a] to [b].",
      brief: "[a] to [b].",
    },
    delivery: {
      rule: `{Delivery takes [d] days.|We deliver within [d] days.|Shipping time: [d] days.}`,
      asked: question(
        [
          "how long does {delivery|shipping} take",
          "how fast do you {deliver|ship}",
          "what is the {delivery|shipping} time",
          "how many days does {delivery|shipping} take",
          "when would a new order arrive",
        ],
        ["how long {delivery|shipping} takes", "how fast you {deliver|ship}"],
      ),
      said: "Delivery takes [d] days.",
      brief: "[d] days.",
    },
    payment: {
      rule: `{Delivery costs [f] euros.|Shipping costs [f] euros.|Delivery fee: [f] euros.}`,
      asked: question(
        [
          "what does {delivery|shipping} cost",
          "how much is {delivery|shipping}",
          "is {delivery|shipping} free",
          "what is the {delivery|shipping} fee",
          "do I pay for {delivery|shipping}",
        ],
        ["what {delivery|shipping} costs", "how much {delivery|shipping} is"],
      ),
      said: "Delivery costs [f] euros.",
      brief: "[f] euros.",
    },
    warranty: {
      rule: `{The warranty is [m] months.|All products have a warranty of [m] months.|Warranty: [m] months.}`,
      asked: question(
        [
          "how long is the {warranty|guarantee}",
          "what about the {warranty|guarantee}",
          "do you give a {warranty|guarantee}",
          "is there a {warranty|guarantee}",
          "what {warranty|guarantee} do I get",
        ],
        ["how long the {warranty|guarantee} is", "about the {warranty|guarantee}"],
      ),
      said: "The warranty is [m] months.",
      brief: "[m] months.",
    },
  };
  const slots = { a: from, b: to, d: String(days), f: fee, m: String(month) };
  const first = scene.messages[0];
  const given = dice.some(topics, dice.between(1, 4));
  if (first?.role !== "system" || first.content.includes("pen")) return support(scene);
  const said = given.map((topic) => fill(rules[topic].rule, scene, slots)).join(" ");
  scene.messages[0] = { role: "system", content: `${first.content} ${said}` };
  for (const topic of dice.some(topics, dice.between(1, 3))) {
    user(scene, rules[topic].asked);
    if (given.includes(topic))
      answer(scene, scene.style === "brief" ? rules[topic].brief : rules[topic].said, slots);
    else answer(scene, "I do not know that. I can hand you over to a person.");
  }
};

function fill(text: string, { dice }: Scene, slots: Readonly<Record<string, string>>): string {
  return text
    .replace(/\{([^{}]*)\}/g, (_, ways: string) => dice.pick(ways.split("|")))
    .replace(/\[(\w)\]/g, (_, name: string) => slots[name] ?? "");
}

export const handOver: Act = (scene) => {
  user(
    scene,
    `{${request(["let me {talk|speak} to {a human|a person|a real person|somebody|an agent|your boss|the manager|customer service|someone real|support}", "connect me {to|with} {a human|a person|an agent|a real person|support|the manager|your colleague}", "hand me over{| to a person| to a human}", "transfer me{| to an agent| to a person}", "get me {a human|an agent|a real person|the manager}", "forward me to {a human|support|an agent}"])}|${statement(["I {want|need|would like} to {talk|speak} to {a human|a person|an agent|a real person|the manager|someone}", "I {want|prefer|need} {a human|a person|an agent|a real person}", "I do not want to talk to a {bot|machine|robot}"])}|${question(["can I {talk|speak} to {a human|a person|an agent|someone|the manager}", "is there {someone|a person|a human} I can {talk|speak} to", "may I speak to the manager"])}|agent|human please|operator}`,
  );
  styled(
    scene,
    "I will hand you over to a person. Please wait a moment.",
    "I will hand you over to a person.",
  );
};
