import { answerError } from "./answer-error.ts";
import type { HubExchange } from "./hub-state.ts";

/**
 * Answers 401, 403 or 404 to whoever may not see a repository. Like the hub, it tells strangers 401 of a repository
 * that does not exist, so that they do not learn which ones are private.
 * @returns whether it answered.
 */
export function refuseStranger({ state, request, response }: HubExchange, repository: string): boolean {
  const { tokens, deniedTokens } = state;
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  const exists = state.repositories.has(repository);
  const refuse = (status: number, code: string | undefined, message: string): true => {
    answerError(response, status, code, message);
    return true;
  };
  if (token === undefined) {
    if (!exists) return refuse(401, "RepoNotFound", "Invalid username or password.");
    return tokens !== undefined && refuse(401, "GatedRepo", `${restricted(repository)} Please log in.`);
  }
  if (deniedTokens.includes(token)) {
    return refuse(403, "GatedRepo", `${restricted(repository)} You are not in the authorized list.`);
  }
  if (tokens !== undefined && !tokens.includes(token)) {
    return refuse(401, undefined, "Invalid credentials in Authorization header");
  }
  return !exists && refuse(404, "RepoNotFound", "Repository not found");
}

function restricted(repository: string): string {
  return `Access to model ${repository} is restricted.`;
}
