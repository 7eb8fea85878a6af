import fc from "fast-check";
import { expect, test } from "vitest";
import { membersWithout } from "./members-without.ts";

test.each([null, undefined])("it is what filtered entries make, without %s", (absent) => {
  const names = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString", "0", "10"));
  const members = fc.dictionary(names, fc.constantFrom(null, undefined, 0, "", false, "text"));
  fc.assert(
    fc.property(members, (value) => {
      const entries = Object.entries(value).filter(([, member]) => member !== absent);
      const copy = membersWithout(value, absent);
      expect(copy).toStrictEqual(Object.fromEntries(entries));
      expect(Object.entries(copy)).toEqual(entries);
      expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    }),
  );
});
