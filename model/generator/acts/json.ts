import { spaced } from "../../format/render-conversation.ts";
import { request, wish } from "../frames.ts";
import { type Act, type Scene, user } from "../scene.ts";
import { type Member, someMembers } from "./json-members.ts";

const object =
  "{JSON|json|JSON|JSON|a JSON object|one JSON object|valid JSON|a JSON record|JSON data|JSON format|a json|the JSON|proper JSON|a JSON string|plain JSON|a JSON document|a JSON structure|clean JSON|JSON only}";
const make =
  "{write|give me|return|make|create|answer with|output|extract|produce|reply with|generate|respond with|print|build|form|compose|send me|show me|emit|deliver|provide|render|prepare|construct|assemble}";
const turn =
  "{put|turn|convert|transform|change|make|format|bring|translate|pack|rewrite|cast|recast|get|parse|encode|express|structure|organise|wrap|store|restructure|serialise|serialize}";
const into = "{into|to|as|in|in the form of|in form of}";
const keys =
  "{the fields |the keys |the members |fields |keys |members |the attributes |the properties |properties |these fields: |these keys: |the following fields: |the entries |entries |the columns |the labels |just |only |exactly |exactly the keys ||||||}";
const having =
  "{with|with|with|with|having|containing|that has|which has|that contains|consisting of|made of|made up of|holding|including|using|for|of|whose keys are}";
const text =
  "{this text|the text|this sentence|the sentence|this line|the line|what follows|the following|these data|this data|the data|this information|this description|this note|the details|this|it|these words|my sentence|the message|this record|the facts|this entry}";
const that =
  "{this|it|that|the above|this text|these data|this data|that sentence|this sentence|the sentence above|the data above|all this|this line|what I wrote|this information}";
const take =
  "{extract|get|read|find|pull|pick|take|collect|parse|filter|gather|isolate|grab|fish|identify|list|return|give me|show me|fetch|capture}";

/** The request and the data in one message; `[l]` are the wanted names, `[t]` is the text. */
const before = `{${request([
  `${make} ${object} ${having} ${keys}[l]: [t]`,
  `${make} ${object} ${having} ${keys}[l] {from|out of|for|of|about|based on} {${text}|||}: [t]`,
  `${make} {a |an |one |the |}{object|record|dictionary|map|structure} in JSON ${having} ${keys}[l]: [t]`,
  `${turn} ${text} ${into} ${object} ${having} ${keys}[l]: [t]`,
  `${turn} ${text} ${into} ${object} (${keys}[l]): [t]`,
  `${turn} ${text} ${into} ${object}, {keys|fields|with}: [l]. {Text|Data|Sentence|Input|Here it is|It is|Line|Here}: [t]`,
  `${take} {|the |the values of |the values for }${keys}[l] {as|in} ${object} {from|out of|in}: [t]`,
  `${take} {|the |me the }[l] {from|out of|in} ${text} {as|in} ${object}: [t]`,
  `{from|out of|in} ${text}, ${take} {|the }[l] {as|in} ${object}: [t]`,
  `{fill|complete} ${object} ${having} ${keys}[l] {with|from|using} ${text}: [t]`,
  `{describe|represent|note|save|record|summarise|sum up} {the person|this person|the entry|the following|what is said|this} {as|in} ${object} ${having} ${keys}[l]: [t]`,
  `{give me|tell me|show me|list} {|the }[l] {as|in} ${object}: [t]`,
  `{answer|reply|respond} {in|with|only in|only with|just with|using} ${object} ${having} ${keys}[l]: [t]`,
])}|${wish([
  `${object} ${having} ${keys}[l]{ for|: | from| out of| from this}: [t]`,
  `{the |}[l] {as|in} ${object}: [t]`,
])}|{{JSON|json|as JSON|in JSON|to JSON|JSON please|into JSON} ${having} ${keys}[l]: [t]|{JSON|json} ([l]): [t]|{JSON|json}, ${keys}[l]: [t]|{JSON|json}: [l]. [t]|[l] {as|in} {JSON|json}: [t]|[l] -> {JSON|json}: [t]|{output|format|task|wanted}: JSON ${having} ${keys}[l]. {text|input|data|sentence}: [t]|{text|input|data}: [t]. {output|format|wanted|task|answer}: {JSON|json} ${having} ${keys}[l]|how {would|does|do} {you write |this look in |I write |this look as |we write }{this |}{as |in |}JSON ${having} [l]: [t]|what is the JSON ${having} [l] for: [t]}}`;

const after = `{{[t]|[t]|here is {the text|the data|a line|a sentence|what I have|a note}: [t]|{data|text|input|sentence|note|person|entry|record|given}: [t]|{look at|take|consider|read|use|I have|we have|given} {this|the following|the line}: [t]}. {${make} {|this as |it as |that as |}${object} ${having} ${keys}[l]|${turn} ${that} ${into} ${object} ${having} ${keys}[l]|${turn} ${that} ${into} ${object}, ${keys}[l]|${that} {as|in} ${object} ${having} ${keys}[l], please|I {need|want|would like} {this|that|it} {as|in} ${object} ${having} ${keys}[l]|${take} {|the }[l] {as|in} ${object}|now {|the same }{as|in} ${object} ${having} ${keys}[l]|as {JSON|json} ${having} ${keys}[l]|in {JSON|json}: [l]|to {JSON|json}: [l]|{JSON|json}: [l]|{JSON|json} ${having} [l]|{give|send|show|return} {me |}[l] {as|in} ${object}|{can|could|would} you {give me|make|return|write} ${object} ${having} ${keys}[l]{| from that| from this| out of it}|{what|how} {would that be|does it look|is that} {as|in} ${object} ${having} ${keys}[l]|please ${turn} ${that} ${into} ${object} ${having} ${keys}[l]|{the |}{keys|fields|members|names} {are|should be|must be|shall be|:} [l]. Answer {in|with|as} ${object}}{.|?|||, please|, thanks}}`;

