import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

/** What is shown of a model; see `GET /v1/models`. */
export interface Model {
  readonly id: string;
  readonly owned_by: string;
  readonly context_length?: number;
  readonly max_output_tokens?: number;
  /** US dollars for a million tokens, as decimals in texts. */
  readonly pricing?: Readonly<Partial<Record<"input" | "cached_input" | "output", string>>>;
  /** Such as `images` and `tools`; absent when nobody has told. */
  readonly abilities?: readonly string[];
}

/** All models that the reader may ask. */
export const models = queryOptions({
  queryKey: ["models"],
  queryFn: async ({ signal }) => (await ask<{ data: readonly Model[] }>("/v1/models", { signal })).data,
  staleTime: 60_000,
});
