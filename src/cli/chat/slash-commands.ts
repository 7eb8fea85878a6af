import { nearest } from "../../lib/nearest.ts";
import { describeFailure } from "../failure.ts";
import { printable } from "../printable.ts";
import type { Talk } from "./talk.ts";

interface SlashCommand {
  readonly usage: string;
  readonly about: string;
  /** Gives what to tell, or `leave`. */
  run(talk: Talk, argument: string): readonly string[] | "leave";
}

const commands: ReadonlyMap<string, SlashCommand> = new Map([
  [
    "/model",
    { usage: "/model [NAME]", about: "lists the models, or changes to another one", run: changeModel },
  ],
  ["/new", { usage: "/new", about: "begins a new conversation", run: beginAnew }],
  ["/help", { usage: "/help", about: "prints this", run: () => help }],
  ["/exit", { usage: "/exit", about: "leaves, as Ctrl-D does", run: () => "leave" as const }],
]);

const help: readonly string[] = [
  ...[...commands.values()].map(({ usage, about }) => `${usage.padEnd(15)} ${about}`),
  `${"Ctrl-C".padEnd(15)} stops the answer; twice at an empty prompt it leaves`,
  "",
  'A line that ends in \\ goes on in the next one. Several lines stand between """ and """.',
  "What you paste is one message. To send a line that begins with /, put a space before it.",
];

/** Does what a line that begins with `/` asks for. */
export function runSlashCommand(line: string, talk: Talk): readonly string[] | "leave" {
  const [word = "", ...rest] = line.trim().split(/\s+/);
  const command = commands.get(word);
  if (command !== undefined) return command.run(talk, rest.join(" "));
  const meant = nearest(word, commands.keys());
  const hint =
    meant === undefined
      ? "/help lists them. To send the line as it is, put a space before it."
      : `Did you mean ${meant}?`;
  return [`There is no command ${printable(word)}. ${hint}`];
}

/** What the Tab key may make of a line. */
export function completeLine(line: string, talk: Talk): readonly string[] {
  const candidates = line.startsWith("/model ")
    ? talk.models.map((name) => `/model ${name}`)
    : [...commands].map(([word, { usage }]) => (usage === word ? word : `${word} `));
  return line.startsWith("/") ? candidates.filter((candidate) => candidate.startsWith(line)) : [];
}

function changeModel(talk: Talk, name: string): readonly string[] {
  if (name === "") return talk.models.map((each) => `${each === talk.model ? "*" : " "} ${printable(each)}`);
  try {
    talk.useModel(name);
    return [`${printable(name)} answers from now on.`];
  } catch (error) {
    return [`${describeFailure(error)} ${printable(talk.model)} goes on answering.`];
  }
}

function beginAnew(talk: Talk): readonly string[] {
  const { token } = talk;
  talk.forget();
  return [
    "A new conversation begins.",
    ...(token === undefined ? [] : [`To continue the last one: ${continueCommand(token)}`]),
  ];
}

/** The command that takes a conversation up again. */
export function continueCommand(token: string): string {
  return `parley chat --session ${token}`;
}
