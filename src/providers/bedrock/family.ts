/** Whose model it is, where that changes the request: Converse leaves some parameters to each maker. */
export type Family = "claude" | "nova" | "gpt-oss" | "cohere" | "other";

const families: readonly (readonly [RegExp, Family])[] = [
  [/(?:^|[./])anthropic\./, "claude"],
  [/(?:^|[./])amazon\.nova/, "nova"],
  [/(?:^|[./])openai\./, "gpt-oss"],
  [/(?:^|[./])cohere\./, "cohere"],
];

/** By the model's id, inference profile or ARN. An application's own profile does not say it: `other`. */
export function familyOf(model: string): Family {
  return families.find(([pattern]) => pattern.test(model))?.[1] ?? "other";
}
