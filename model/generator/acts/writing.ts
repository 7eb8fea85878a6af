import { question, request, statement, wish } from "../frames.ts";
import { type Act, answer, user } from "../scene.ts";

const article = (text: string): string => `${/^[aeiou]/i.test(text) ? "an" : "a"} ${text}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const write =
  "{write|make|create|draft|compose|prepare|produce|come up with|put together|formulate|think up|do|design|word|help me write|help me with|work out|phrase|set up|generate|pen}";

const productText =
  "{a |a short |an |some |one |a nice |a catchy |a good |a brief |a little |the |a convincing |an attractive |a lively |a simple |a snappy }{product description|advert|product text|ad|description|advertisement|sales text|sales pitch|pitch|blurb|shop text|promotional text|catalogue text|catalog entry|commercial|flyer text|slogan and text|marketing text|text for the shop|presentation|teaser|promo|listing|product page}";
const has =
  "{with|that has|which has|featuring|including|that comes with|which comes with|having|equipped with|that offers|complete with|boasting|which features}";
const meant =
  "{for|made for|meant for|aimed at|intended for|to be sold to|targeted at|addressed to|that is right for|designed for}";

export const product: Act = (scene) => {
  const { words } = scene;
  const slots = {
    p: words.product(),
    f: `${article(words.adjective())} ${words.noun()}`,
    g: `${article(words.noun())} ${words.noun()}`,
    w: `${words.noun()} ${scene.dice.pick(["lovers", "makers", "friends", "fans", "owners", "collectors", "sellers", "beginners"])}`,
  };
  const the = "{a|the|our|my|this|our new|the new}";
  const full = [
    `${write} ${productText} {for|of|about} ${the} [p] ${has} [f] and [g], ${meant} [w]`,
    `${write} ${productText} {for|of|about} ${the} [p] ${meant} [w], ${has} [f] and [g]`,
    `{describe|advertise|promote|present|praise|market|pitch|introduce|sell|recommend} ${the} [p] {for|to} [w]: it has [f] and [g]`,
    `{describe|advertise|promote|present|praise|market|pitch} ${the} [p] ${has} [f] and [g] {for|to} [w]`,
    `{make|get} [w] {want|interested in|buy|curious about} ${the} [p] ${has} [f] and [g]`,
    `${write} ${productText}. {Product|Item|Article|Thing}: [p]. {Features|Has|With|Details|Parts}: [f] and [g]. {For|Target group|Audience|Customers|Buyers}: [w]`,
  ];
  const small = [
    `${write} ${productText} {for|of|about} ${the} [p] ${has} [f] and [g]`,
    `{describe|advertise|promote|present|praise|market|pitch|introduce} ${the} [p]: it has [f] and [g]`,
    `{describe|advertise|promote|present|praise|market|pitch|introduce} ${the} [p] ${has} [f] and [g]`,
  ];
  if (scene.dice.chance(0.2)) {
    user(
      scene,
      `{${request(small)}|${wish([`${productText} {for|of|about} ${the} [p] ${has} [f] and [g]`])}|{description|ad|advert|product text}: [p], [f], [g]{|.}}`,
      slots,
    );
    return answer(scene, "Meet our [p]. It comes with [f] and [g].{| Get yours today!}", slots);
  }
  user(
    scene,
    `{${request(full)}|${wish([
      `${productText} {for|of|about} ${the} [p] ${has} [f] and [g], ${meant} [w]`,
      `${productText} {for|of|about} ${the} [p] ${meant} [w], ${has} [f] and [g]`,
    ])}|${statement([
      `we {sell|make|have|offer|launch} a [p] with [f] and [g] for [w], {write the ad|write a text|please advertise it|write a description|describe it}`,
      `I {sell|made|have|want to sell|am selling} a [p] with [f] and [g] to [w], {write the ad|write a text|please advertise it|write a description|describe it}`,
      `our {new |latest |}[p] {has|comes with} [f] and [g] and is for [w], {write the ad|write a text|please advertise it|describe it|write a description}`,
    ])}|{ad|advert|description|product text|product description|sales text}{:| for} [p], [f] and [g], {for|target group} [w]{|.|, please}}`,
    slots,
  );
  answer(scene, "Meet our [p], made for [w]. It comes with [f] and [g].{| Get yours today!}", slots);
};

export const faq: Act = (scene) => {
  const { words } = scene;
  const slots = { p: words.product(), n: words.number(2, 60), m: words.price() };
  const list =
    "{an |a short |a |a little |a small |one |the |a brief |a simple }{FAQ|faq|F.A.Q.|list of questions and answers|question-and-answer list|Q&A|question and answer page|FAQ entry|FAQ answer|FAQ page|FAQ section|help page|FAQ text|set of frequent questions}";
  const the = "{the|our|my|a|this|our new}";
  const facts =
    "{delivery [n] days, price [m] euros|price [m] euros, delivery [n] days|[m] euros, [n] days|[m] euros, delivered in [n] days|it costs [m] euros and delivery takes [n] days|delivery takes [n] days and it costs [m] euros|[n] days of delivery, [m] euros|costs [m] euros, arrives after [n] days|[m] euros and [n] days of delivery|the price is [m] euros, the delivery time [n] days|it is [m] euros and comes within [n] days|it sells for [m] euros and ships in [n] days|cost: [m] euros; delivery: [n] days}";
  user(
    scene,
    `{${request([
      `${write} ${list} {for|about|on} ${the} [p]{:|,| -|.} ${facts}`,
      `${write} ${list} {for|about|on} ${the} [p] which says that {it costs [m] euros and delivery takes [n] days|delivery takes [n] days and it costs [m] euros}`,
      `{answer|write|write down} the {question|questions|two questions|usual questions} what ${the} [p] costs and how long delivery takes: {[m] euros, [n] days|[m] euros and [n] days}`,
      `{answer|write up} the {frequent|usual|common|typical|most common|standard} questions {about|on} ${the} [p]: ${facts}`,
      `write questions and answers {about|for|on} ${the} [p]: ${facts}`,
    ])}|${wish([`${list} {for|about|on} ${the} [p]{:|,} ${facts}`, `questions and answers {for|about|on} ${the} [p]: ${facts}`])}|${statement(
      [
        `{our|my|the} [p] costs [m] euros and delivery takes [n] days, {write the FAQ|make an FAQ|write an FAQ entry|please write questions and answers}`,
        `customers {keep asking|always ask|ask} what the [p] costs and how long delivery takes ([m] euros, [n] days), {write the FAQ|make an FAQ|write an FAQ}`,
      ],
    )}|{|write |make }{FAQ|faq|Q&A}{ for| about| on|:} [p], [m] euros, [n] days}`,
    slots,
  );
  answer(
    scene,
    "Q: What does the [p] cost?\nA: It costs [m] euros.\n\nQ: How long does delivery take?\nA: It takes [n] days.",
    slots,
  );
};

const tell =
  "{tell|write|make up|invent|read|think up|compose|create|come up with|spin|narrate|dream up|start|give|improvise|draft|do|share}";
const tale =
  "{a |a short |a little |a bedtime |a funny |a nice |one |a sweet |a small |a brief |a lovely |a cute |a new |an exciting |a tiny |another |a simple |a happy |a children's |a good-night |an old }{story|tale|fairy tale|short story|bedtime story|fable|adventure|legend|yarn|narrative|story for children|story for my daughter|story for my son|story for the kids|goodnight story}";
const called =
  "{called|named|by the name of|whose name is|known as|who is called|with the name|that is called}";
const about =
  "{about|on|starring|featuring|with|whose hero is|whose main character is|in which the hero is|that is about|that stars|of|concerning|dealing with|in which we meet|where the hero is|that tells of}";

export const story: Act = (scene) => {
  const { dice, words } = scene;
  const slots = {
    a: dice.chance(0.7) ? words.animal() : words.job(),
    n: words.name(),
    p: words.noun(),
    t: `${words.adjective()} ${words.noun()}`,
    f: words.animal(),
  };
  const hero = `{{a|an|the|one|some} {|||little |brave |young |old |lonely |small |clever }[a] ${called} [n]|{a|an|the} [a] ${called} [n]|[n] the [a]|[n], {a|the} [a]|the [a] [n]|{a|an} [a] ([n])|{my|our} [a] [n]}`;
  // Who says more of what should happen finds it in the story.
  const finds = dice.chance(0.3);
  const plot = finds
    ? "{, who {finds|found|discovers|discovered|comes across|stumbles upon|sees} a [t]| who {finds|discovers|found} a [t]| and a [t]| that finds a [t]|, in which a [t] is found|. A [t] {should be in it|must be found|plays a part}}"
    : "";
  user(
    scene,
    `{${request([
      `${tell} {|me |me |us |my child |the children }${tale} ${about} ${hero}${plot}`,
      `${tell} {|me |me |us }${tale} ${about} ${hero}${plot}`,
      `${tell} {|me |us }${tale}{. The hero is| and let the hero be|; the hero is|, the hero being|. It is about|. Its hero is|. Main character:|. Hero:} ${hero}${plot}`,
      `{tell|write|narrate} {|me |us }{what happened to|the adventures of|the life of|something about} ${hero}${plot}, as a story`,
      `{let ${hero} be|make ${hero}} the hero of a story${plot}`,
    ])}|${wish([`${tale} ${about} ${hero}${plot}`])}|${question([`do you know ${tale} ${about} ${hero}${plot}`, `have you got ${tale} ${about} ${hero}${plot}`, `is there ${tale} ${about} ${hero}${plot}`, `how would ${tale} ${about} ${hero}${plot} go`])}|${statement(
      [
        `I {want|would like|love|need|feel like} to hear ${tale} ${about} ${hero}${plot}`,
        `{my|our} {daughter|son|child|kid|nephew|niece|little one} {wants|would like|loves|needs} ${tale} ${about} ${hero}${plot}`,
        `I {can't|cannot} sleep, {tell|read} me ${tale} ${about} ${hero}${plot}`,
        `it is bedtime, {tell|read} me ${tale} ${about} ${hero}${plot}`,
      ],
    )}|{{story|tale|short story|bedtime story|fairy tale}{:| about|,} {a|the|an} [a] ${called} [n]${plot}|{story|tale}: [n] the [a]${plot}|once upon a time there was a [a] ${called} [n]${plot}, {go on|continue|tell it}}{.|||, please}}`,
    slots,
  );
  answer(
    scene,
    'Once upon a time there was {a|one} [a] called [n]. One {day|morning|evening}, [n] found a [t] {behind|under|near} the [p]. "This is {wonderful|strange|mine}!" said [n]. {A friendly [f] came by and they became friends.|Then a [f] came by, and they shared it.} From then on they met every day{.| and were happy.}',
    slots,
  );
};

export const dialogue: Act = (scene) => {
  const { dice, words } = scene;
  const people = dice.chance(0.8);
  const [one, other] = people ? [words.name(), words.name()] : [words.job(), words.animal()];
  const slots = {
    a: people ? one : article(one),
    b: people ? other : article(other),
    t: dice.chance(0.75) ? words.noun() : words.product(),
  };
  const talk =
    "{a |a short |a little |a brief |a funny |one |a small |a friendly |the |an everyday |a nice |a simple }{dialogue|dialog|conversation|talk|scene|chat|discussion|sketch|exchange|small talk|play|script|interview|two-person scene|conversation scene|exchange of words|phone call}";
  const on =
    "{about|on|over|concerning|regarding|whose topic is|that is about|in which they discuss|on the subject of|that turns around}";
  const thing = "{a|the|their|his|her|some|a new|an old} [t]";
  user(
    scene,
    `{${request([
      `${write} ${talk} {between|of|for|with} [a] and [b] ${on} ${thing}`,
      `${write} ${talk} {between|of|for|with} [a] and [b] ${on} ${thing}`,
      `{let|have} [a] and [b] {talk|chat|speak|have a chat|converse|have a conversation|exchange a few words} about ${thing}`,
      `{write|show|imagine|make up} {what|how} [a] and [b] {say|talk|would say|would talk} about ${thing}, as a dialogue`,
      `${write} ${talk} {where|in which} [a] {talks|speaks|chats} {to|with} [b] about ${thing}`,
      `${write} ${talk}. {Speakers|People|Persons|Characters|Roles|Cast}: [a] and [b]. {Topic|Subject|Theme|About}: ${thing}`,
    ])}|${wish([`${talk} {between|of|with|for} [a] and [b] ${on} ${thing}`])}|${statement([
      `[a] and [b] {meet|talk|are talking|have a chat|sit together} and {talk|speak|chat} about ${thing}, {write the dialogue|write what they say|write it down as a dialogue}`,
    ])}|${question([`what {would|could|might} [a] and [b] say to each other about ${thing}`, `how would [a] and [b] talk about ${thing}`])}|{dialogue|conversation|dialog|scene}{:|,} [a] and [b], {|about |topic: |on }{the|a|their} [t]{|.|, please}}`,
    slots,
  );
  answer(
    scene,
    "[x]: Have you seen the [t]?\n[y]: Yes, {it is wonderful|I like it}. Where did you get it?\n[x]: {I found it yesterday|It was a gift}.\n[y]: {Lucky you!|How nice!}",
    { ...slots, x: capital(one), y: capital(other) },
  );
};

export const brainstorm: Act = (scene) => {
  const { dice, words } = scene;
  const theme = dice.pick([
    words.noun,
    words.hobby,
    () => `${words.adjective()} ${words.noun()}`,
    words.product,
    words.food,
    words.animal,
  ])();
  const count = dice.pick([3, 3, 4, 5]);
  const number = dice.pick([String(count), ["three", "four", "five"][count - 3] ?? "three"]);
  const kind =
    "{|||||good |new |nice |creative |fresh |short |simple |clever |fun |different |original |quick |small |bright |unusual |interesting |easy |crazy }{ideas|ideas|ideas|suggestions|thoughts|proposals|project ideas|concepts|tips|possibilities|inspirations}";
  const on =
    "{for|about|on|around|to do with|concerning|regarding|on the topic of|on the theme of|that have to do with|related to|with|connected with|on the subject of|in the field of} {||a |the |my |our }[t]";
  user(
    scene,
    `{${request([
      `{give me|list|name|write|suggest|brainstorm|find|think of|come up with|collect|propose|offer|tell me|show me|write down|make a list of|gather|share|note down|think up|jot down|dream up|invent|present|provide|produce|put together|help me find|draw up} [c] ${kind} ${on}`,
      `brainstorm {about|on|around} [t], [c] ideas`,
      `brainstorm with me {about|on} [t]: [c] ideas`,
      `think about [t] and {list|write|give me|name} [c] ideas`,
      `{inspire|help} me with [c] ${kind} ${on}`,
      `make {a |me a |}list {of|with} [c] ${kind} ${on}`,
    ])}|${wish([`[c] ${kind} ${on}`, `{a|the} list {of|with} [c] ${kind} ${on}`])}|${question([
      `{do you have|have you got|are there|can you think of} [c] ${kind} ${on}`,
      `what are [c] ${kind} ${on}`,
      `what [c] ${kind} {do you have|come to mind|come to your mind|are there} ${on}`,
      `which [c] ${kind} come to {mind|your mind} ${on}`,
    ])}|${statement([
      `I {am out of|have no|have run out of|lack} ideas {for|about} [t], {give|tell|send} me [c]`,
      `we {plan|want to do|are planning|need} something with [t], {give|list|tell} us [c] ideas`,
      `I need {inspiration|help} {for|with} [t]: [c] ideas`,
    ])}|{[t]: [c] ideas|[c] ideas, [t]|ideas {for|about|on} [t], [c] of them|list: [c] ideas about [t]|brainstorm: [t], [c] ideas|[c] ideas [t]|[t], [c] suggestions}{|.|!|, please}}`,
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
