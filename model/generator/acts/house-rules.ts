import { question } from "../frames.ts";
import { phrase } from "../grammar.ts";
import { type Act, answer, type Scene, user } from "../scene.ts";
import { support } from "./support.ts";

/** What a system prompt lays down, how customers ask for it, and the answer. */
interface Rule {
  readonly rule: string;
  readonly asked: string;
  readonly said: string;
  readonly brief: string;
}

const shop =
  "{your|the|this} {shop|store|office|house|branch|business|place|company|showroom|counter|desk|team|firm}";
const parcel = "{delivery|shipping|shipment|dispatch|postage}";
const deliver = "{deliver|ship|send things|dispatch|send parcels|send orders}";
const back = "{return|send back|give back|bring back|take back|exchange|hand back}";
const goods =
  "{something|a product|an item|a thing|an article|goods|a purchase|things|products|items|articles|purchases|your products|what one buys}";

const rules: Readonly<Record<string, Rule>> = {
  hours: {
    rule: "{We are open from [a] to [b].|Opening hours: [a] to [b].|Open daily [a] to [b].|Our opening hours are [a] to [b].|The shop opens at [a] and closes at [b].|We open at [a] and close at [b].|Business hours: [a]-[b].|Hours: [a] - [b].|You can visit us between [a] and [b].|The {store|shop|office} is open between [a] and [b].|Customers can come from [a] until [b].|We are here from [a] until [b].|Open: [a] to [b]}",
    asked: question(
      [
        "what are {your|the} {opening |business |office |working |shop |store |visiting |}hours",
        "when {are you open|do you open|can I come|do you close|may I come|can I visit|do you shut|can one come by|does it open|is it open}",
        "{how long|until when|till when|since when|from when} are you open{| today| tomorrow| in the evening}",
        "{at what time|what time|when|how early|how late} {do you|does the shop|does the store|does the office} {open|close|shut|open up|start|finish}",
        "are you open {now|today|in the evening|in the morning|at noon|at the moment|tomorrow|late|early|at night|after work}",
        `${shop} is open {when|from when to when|until when}`,
        `when {is|will} ${shop} {open|be open}`,
        `what are the hours of ${shop}`,
        "{can|could|may} {I|we} {come|drop in|visit|come by|stop by|shop} {in the evening|after work|early|late|at noon|today|now}",
        "{between|in} {what|which} hours {are you open|can I come|do you serve customers|are you there}",
        "is it too late to come {today|now|by}",
        "when {is|are} {someone|somebody|you|people|staff} {there|in|around|available|at the shop}",
        "how {late|early|long} can I {come|shop|visit you|drop by}",
        "when does {your|the} {day|business|shop} {start|end|begin}",
      ],
      [
        "when you {are open|open|close|shut|are there}",
        "your {opening |business |}{hours|times}",
        "until when you are open",
        "how long you are open",
        "when I can {come|visit|drop by|come by}",
        `when ${shop} {opens|closes|is open}`,
        "if you are open {now|in the evening|late}",
      ],
    ),
    said: "We are open from [a] to [b].",
    brief: "[a] to [b].",
  },
  delivery: {
    rule: "{Delivery takes [d] days.|We deliver within [d] days.|Shipping time: [d] days.|Orders arrive after [d] days.|Parcels need [d] days.|Delivery time: [d] days.|It takes [d] days to deliver.|Customers get their parcels within [d] days.|A delivery needs [d] days.|Shipping takes [d] days.}",
    asked: question(
      [
        `how {long|many days} does {a |the |}${parcel} {take|last|need}`,
        `how {fast|quickly|soon|quick} {do|can|will|would} you ${deliver}`,
        `what is {the|your} ${parcel} time`,
        "when {would|will|does|can} {a new order|an order|a parcel|something I order now|what I order today|an order of today} {arrive|come|get here|be here|reach me}{| if I order now| if I order today}",
        `how {long|many days} {must|do|would|will} I {wait|have to wait} for {a|my|the} {delivery|parcel|order|package}`,
        "how {long|many days} {until|till|before} {an order arrives|a parcel comes|a parcel is here|a new order comes|delivery}",
        "how {long|many days} {is|are} {a parcel|an order|things} {on the way|under way}",
        `{in|within} how many days do you ${deliver}`,
        `is ${parcel} {fast|quick|slow}`,
        `after how many days {do|will} {I|customers|people|we} {get|receive} {a parcel|an order|things}`,
        "do I have to wait long for {a new order|a parcel|a delivery}",
        `what is {the|your} {usual|normal|average|expected} ${parcel} time`,
      ],
      [
        `how long {the |a |}${parcel} takes`,
        `how {fast|quickly|soon} you ${deliver}`,
        `the ${parcel} time`,
        "how long I {must|have to|will} wait",
        "when {a parcel|an order|a new order} {arrives|would arrive|will come}",
        `how many days ${parcel} takes`,
      ],
    ),
    said: "Delivery takes [d] days.",
    brief: "[d] days.",
  },
  fee: {
    rule: "{Delivery costs [f] euros.|Shipping costs [f] euros.|Delivery fee: [f] euros.|We charge [f] euros for delivery.|Postage is [f] euros.|Shipping is [f] euros.|For delivery we take [f] euros.|Shipping fee: [f] euros.|Each delivery costs [f] euros.|Customers pay [f] euros for shipping.|Cost of delivery: [f] euros.}",
    asked: question(
      [
        `what does {the |a |}${parcel} cost`,
        `how {much|expensive} is {the |}${parcel}`,
        `is {the |}${parcel} {free|for free|included|expensive|cheap|without charge}`,
        `what is {the|your} ${parcel} {fee|charge|cost|price|rate}`,
        `what are {the|your} ${parcel} {fees|charges|costs|rates}`,
        `do I {have to |need to |}pay {for|extra for} {the |}${parcel}`,
        `{what|how much} {do|must|will|would} I {pay|have to pay|owe} for {the |a |}${parcel}`,
        `{what|how much} do you {charge|take|ask|want|bill} for {the |a |}${parcel}`,
        `{is|are} there {a|any} {fee|charge|costs|charges|fees} for {the |}${parcel}`,
        `how much {extra|more|money} {is|for} {the |}${parcel}`,
        "what does it cost to {have it sent|send it|get it delivered|have it delivered|ship it|send a parcel}",
        "who pays for {the |}{delivery|shipping|postage}",
        `does {the |}${parcel} cost {anything|something|extra|much|a lot}`,
        `{at|for} what price do you ${deliver}`,
      ],
      [
        `what {the |}${parcel} costs`,
        `how much {the |}${parcel} {is|costs}`,
        `the {cost|price|fee} of {the |}${parcel}`,
        `the ${parcel} {fee|charge|cost|costs}`,
        `{if|whether} {the |}${parcel} is free`,
        `{what|how much} I {pay|have to pay} for {the |}${parcel}`,
      ],
    ),
    said: "Delivery costs [f] euros.",
    brief: "[f] euros.",
  },
  warranty: {
    rule: "{The warranty is [m] months.|All products have a warranty of [m] months.|Warranty: [m] months.|We give a warranty of [m] months.|The guarantee lasts [m] months.|Everything comes with [m] months of warranty.|Guarantee: [m] months.|Warranty period: [m] months.}",
    asked: question(
      [
        "how long {is|lasts} {the|your} {warranty|guarantee}",
        "how {long|many months} does {the|your} {warranty|guarantee} {last|run|cover|hold|go on}",
        "what about {the|a|your} {warranty|guarantee}",
        "{do|can} you {give|offer|have|provide|grant} {a|any} {warranty|guarantee}",
        "is there {a|any} {warranty|guarantee}{| on it| on your products| with it}",
        "what {warranty|guarantee} {do I get|do you give|is there|comes with it|have your products|do you offer}",
        "how long {are your products|is it|is a product|am I} {covered|guaranteed|under warranty|under guarantee|protected}",
        "what if it breaks {after|in} a {year|month|while}",
        "for how {long|many months} {is there|do I have|do you give} {a |}{warranty|guarantee}",
        "what is {the|your} {warranty|guarantee}{| period| time}",
        "until when {is it|does it stay|am I} {under warranty|guaranteed|covered}",
        "does it come with {a |}{warranty|guarantee}",
      ],
      [
        "how long the {warranty|guarantee} {is|lasts|runs}",
        "about {the|your} {warranty|guarantee}",
        "the {warranty|guarantee}{| period| time}",
        "{if|whether} there is a {warranty|guarantee}",
        "what {warranty|guarantee} I get",
      ],
    ),
    said: "The warranty is [m] months.",
    brief: "[m] months.",
  },
  returns: {
    rule: "{Returns are possible within [r] days.|Customers can return products within [r] days.|Return period: [r] days.|Goods may be sent back within [r] days.|We take things back for [r] days.|You can return everything within [r] days.|Returns: [r] days.|Items can be returned for [r] days.|Right of return: [r] days.|We accept returns up to [r] days after the purchase.|Whoever is not happy has [r] days to send the goods back.}",
    asked: question(
      [
        `{how long|until when|till when|within how many days|for how long|how many days long} can I ${back} ${goods}`,
        `{how long|how much time|how many days} do I have to ${back} ${goods}`,
        "what is {the|your} {return|returns|refund|exchange} {period|policy|time|window|limit|deadline|rule}",
        `{can|may|could} I ${back} ${goods}{| if I do not like it| if it does not fit| later| after a week}`,
        `is it {possible|allowed} to ${back} ${goods}`,
        "do you {take|accept} {things|goods|products|items|purchases} back",
        "do you accept returns",
        "what if I {do not|don't} {like|want|need} {a product|something|what I bought}",
        "how do returns work",
        "{when|by when} must {things|goods|a product} be {back|returned|sent back}",
        "until what day can I change my mind",
        "how long is the {right of return|return time|time to return things}",
        "how many days for {a return|returns}",
      ],
      [
        `{how long|until when} I can ${back} ${goods}`,
        "{the|your} {return|returns} {period|policy|time|rules|window}",
        `{if|whether} I can ${back} ${goods}`,
        "how long returns are possible",
        "about returns",
      ],
    ),
    said: "You can return products within [r] days.",
    brief: "[r] days.",
  },
  mail: {
    rule: "{Our email address is [e].|Email: [e].|E-mail: [e]|Write to [e].|Customers can write to [e].|We can be reached by email at [e].|Mail: [e]|Contact: [e].|The e-mail address of the office is [e].|Questions go to [e].|You can mail us at [e].}",
    asked: question(
      [
        `what is {your|the} {e-mail|email|mail} {address|contact}`,
        "what is your {e-mail|email}",
        "{to|at} {what|which} {e-mail |email |}address can I {write|mail you|send mail|send a message}",
        "{how|where} can I {e-mail|email|mail} {you|the shop|the office|someone}",
        "do you have an {e-mail|email}{| address}",
        "{what|which} {e-mail|email} address do you {have|use}",
        "is there an {e-mail|email} address{| for questions}",
        "where do I {send|address} {an email|a mail|my e-mail|my email|an e-mail}{| to}",
        "can I {write|send} {you |}an {e-mail|email}, and where to",
        "how {do|can} I {reach|contact} you by {mail|email|e-mail}",
        "under which {e-mail|email} do I reach you",
      ],
      [
        "{your|the} {e-mail|email|mail}{| address}",
        "how to {e-mail|email|mail} you",
        "where {to|I can} {e-mail|email|mail} you",
        "which {e-mail|email} address you have",
      ],
    ),
    said: "Our email address is [e].",
    brief: "[e]",
  },
  phone: {
    rule: "{Our phone number is [p].|Phone: [p].|Telephone: [p].|Call us on [p].|Tel. [p].|Customers can call [p].|Hotline: [p].|We can be reached by phone on [p].|The number of the office is [p].|For calls: [p].|You can ring us on [p].}",
    asked: question(
      [
        "what is {your|the} {phone |telephone |office |hotline |contact |}number",
        "{how|where} can I {call|phone|ring|telephone} {you|the shop|the office|someone}",
        "{on|under|at} {what|which} {phone |telephone |}number can I {call|reach|ring|phone} you",
        "do you have a {phone |telephone |}{number|hotline}",
        "{what|which} {phone |telephone |}number do you {have|use}",
        "is there a {phone |telephone |}{number|hotline} {I can call|for customers|to call|for questions}",
        "what number {do|must|should|can} I {call|dial|ring}",
        "can I {call|phone|ring} {you|someone|somebody}, and {on which number|what is the number}",
        "how {do|can} I {reach|contact|get} you by {phone|telephone}",
        "who can I {call|phone|ring}",
      ],
      [
        "{your|the} {phone |telephone |}number",
        "how to {call|phone|ring} you",
        "which number {to|I can|I should} {call|dial}",
        "where I can {call|phone} you",
      ],
    ),
    said: "Our phone number is [p].",
    brief: "[p].",
  },
  address: {
    rule: "{Our address is [s].|Address: [s].|You find us at [s].|The shop is at [s].|We are at [s].|Visit us at [s].|Our office is at [s].|Location: [s].|Customers find us at [s].|The store is in [s].|Where: [s].}",
    asked: question(
      [
        `what is {your|the} {address|street|location|postal address|street address|exact address}`,
        `where {are you|is ${shop}|are you located|are you based|do I find you|can I find you|can I visit you|do you have your shop}`,
        "{in|on} {what|which} street {are you|is the shop|is the office|do I find you}",
        "how do I {find|get to} {you|your shop|the store|the office}",
        `where {exactly |}is ${shop}{| located| situated}`,
        "{to|at} {what|which} address {do I come|can I come|must I go|should I go|do I send a letter}",
        "where {should|must|do|can} I {go|come|drive}{| to}",
        "{what|which} address do you have",
        "where is {it|that|this}",
        "can you give me {your|the} address",
      ],
      [
        "{your|the} {address|location|street}",
        `where {you are|${shop} is|to find you|I can find you|to go}`,
        "how to {find|get to|reach} {you|your shop}",
      ],
    ),
    said: "Our address is [s].",
    brief: "[s].",
  },
  closed: {
    rule: "{We are closed on [w].|Closed on [w].|On [w] the shop is closed.|Our day off is [w].|No service on [w].|[w]: closed.|We do not work on [w].|The office stays shut on [w].}",
    asked: question(
      [
        "{on which|which|on what|what} day{| of the week} are you {closed|not open|shut|off}",
        "{what|which} is your {day off|closing day|rest day}",
        "when {are you|is the shop|is the store|is the office} {closed|shut|not open}",
        "is there a day {when you are closed|on which you are closed|you are not open}",
        "are you open {every day|all week|seven days a week|on all days|the whole week}",
        "do you {work|open} {every day|all week|seven days a week}",
        "do you have a day off",
        "on which day {should|can} I not come",
      ],
      [
        "{on which|which} day you are closed",
        "{your|the} {day off|closing day}",
        "{if|whether} you are open every day",
        "when you are closed",
      ],
    ),
    said: "We are closed on [w].",
    brief: "[w].",
  },
  manager: {
    rule: "{The manager is [g].|Manager: [g].|[g] is the manager.|The shop is run by [g].|Our manager is called [g].|Our boss is [g].|[g] runs the shop.|The head of the team is [g].}",
    asked: question(
      [
        "who is {the|your} {manager|boss|head|chief|director|person in charge|owner of the place|shop manager}",
        "who {runs|manages|leads|heads} {the shop|the store|the place|your shop|the team|the office}",
        "what is {the|your} {manager|boss|head}'s name",
        "what is the name of {the|your} {manager|boss|head|director}",
        "what is {the|your} {manager|boss} called",
        "who is {in charge|responsible|the one in charge|at the top}{| here| there}",
        "by whom is the {shop|store|place} {run|managed|led}",
        "whom do you work under",
      ],
      [
        "who {the|your} {manager|boss|head} is",
        "who {runs|manages} the {shop|store|place}",
        "the {name of the manager|manager's name}",
        "who is in charge",
      ],
    ),
    said: "The manager is [g].",
    brief: "[g].",
  },
  minimum: {
    rule: "{The smallest order is [o] euros.|Minimum order: [o] euros.|Orders start at [o] euros.|The minimum order is [o] euros.|Customers must order for at least [o] euros.|Orders below [o] euros are not possible.}",
    asked: question(
      [
        "{what|how much} is the {minimum|smallest|least|lowest} {order|amount|order value|purchase}",
        "is there {a|any} {minimum|smallest|lowest} {order|amount|purchase}",
        "{for how much|how much} {must|do} I {order|buy|spend}{| at least| at the least}",
        "how {small|little|low} can an order be",
        "do you have a minimum order",
        "from what amount {can I order|do you deliver|do you take orders}",
        "can I order {just one small thing|for one euro|something small}",
      ],
      [
        "the {minimum|smallest} order",
        "how much I {must|have to} {order|spend} at least",
        "{if|whether} there is a minimum order",
      ],
    ),
    said: "The minimum order is [o] euros.",
    brief: "[o] euros.",
  },
  discount: {
    rule: "{The discount code is [c].|Discount code: [c].|With the code [c] everything is cheaper.|New customers get a discount with the code [c].|Voucher: [c].|The voucher code is [c].|Code for a discount: [c].|Use the code [c] for a discount.}",
    asked: question(
      [
        "{do you have|is there|have you got|can I get|can you give me} {a|any} {discount|voucher|coupon|promo} code",
        "what is {the|your} {discount|voucher|coupon|promo|promotion} code",
        "{what|which} code {gives me a discount|do I need for a discount|do I enter|makes it cheaper}",
        "is there {a|any} {discount|voucher|coupon|reduction|rebate}",
        "how {do|can} I {get|have} {a|the} {discount|reduction|rebate}",
        "can I {get|buy} it {cheaper|at a discount|for less}",
        "how can I save money",
        "do you {give|offer} {discounts|a discount|vouchers|coupons}",
      ],
      [
        "{the|your} {discount|voucher|coupon} code",
        "{if|whether} there is a {discount|voucher}",
        "how to get a discount",
        "which code to {enter|use}",
      ],
    ),
    said: "The discount code is [c].",
    brief: "[c].",
  },
};