/** The text itself says what its values are called. */
const unnamed = `{${request([
  `${turn} ${text} ${into} ${object}: [t]`,
  `${make} ${object} {from|out of|for|of} ${text}: [t]`,
  `{write|note|represent|express|show} ${text} {as|in} ${object}: [t]`,
])}|${wish([`${object} {for|of|from} ${text}: [t]`])}|{{JSON|json|as JSON|in JSON|to JSON}: [t]|{text|data}: [t]. ${turn} ${that} ${into} ${object}|{how would you write|what is} [t] {as|in} JSON|[t]. {That|This} {as|in} ${object}}{.||?|, please}}`;

function namesListed({ dice }: Scene, names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  if (dice.chance(0.12)) return names.map((name) => `"${name}"`).join(", ");
  if (dice.chance(0.3)) return names.join(", ");
  if (dice.chance(0.06)) return names.join(dice.pick([" / ", "; ", " + ", " & ", ","]));
  return `${names.slice(0, -1).join(", ")}${dice.pick(["", "", ","])} ${dice.pick(["and", "and", "and", "&", "plus"])} ${names.at(-1)}`;
}

/** Values out of a sentence, a list or a telegram into an object with the wanted names. */
export const json: Act = (scene) => {
  const { dice, words } = scene;
  const name = dice.chance(0.65) ? words.name() : words.fullName();
  const rest = someMembers(scene, dice.pick([2, 2, 3, 3, 4, 5])).slice(0, 4);
  const labelled = dice.chance(0.3);
  const named = dice.chance(0.8);
  const found = named ? rest.slice(0, dice.pick([1, 2, 2, 3])) : rest.slice(0, dice.pick([1, 2, 3]));
  // Where a text says what each value is, more is said than asked for, in another order.
  const telegram = !labelled && dice.chance(0.25);
  const extra = !telegram && dice.chance(0.2) ? rest.slice(found.length, found.length + 1) : [];
  const title = { key: "name", value: name, after: [], sentence: [] };
  const wanted: readonly Member[] = named ? [title, ...found] : found;
  const ordered = dice.chance(0.2) ? dice.some(wanted) : wanted;
  const told = telegram
    ? ordered
    : labelled
      ? dice.chance(0.3)
        ? dice.some([...wanted, ...extra])
        : [...ordered, ...extra]
      : [...found, ...extra];
  const data = telegram
    ? told.map(({ value }) => value).join(dice.pick([", ", ", ", ", ", "; ", " / ", " - "]))
    : labelled
      ? labelledText(scene, told)
      : sentence(scene, named || dice.chance(0.3) ? name : "", dice.chance(0.3) ? dice.some(told) : told);
  // Without a list of names, the labels are the names.
  if (labelled && dice.chance(0.2)) {
    user(scene, unnamed, { t: data });
    scene.messages.push({
      role: "assistant",
      content: spaced(Object.fromEntries(told.map(({ key, value }) => [key, value]))),
    });
    return;
  }
  const slots = {
    l: namesListed(
      scene,
      ordered.map(({ key }) => key),
    ),
    t: data,
  };
  user(scene, dice.chance(0.62) ? before : after, slots);
  scene.messages.push({
    role: "assistant",
    content: spaced(Object.fromEntries(ordered.map(({ key, value }) => [key, value]))),
  });
};

function labelledText({ dice }: Scene, told: readonly Member[]): string {
  const between = dice.pick([", ", ", ", "; ", "\n", " / ", ". "]);
  const sign = dice.pick([": ", ": ", " ", " is ", " = ", "="]);
  const bullet = between === "\n" ? dice.pick(["", "- ", "* "]) : "";
  const lines = told.map(({ key, value }) => `${bullet}${key}${sign}${value}`).join(between);
  return between === "\n" ? `\n${lines}` : lines;
}

function sentence({ dice }: Scene, name: string, told: readonly Member[]): string {
  const [who, she] = dice.pick([
    ["", "She"],
    ["", "He"],
    ["", "This person"],
  ] as const);
  const known = name !== "";
  const subject = known
    ? `${who}${name}`
    : dice.pick(["somebody", "a person", "a customer", "a guest", "someone", "a friend"]);
  const parts = told.map((member) => dice.pick(member.after));
  const deeds = told.map((member) => dice.pick(member.sentence));
  const joined = (list: readonly string[], end: string): string =>
    list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")}${end}${list.at(-1)}`;
  return dice.pick([
    () => [subject, ...parts].join(", "),
    () => [subject, ...parts].join(", "),
    () => `${subject} ${joined(deeds, " and ")}`,
    () => `${subject} ${joined(deeds, ", and ")}`,
    () =>
      `${subject} ${deeds[0] ?? ""}. ${deeds
        .slice(1)
        .map((deed) => `${she} ${deed}`)
        .join(". ")}`.replace(/\. $/, ""),
    () =>
      known
        ? `${dice.pick(["a person called", "somebody called", "a man named", "a woman named", "a customer named", "there is", "this is", "our guest", "my friend", "the client", "the customer", "Mr", "Mrs", "Ms", "I met", "we talked to", "the person is", "it is about"])} ${[name, ...parts].join(", ")}`
        : [subject, ...parts].join(", "),
    () => `${subject} ${joined(parts, " and ")}`,
    () =>
      known ? `my name is ${name}. I am the one ${parts.join(", ")}` : `${subject}: ${parts.join(", ")}`,
  ])();
}
