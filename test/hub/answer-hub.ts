import { answerError } from "./answer-error.ts";
import { answerJson } from "./answer-json.ts";
import { answerResolve } from "./answer-resolve.ts";
import { answerTree } from "./answer-tree.ts";
import { type HubExchange, findFile } from "./hub-state.ts";
import { refuseStranger } from "./refuse-stranger.ts";

/** What `main` is, as a commit. */
const COMMIT = "5a1c0ffee".padEnd(40, "0");

const NAME = "([^/]+/[^/]+)";
const TREE = new RegExp(`^/api/models/${NAME}/tree/([^/]+)(?:/(.*))?$`);
const MODEL = new RegExp(`^/api/models/${NAME}()$`);
const RESOLVE = new RegExp(`^/${NAME}/resolve/([^/]+)/(.+)$`);

/** Answers one request to the hub itself: a repository, its list of files, or the way to a file. */
export async function answerHub(exchange: HubExchange): Promise<void> {
  const { state, response, url } = exchange;
  const path = decodeURIComponent(url.pathname);
  const [shape, match] = [TREE, MODEL, RESOLVE]
    .map((shape) => [shape, shape.exec(path)] as const)
    .find(([, match]) => match !== null) ?? [undefined, null];
  const [, repository = "", revision = "", rest = ""] = match ?? [];
  if (shape === undefined) return answerError(response, 404, undefined, "Sorry, there is no such page.");
  if (refuseStranger(exchange, repository)) return;
  if (!["", "main", COMMIT].includes(revision)) {
    return answerError(response, 404, "RevisionNotFound", `Invalid rev id: ${revision}`);
  }
  if (shape === TREE) return answerTree(exchange, repository, rest);
  response.setHeader("X-Repo-Commit", COMMIT);
  if (shape === MODEL) {
    const siblings = [...(state.repositories.get(repository)?.keys() ?? [])].map((rfilename) => ({
      rfilename,
    }));
    const gated = state.tokens === undefined ? false : "manual";
    return answerJson(response, { id: repository, modelId: repository, sha: COMMIT, gated, siblings });
  }
  const wanted = findFile(state, repository, rest);
  if (wanted === undefined) return answerError(response, 404, "EntryNotFound", "Entry not found");
  await answerResolve(exchange, wanted);
}
