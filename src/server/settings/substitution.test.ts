import fc from "fast-check";
import { expect, test } from "vitest";
import { substitute } from "./substitution.ts";

const env = { NAME: "value", EMPTY: "", NESTED: "${NAME}", __proto__: undefined };

test.each([
  ["", ""],
  ["plain $NAME $ { } $}", "plain $NAME $ { } $}"],
  ["${NAME}", "value"],
  ["<${NAME}|${NAME}>", "<value|value>"],
  ["${EMPTY}", ""],
  ["${NESTED}", "${NAME}"],
  ["${NAME:-other}", "value"],
  ["${EMPTY:-other}", "other"],
  ["${MISSING:-other}", "other"],
  ["${MISSING:-}", ""],
  ["${MISSING:-a:-b, c}", "a:-b, c"],
  ["${MISSING:-a\nb}", "a\nb"],
  ["$${NAME}", "${NAME}"],
  ["$$${NAME}", "$${NAME}"],
  ["$${", "${"],
])("%j becomes %j", (text, result) => {
  expect(substitute(text, env)).toMatchObject({ text: result, faults: [] });
});

test.each(["${MISSING}", "${toString}", "${constructor}", "${__proto__}"])("%s is not set", (text) => {
  const { faults } = substitute(`a${text}`, env);
  expect(faults).toMatchObject([
    { index: 1, reference: text, message: expect.stringContaining("is not set") },
  ]);
});

test.each(["${", "${}", "${1}", "${NAME", "${NA ME}", "${NAME-x}", "${NAME:x}", "${ NAME }", "${NÄME}"])(
  "%s is malformed",
  (text) => {
    const { faults } = substitute(text, env);
    expect(faults).toMatchObject([{ index: 0, message: expect.stringContaining("Write ${NAME}") }]);
  },
);

test("the names that were asked for are told", () => {
  expect(substitute("${NAME} ${A:-x} $${B}", env).variables).toEqual(["NAME", "A"]);
});

test("any text survives when its markers are escaped", () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom("$", "${", "$${", "}", "${NAME}", ":-"));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("");
      expect(
        substitute(
          text.replaceAll("${", () => "$${"),
          env,
        ),
      ).toEqual({ text, variables: [], faults: [] });
    }),
  );
});

test("any content of a variable is taken as it is", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (value) => {
      expect(substitute("<${X}${Y:-z}>", { X: value, Y: value }).text).toBe(`<${value}${value}>`);
    }),
  );
});
