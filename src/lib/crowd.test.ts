import fc from "fast-check";
import { expect, test } from "vitest";
import { Crowd, type Member } from "./crowd.ts";

test("whoever comes and goes, it has the members that a set would have", () => {
  const deeds = fc.array(fc.record({ add: fc.boolean(), number: fc.nat({ max: 9 }) }), { maxLength: 200 });
  fc.assert(
    fc.property(deeds, (all) => {
      const members: readonly Member[] = Array.from({ length: 10 }, () => ({ place: undefined }));
      const crowd = new Crowd<Member>();
      const model = new Set<Member>();
      for (const { add, number } of all) {
        const member = members[number];
        if (member === undefined) continue;
        if (add) crowd.add(member);
        else crowd.delete(member);
        if (add) model.add(member);
        else model.delete(member);
        expect(crowd.size).toBe(model.size);
        expect(new Set(crowd)).toEqual(model);
        for (const one of members) expect(crowd.has(one)).toBe(model.has(one));
      }
    }),
  );
});

test("who leaves while one looks at them disturbs nobody", () => {
  const crowd = new Crowd<Member>();
  const members: readonly Member[] = Array.from({ length: 5 }, () => ({ place: undefined }));
  for (const member of members) crowd.add(member);
  const seen: Member[] = [];
  for (const member of crowd) {
    seen.push(member);
    crowd.delete(member);
  }
  expect(seen).toEqual(members);
  expect(crowd.size).toBe(0);
});

test("nobody is in two crowds", () => {
  const member: Member = { place: undefined };
  const [one, other] = [new Crowd<Member>(), new Crowd<Member>()];
  one.add(member);
  expect(() => other.add(member)).toThrow(TypeError);
  other.delete(member);
  expect(one.has(member)).toBe(true);
});
