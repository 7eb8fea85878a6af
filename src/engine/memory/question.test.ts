import { expect, test } from "vitest";

import { began, said } from "./memory.fixture.ts";
import { readQuestion } from "./question.ts";

const read = (text: string) => readQuestion([said("user", text)], [], began);

test.each([
  ["What did you recommend for the stain?", "assistant"],
  ["Which name did you suggest?", "assistant"],
  ["Was hast du mir empfohlen?", "assistant"],
  ["¿Qué me recomendaste?", "assistant"],
  ["Jakie ciasto mi poleciłeś?", "assistant"],
  ["你推荐我做什么菜？", "assistant"],
  ["おすすめしてくれた料理は？", "assistant"],
  ["List the novels I told you about", "user"],
  ["What is my locker number?", "user"],
  ["Who is in charge of Falcon?", undefined],
])("whose words are asked for: %s", (text, whose) => {
  expect(read(text).of).toBe(whose);
});

test("words of a time that is understood are not looked for", () => {
  const question = read("What did we buy last week?");
  expect(question.spans).toHaveLength(1);
  expect(question.terms).toEqual(["bui"]);
});

test("a question of times alone keeps its words", () => {
  expect(read("last week?").terms).not.toEqual([]);
});

test("who asks whether something is a good idea is asking for what speaks against it", () => {
  expect(read("Should I book a room on the fifth floor?").related).toContain("allergi");
  expect(read("Where is the room on the fifth floor?").related).not.toContain("allergi");
});
