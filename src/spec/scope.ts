/** Which parts of the API a key or a token may use. Each tag of the route table belongs to one of them. */
export const scopes = [
  "chat",
  "responses",
  "conversations",
  "embeddings",
  "audio",
  "images",
  "models",
  "metrics",
  "usage",
  "admin",
] as const;

export type Scope = (typeof scopes)[number];

/** What a new key may use unless it is said otherwise: everything that asks models, and nothing that keeps house. */
export const usualScopes: readonly Scope[] = [
  "chat",
  "responses",
  "conversations",
  "embeddings",
  "audio",
  "images",
  "models",
];
