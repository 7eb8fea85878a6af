import { expect, onTestFinished, test } from "vitest";
import { Hands, Paper } from "../world.fixture.ts";
import { Keyboard } from "./keyboard.ts";
import { Screen } from "./screen.ts";

const ctrlC = "\x03";
const ctrlD = "\x04";

function open() {
  const stdin = new Hands(true);
  const paper = new Paper();
  const complete = (line: string) => ["/model ", "/new"].filter((word) => word.startsWith(line));
  const keyboard = new Keyboard({ stdin, screen: new Screen(paper), complete });
  onTestFinished(() => keyboard.close());
  return { stdin, paper, keyboard };
}

/** Lets everything that was typed arrive. */
const arrived = () => new Promise((resolve) => setTimeout(resolve, 20));

const message = (text: string, single = true) => ({ kind: "message", text, single });

test("a line ends with Enter", async () => {
  const { stdin, keyboard } = open();
  const read = keyboard.read();
  stdin.write("Hel");
  stdin.write("lo\r");
  expect(await read).toEqual(message("Hello"));
});

test("a message of several lines has another prompt", async () => {
  const { stdin, paper, keyboard } = open();
  const read = keyboard.read();
  stdin.write("one\\\rtwo\r");
  expect(await read).toEqual(message("one\ntwo", false));
  expect(paper.text).toContain("... ");
});

test("what is pasted is one message, whatever is in it", async () => {
  const { stdin, keyboard } = open();
  const read = keyboard.read();
  stdin.write('\x1b[200~one\r/exit\r\n"""\rtwo\\\x1b[201~');
  stdin.write(" three\r");
  expect(await read).toEqual(message('one\n/exit\n"""\ntwo\\ three', false));
});

test("Ctrl-C clears what is written, several lines of it too; at an empty prompt it is told", async () => {
  const { stdin, keyboard } = open();
  const read = keyboard.read();
  stdin.write(`one\\\rtwo${ctrlC}three\r`);
  expect(await read).toEqual(message("three"));
  const next = keyboard.read();
  stdin.write(ctrlC);
  expect(await next).toEqual({ kind: "interrupt" });
});

test("Ctrl-D at an empty prompt is the end, for every later question as well", async () => {
  const { stdin, paper, keyboard } = open();
  const read = keyboard.read();
  stdin.write(ctrlD);
  expect(await read).toEqual({ kind: "end" });
  expect(await keyboard.read()).toEqual({ kind: "end" });
  expect(paper.text.endsWith("\x1b[?2004l")).toBe(true);
});

test("a keyboard that goes away is the end", async () => {
  const { stdin, keyboard } = open();
  const read = keyboard.read();
  stdin.end();
  expect(await read).toEqual({ kind: "end" });
});

test("while nobody reads, Ctrl-C goes to who asked for it, and what was typed before is forgotten", async () => {
  const { stdin, keyboard } = open();
  let interrupts = 0;
  const release = keyboard.onInterrupt(() => interrupts++);
  stdin.write(`too early\r${ctrlC}`);
  await arrived();
  expect(interrupts).toBe(1);
  release();
  stdin.write(ctrlC);
  await arrived();
  expect(interrupts).toBe(1);
  const read = keyboard.read();
  stdin.write("now\r");
  expect(await read).toEqual(message("now"));
});

test("what is typed while nobody reads is unseen, and there at the next prompt", async () => {
  const { stdin, paper, keyboard } = open();
  const before = paper.text.length;
  stdin.write("whole line\rhalf");
  await arrived();
  expect(paper.text.length).toBe(before);
  expect(await keyboard.read()).toEqual(message("whole line"));
  expect(paper.text.slice(before)).toBe("> whole line\n");
  const read = keyboard.read();
  await arrived();
  expect(paper.text).toContain("half");
  stdin.write(" more\r");
  expect(await read).toEqual(message("half more"));
});

test("an end while nobody reads comes after the lines before it", async () => {
  const { stdin, keyboard } = open();
  stdin.write(`one\r${ctrlD}`);
  await arrived();
  expect(await keyboard.read()).toEqual(message("one"));
  expect(await keyboard.read()).toEqual({ kind: "end" });
});

test("Tab completes", async () => {
  const { stdin, keyboard } = open();
  const read = keyboard.read();
  stdin.write("/mo");
  stdin.write("\t");
  await arrived();
  stdin.write("x\r");
  expect(await read).toEqual(message("/model x"));
});
