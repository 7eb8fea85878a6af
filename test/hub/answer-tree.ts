import { announced } from "./announced.ts";
import { answerJson } from "./answer-json.ts";
import { findFile, type HubExchange } from "./hub-state.ts";

/** The list of a repository's files, in pages; the next page's address stands in `Link`. */
export function answerTree({ state, response, url }: HubExchange, repository: string, folder: string): void {
  const recursive = url.searchParams.get("recursive") === "true";
  const paths = [...(state.repositories.get(repository)?.keys() ?? [])];
  const entries = below(paths, folder, recursive).map((path) => {
    const wanted = findFile(state, repository, path);
    if (wanted === undefined) return { type: "directory", oid: "0".repeat(40), size: 0, path };
    const { size, sha256 } = announced(wanted);
    const lfs = sha256 === undefined ? {} : { lfs: { oid: sha256, size, pointerSize: 134 } };
    return { type: "file", oid: wanted.file.gitId, size, ...lfs, path };
  });
  const from = Number(url.searchParams.get("cursor") ?? 0);
  const end = from + Math.min(state.pageSize, Number(url.searchParams.get("limit") ?? state.pageSize));
  if (end < entries.length) {
    const next = new URL(url);
    next.searchParams.set("cursor", String(end));
    response.setHeader("Link", `<${next.href}>; rel="next"`);
  }
  answerJson(response, entries.slice(from, end));
}

/** Files and folders in a folder, or in all folders below it too. */
function below(paths: readonly string[], folder: string, recursive: boolean): string[] {
  const prefix = folder === "" ? "" : `${folder}/`;
  const found = new Set<string>();
  for (const path of paths) {
    if (!path.startsWith(prefix)) continue;
    const steps = path.slice(prefix.length).split("/");
    const depth = recursive ? steps.length : 1;
    for (let end = 1; end <= depth; end++) found.add(prefix + steps.slice(0, end).join("/"));
  }
  return [...found].sort();
}
