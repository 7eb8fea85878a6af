import { z } from "zod";
import { integer } from "../../lib/validate.ts";
import { ParleyError } from "../../spec/errors.ts";

/** What may stand in the query of a list, as in OpenAI's. */
export const pageParameters = {
  after: z.string().max(256).optional().describe("Id of the object that the page begins behind."),
  limit: integer(1, 100).default(20),
};

export interface Page {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of objects that are known as a whole, in OpenAI's form. */
export function presentList<T extends { readonly id: string }>(
  all: readonly T[],
  { after, limit }: Page,
  present: (one: T) => object,
): object {
  const place = after === undefined ? -1 : all.findIndex(({ id }) => id === after);
  if (after !== undefined && place < 0) {
    throw new ParleyError("invalid_value", {
      message: "There is no object with the id 'after' in this list.",
      param: "after",
    });
  }
  const page = all.slice(place + 1, place + 1 + limit);
  return {
    object: "list",
    data: page.map(present),
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
    has_more: place + 1 + limit < all.length,
  };
}

export function listOf<R extends z.ZodType>(one: R) {
  const id = z.string().nullable();
  return z.object({
    object: z.literal("list"),
    data: z.array(one),
    first_id: id,
    last_id: id,
    has_more: z.boolean(),
  });
}

/** What was removed. */
export function deletedObject<Name extends string>(object: Name) {
  return z.object({ object: z.literal(object), id: z.string(), deleted: z.literal(true) });
}

/** Unix seconds of Unix milliseconds. */
export function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

export function secondsOrNull(ms: number | undefined): number | null {
  return ms === undefined ? null : seconds(ms);
}
