import type OpenAI from "openai";
import type { APIPromise } from "openai";
import { expect } from "vitest";
import type { ParameterName } from "../../../src/spec/parameters.ts";
import { handling, type Way } from "./ways.ts";

/** A client on a way, with the names that the rehearsal's models have there. */
export interface Subject {
  readonly way: Way;
  readonly client: OpenAI;
  model(name: string): string;
}

/** How a wish was met: obeyed; or not, and then what the table says of it was checked. */
export type Met<T> =
  | { readonly how: "obeyed"; readonly answer: T }
  | { readonly how: "ignored"; readonly answer: T }
  | { readonly how: "refused" };

/**
 * Sees that a call comes to what the parameter tables say of its wish: an answer without a word about it, an answer
 * with a warning, or a refusal with the reason. Nothing is passed over here: each of the three is asserted.
 *
 * @param param The path that the caller shall be told.
 */
export async function wish<T>(
  { way }: Subject,
  name: ParameterName,
  param: string,
  call: APIPromise<T>,
): Promise<Met<T>> {
  const handled = handling(way, name);
  if (handled.how === "refused") {
    const error: unknown = await call.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ status: 400, code: "unsupported_parameter", param });
    expect(String(error)).toContain(handled.why);
    return { how: "refused" };
  }
  const { data: answer, response } = await call.withResponse();
  const warning = response.headers.get("x-parley-warning");
  if (handled.how === "ignored") {
    expect(warning).toContain(`${param}: ${handled.why}`);
    return { how: "ignored", answer };
  }
  expect(warning).toBeNull();
  return { how: "obeyed", answer };
}
