import { chosenProject } from "./chosen-project.ts";

export interface TriedCall {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Absent: as who is signed in. */
  readonly key?: string;
}

/**
 * A call exactly as the reader wants it, with whatever comes back. With a key it goes out without the session: what the
 * key may not do is then refused.
 */
export function tryCall(
  { method, path, headers, body, key }: TriedCall,
  signal: AbortSignal,
): Promise<Response> {
  const project = chosenProject();
  return fetch(path, {
    method,
    signal,
    redirect: "manual",
    credentials: key === undefined ? "same-origin" : "omit",
    headers: {
      ...(method !== "GET" && { "content-type": "application/json" }),
      ...(key === undefined && project !== null && path.startsWith("/v1/") && { "openai-project": project }),
      ...headers,
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    ...(body !== undefined && { body }),
  });
}
