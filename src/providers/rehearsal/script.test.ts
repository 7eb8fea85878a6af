import { afterAll, describe, expect, test } from "vitest";
import { answer, message, say, startRehearsal } from "./rehearsal.fixture.ts";

const rehearsal = startRehearsal();
afterAll(() => rehearsal.tokenizer.close());

describe("the script", () => {
  test.each([
    ["Hello, world!", /^Hello! I am Rehearsal, the scripted practice model/],
    ["Hallo!", /^Hallo! Ich bin Rehearsal, .* ein Skript, keine Intelligenz/],
    ["¡Hola!", /^¡Hola! Soy Rehearsal, .* un guion, sin inteligencia/],
    ["Bonjour !", /^Bonjour ! Je suis Rehearsal, .* un script, sans intelligence/],
  ])("greets %s within 50 tokens", async (says, form) => {
    const heard = await answer(rehearsal, { says: [says], options: { maxOutputTokens: 50 } });
    expect(heard.texts[0]).toMatch(form);
    expect(heard.finishes).toEqual(["stop"]);
  });

  test.each([
    ["Who are you?", /scripted model .* I am no intelligence/],
    ["Wer bist du?", /Skript-Modell.* Ich bin keine Intelligenz/],
    ["¿Quién eres?", /modelo con guion .* No soy ninguna inteligencia/],
    ["Qui es-tu ?", /modèle à script .* Je ne suis pas une intelligence/],
    ["What is the capital of France?", /^You wrote: "What is the capital of France\?"\n\nI am a scripted/],
    [
      "Was ist die Hauptstadt von Chile?",
      /^Du hast geschrieben: „Was ist die Hauptstadt von Chile\?“\n\nIch bin/,
    ],
    ["¿Cuál es la capital de Chile?", /^Has escrito: «¿Cuál es la capital de Chile\?»\n\nSoy/],
    [
      "Quelle est la capitale du Chili ?",
      /^Vous avez écrit : « Quelle est la capitale du Chili \? »\n\nJe suis/,
    ],
    ["Tell me a joke", /line 42/],
    ["Write a haiku about spring", /\n.*\n/],
    ["Thanks!", /welcome/],
    ["Goodbye", /Goodbye/],
    ["What can you do?", /streaming/],
    ["What is 2 + 2?", /^2 \+ 2 = 4$/],
    ["0.1+0.2", /^0\.1 \+ 0\.2 = 0\.3$/],
    ["1 / 0", /You wrote|I read|Your message/],
  ])("answers %s honestly", async (question, form) => {
    expect(await say(rehearsal, question)).toMatch(form);
  });

  test.each([
    ["Say this is a test", "this is a test"],
    ['Please repeat after me: "<b>ü</b> 😀"', "<b>ü</b> 😀"],
    ['Repeat after me: "a" and "b"', '"a" and "b"'],
    ["Sag: Grüß Gott", "Grüß Gott"],
    ["Repite conmigo: ¡olé!", "¡olé!"],
    ["Répète après moi : ça va", "ça va"],
    ["Count to 5", "1, 2, 3, 4, 5"],
    ["Zähle bis 3", "1, 2, 3"],
    ["Cuenta hasta 3", "1, 2, 3"],
    ["Compte jusqu'à 3", "1, 2, 3"],
    ["Count to 10001", "I count to 10,000 at most."],
  ])("obeys %s to the letter", async (question, expected) => {
    expect(await say(rehearsal, question)).toBe(expected);
  });

  test("counts to ten thousand", async () => {
    const text = await say(rehearsal, "count to 10000");
    expect(text.split(", ").map(Number)).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 1));
  });

  test.each([
    ["My name is Ada.", "What is my name?", "Your name is Ada."],
    ["Hi, I'm Zoë and I write tests", "Do you remember my name?", "Your name is Zoë."],
    ["Ich heiße Jürgen.", "Wie heiße ich?", "Du heißt Jürgen."],
    ["Me llamo Luis", "¿Cómo me llamo?", "Te llamas Luis."],
    ["Je m'appelle Zoé", "Comment je m'appelle ?", "Vous vous appelez Zoé."],
    ["The weather is fine.", "What is my name?", "I find nothing about that in this conversation."],
    ["My favourite colour is green.", "Which colour did I say?", 'You said: "My favourite colour is green."'],
    [
      "Remember the secret word: plum",
      "What is the secret word?",
      'You said: "Remember the secret word: plum"',
    ],
    ["Meine Katze heißt Minka.", "Wie heißt meine Katze?", "Du hast gesagt: „Meine Katze heißt Minka.“"],
  ])("remembers %s", async (told, question, expected) => {
    expect(await say(rehearsal, told, "Noted.", "I live in Oslo.", "Fine.", question)).toBe(expected);
  });

  test("quotes the first turn, the last one and its own", async () => {
    const before = ["One fish.", "Very well.", "Two fish.", "Indeed."];
    expect(await say(rehearsal, ...before, "What did I say first?")).toBe(
      'The first thing you said was: "One fish."',
    );
    expect(await say(rehearsal, ...before, "What did I say before?")).toBe(
      'Just before, you said: "Two fish."',
    );
    expect(await say(rehearsal, ...before, "What did you say?")).toBe('I said: "Indeed."');
    expect(await say(rehearsal, "What did I say first?")).toMatch(/nothing/);
  });

  test("greets somebody who introduces himself", async () => {
    expect(await say(rehearsal, "My name is Ada.")).toMatch(/^Nice to meet you, Ada!/);
  });

  test("cuts long quotations between characters", async () => {
    const text = await say(rehearsal, "😀".repeat(1_000));
    expect(text).toContain("😀…");
    expect(text.isWellFormed()).toBe(true);
  });

  test("says so when nobody asks anything", async () => {
    const heard = await answer(rehearsal, { says: [message("system", "Be brief.")] });
    expect(heard.texts[0]).toMatch(/no question/);
  });

  test("acknowledges what it cannot see or hear", async () => {
    const seen = await answer(rehearsal, {
      says: [
        {
          type: "message",
          role: "user",
          content: [
            { type: "text", text: "What is this?" },
            { type: "image", url: "data:image/png;base64,AA==" },
            { type: "image", url: "data:image/png;base64,AA==" },
            { type: "audio", data: "AA==", format: "wav" },
          ],
        },
      ],
    });
    expect(seen.texts[0]).toMatch(/You also sent 2 images, 1 sound, which I cannot see or hear\.$/);
  });

  test("gives the same answer to the same conversation and seed, and several to several choices", async () => {
    const question = { says: ["What now?"], options: { choices: 5, seed: 7, temperature: 0 } };
    const [first, second] = await Promise.all([answer(rehearsal, question), answer(rehearsal, question)]);
    expect(first.texts).toEqual(second.texts);
    expect(new Set(first.texts).size).toBe(5);
    const seeds = await Promise.all(
      [0, 1, 2].map((seed) => answer(rehearsal, { says: ["What now?"], options: { seed } })),
    );
    expect(new Set(seeds.map(({ texts }) => texts[0])).size).toBe(3);
  });
});
