import { canonical } from "./canonical.ts";
import type { MakeInner, Place } from "./place.ts";
import { Conflict, invalid, type Run } from "./run.ts";
import type { Shape } from "./shape.ts";

/** Longest list that a schema may demand. */
const MAX_ITEMS = 2_000;

/** Items in a list whose length nothing says. */
const USUAL_ITEMS = 2;

/** Other values tried for an item that must differ from all before it. */
const TRIES = 30;

/** A list that a shape allows. */
export function makeArray(run: Run, shape: Shape, place: Place, makeInner: MakeInner): unknown[] {
  const least = Math.max(shape.minItems, ...shape.contains.map(({ min }) => min));
  if (shape.minItems > shape.maxItems || least > shape.maxItems) {
    throw new Conflict(shape.path, `The schema contradicts itself: "minItems" is greater than "maxItems".`);
  }
  if (least > MAX_ITEMS) {
    throw invalid(shape.path, `A list may demand at most ${MAX_ITEMS.toLocaleString("en")} items.`);
  }
  const prefix = Math.max(0, ...shape.arrays.map((part) => part.prefix.length));
  const usual = Math.max(prefix, 1 + ((run.seed + place.variation) % USUAL_ITEMS));
  const count = place.lean ? least : Math.min(Math.max(least, usual), shape.maxItems);
  const seen = new Set<string>();
  const items: unknown[] = [];
  while (items.length < count) {
    const item = nextItem(run, shape, place, makeInner, items.length, seen);
    if (item === undefined) break;
    items.push(item.value);
    if (shape.uniqueItems) seen.add(canonical(item.value));
  }
  if (items.length < least) {
    throw new Conflict(shape.path, `We found fewer than ${least} items that the list may hold.`);
  }
  return items;
}

/** The next item; absent when none is allowed here. */
function nextItem(
  run: Run,
  shape: Shape,
  place: Place,
  makeInner: MakeInner,
  index: number,
  seen: ReadonlySet<string>,
): { value: unknown } | undefined {
  const schemas = shape.arrays.flatMap((part) => part.prefix[index] ?? part.items ?? []);
  if (schemas.some(({ schema }) => schema === false)) return undefined;
  for (const { child, min } of shape.contains) if (index < min) schemas.push(child);
  const first = place.variation + (shape.uniqueItems ? index : 0);
  for (let round = 0; round < TRIES; round++) {
    const value = tryItem(
      () => makeInner(run, schemas, { ...place, variation: first + round }, shape),
      index >= shape.minItems,
    );
    if (value === undefined) return undefined;
    if (!shape.uniqueItems || !seen.has(canonical(value.value))) return value;
  }
  return undefined;
}

/** An item that nobody demands may be left out when it cannot be made. */
function tryItem(makeItem: () => unknown, optional: boolean): { value: unknown } | undefined {
  try {
    return { value: makeItem() };
  } catch (error) {
    if (error instanceof Conflict && optional) return undefined;
    throw error;
  }
}
