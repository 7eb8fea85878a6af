import fc from "fast-check";
import { expect, test } from "vitest";
import { StopFinder } from "./stop-finder.ts";

test("lets the text through up to the first stop, however it comes", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 30 });
  const stop = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      text,
      fc.array(stop, { maxLength: 4 }),
      fc.integer({ min: 1, max: 5 }),
      (whole, stops, step) => {
        const finder = new StopFinder(stops);
        let out = "";
        let fed = "";
        for (let at = 0; at < whole.length && !finder.hit; at += step) {
          fed = whole.slice(0, at + step);
          out += finder.feed(whole.slice(at, at + step));
        }
        if (!finder.hit) out += finder.end();
        const places = stops.map((each) => fed.indexOf(each)).filter((at) => at >= 0);
        expect(finder.hit).toBe(places.length > 0);
        expect(out).toBe(places.length > 0 ? fed.slice(0, Math.min(...places)) : whole);
      },
    ),
  );
});

test("an empty stop sequence stops nothing", () => {
  expect(new StopFinder([""]).feed("all of it")).toBe("all of it");
});
