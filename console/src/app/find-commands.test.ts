import { expect, test } from "vitest";
import { findCommands } from "./find-commands.ts";

const commands = [
  { name: "Monkeys" },
  { name: "Keys" },
  { name: "Réglages" },
  { name: "Langue : Deutsch", words: "de" },
  { name: "المفاتيح" },
];
const namesOf = (search: string) => findCommands(commands, search).map(({ name }) => name);

test.each([
  ["", commands.map(({ name }) => name)],
  ["key", ["Keys", "Monkeys"]],
  ["REGL", ["Réglages"]],
  ["lan deu", ["Langue : Deutsch"]],
  ["المف", ["المفاتيح"]],
  ["nothing", []],
])("%j finds %j", (search, names) => {
  expect(namesOf(search)).toEqual(names);
});