/** How rules stand in a system prompt. */
const leads =
  "{|||||||| Facts:| Rules:| Good to know:| House rules:| What you need to know:| Information:| About the shop:| These are the rules:| Our rules:| Knowledge:| Use these facts:| Here are the facts:| Answer from this:| Data:| Notes:}";

/** Rules that the system prompt gives; for others the model says that it does not know. */
export const houseRules: Act = (scene) => {
  const { dice, words } = scene;
  const first = scene.messages[0];
  if (first?.role !== "system") return support(scene);
  const slots = {
    a: words.clock(),
    b: words.clock(),
    d: String(dice.between(2, 14)),
    m: String(dice.between(2, 36)),
    f: words.price(),
    r: words.number(5, 90),
    e: `${dice.pick([words.noun, words.invented, () => "info", () => "shop", () => "hello"])()}@${words.invented()}.${dice.pick(["com", "org", "net", "example", "de", "io", "shop"])}`,
    p: dice.pick([
      `${dice.between(100, 999)} ${dice.between(1000, 9999)}`,
      `0${dice.between(10, 99)} ${dice.between(10_000, 99_999)}`,
      `${dice.between(100, 999)}-${dice.between(100, 999)}`,
    ]),
    s: street(scene),
    w: words.day(),
    g: dice.chance(0.5) ? words.name() : words.fullName(),
    o: words.number(5, 99),
    c: dice.chance(0.5) ? words.code() : words.invented().toUpperCase(),
  };
  const names = dice.some(Object.keys(rules));
  const given = names.slice(0, dice.between(1, 6));
  const missing = names.slice(given.length);
  const said = given.map((name) => phrase(rules[name]?.rule ?? "").say(dice, slots));
  const way = dice.between(1, 10);
  const lead = phrase(leads).say(dice);
  const list =
    way <= 6
      ? ` ${lead === "" ? "" : `${lead} `}${said.join(" ")}`
      : `\n${lead === "" ? "" : `${lead}\n`}${said.map((line) => `${way <= 8 ? "- " : ""}${line}`).join("\n")}`;
  scene.messages[0] = { role: "system", content: `${first.content}${list}` };
  const asked = [...given.slice(0, dice.between(1, 3)), ...(dice.chance(0.3) ? missing.slice(0, 1) : [])];
  for (const name of dice.some(asked)) {
    const rule = rules[name];
    if (rule === undefined) continue;
    user(scene, rule.asked);
    if (given.includes(name)) answer(scene, scene.style === "brief" ? rule.brief : rule.said, slots);
    else answer(scene, "I do not know that. I can hand you over to a person.");
  }
};

function street({ dice, words }: Scene): string {
  const word = words.noun();
  const name = word.charAt(0).toUpperCase() + word.slice(1);
  const kind = dice.pick(["Street", "Road", "Lane", "Square", "Avenue", "Way", "Alley"]);
  const number = words.number(2, 199);
  return `${dice.chance(0.7) ? `${number} ${name} ${kind}` : `${name} ${kind} ${number}`}${dice.chance(0.4) ? ` in ${words.town()}` : ""}`;
}
