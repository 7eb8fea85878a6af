import { describe, expect, test } from "vitest";
import { voiceOf } from "./language.ts";
import { recall } from "./memory.ts";
import { english } from "./voices/english.ts";
import { french } from "./voices/french.ts";
import { german } from "./voices/german.ts";
import { spanish } from "./voices/spanish.ts";
import { tableIntents } from "./voices/voice.ts";

const voices = { english, german, spanish, french };

describe("voiceOf", () => {
  test.each<[readonly string[], keyof typeof voices]>([
    [["What is this?"], "english"],
    [["Was ist das?"], "german"],
    [["¿Qué es esto para ti?"], "spanish"],
    [["Qu'est-ce que c'est pour vous ?"], "french"],
    [["Zähle bis 3"], "german"],
    [["Xyzzy"], "english"],
    [[], "english"],
    // What shows no language follows what was spoken before.
    [["Wie heißt du?", "Parley?"], "german"],
  ])("hears the language of %j", (texts, language) => {
    expect(voiceOf(texts)).toBe(voices[language]);
  });
});

describe("a voice", () => {
  test.each(Object.entries(voices))("speaks %s completely and honestly", (_name, voice) => {
    for (const intent of tableIntents) expect(voice.table[intent].join("")).not.toBe("");
    expect(voice.table.self[0]).toMatch(/Parley/);
    expect(new Set(voice.echoes.map((echo) => echo("x"))).size).toBe(voice.echoes.length);
    for (const word of voice.smallWords) expect(word).toMatch(/^[a-z]+$/);
    const media = voice.cannotPerceive({ images: 1, sounds: 0, files: 3 });
    expect(media).toMatch(/1 .*3 /);
  });

  test("is not held up by a message that is made to hold it up", () => {
    // Quadratic matching over all of it would take minutes; the test's own time limit is the proof.
    const conversation = {
      question: "what i ".repeat(500_000),
      earlier: Array.from({ length: 50 }, () => "my first what did i say ".repeat(10_000)),
      answers: [],
      media: { images: 0, sounds: 0, files: 0 },
      outputs: [],
    };
    for (const voice of Object.values(voices)) expect(() => recall(voice, conversation)).not.toThrow();
  });
});
