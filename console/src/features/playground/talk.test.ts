import fc from "fast-check";
import { expect, test } from "vitest";
import { branchesOf, emptyTalk, shownTurns, type Talk, talkReducer } from "./talk.ts";

function ask(talk: Talk, id: string, parent: string | null): Talk {
  const sent = { model: "m", input: id };
  const turn = { id, parent, question: id, pictures: [], outputs: [], model: "m", sent, at: 100 };
  return talkReducer(talk, { type: "ask", turn });
}

const ids = (talk: Talk): string[] => shownTurns(talk).map(({ id }) => id);

test("an answer grows by its steps, and says how it ended", () => {
  let talk = ask(emptyTalk, "a", null);
  const usage = { input_tokens: 1, output_tokens: 2 };
  let at = 100;
  for (const step of [
    { type: "begun", id: "resp_1", requestId: "req_1", route: "first; x/y", context: "recall; 1 of 2" },
    { type: "thought", delta: "Hm." },
    { type: "text", delta: "Hel" },
    { type: "text", delta: "lo" },
    { type: "call", call: { call_id: "c", name: "f", arguments: "{}" } },
    { type: "end", status: "incomplete", why: "max_output_tokens", model: "m", usage },
  ] as const)
    talk = talkReducer(talk, { type: "step", id: "a", step, at: (at += 10) });
  expect(shownTurns(talk)[0]).toMatchObject({
    responseId: "resp_1",
    requestId: "req_1",
    route: "first; x/y",
    context: "recall; 1 of 2",
    firstMs: 20,
    wholeMs: 60,
    thoughts: "Hm.",
    answer: "Hello",
    calls: [{ name: "f" }],
    state: "incomplete",
    why: "max_output_tokens",
    usage,
  });
});

test("who edits a question finds both branches, each as it was left", () => {
  let talk = ask(emptyTalk, "a", null);
  talk = ask(talk, "b", "a");
  talk = ask(talk, "c", "b");
  talk = ask(talk, "b2", "a");
  expect(ids(talk)).toEqual(["a", "b2"]);
  const shown = shownTurns(talk)[1];
  expect(shown === undefined ? [] : branchesOf(talk, shown).map(({ id }) => id)).toEqual(["b", "b2"]);
  talk = talkReducer(talk, { type: "show", id: "b" });
  expect(ids(talk)).toEqual(["a", "b", "c"]);
  expect(talkReducer(talk, { type: "clear" })).toEqual(emptyTalk);
});

test("what is shown is one way from the beginning, whatever was branched", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 30 }), fc.nat(), (parents, pick) => {
      let talk: Talk = emptyTalk;
      parents.forEach((parent, index) => {
        talk = ask(talk, String(index), index === 0 ? null : String(parent % index));
      });
      talk = talkReducer(talk, { type: "show", id: String(pick % parents.length) });
      const shown = shownTurns(talk);
      expect(shown.map(({ id }) => id)).toContain(String(pick % parents.length));
      shown.forEach((turn, index) => expect(turn.parent).toBe(shown[index - 1]?.id ?? null));
    }),
  );
});
