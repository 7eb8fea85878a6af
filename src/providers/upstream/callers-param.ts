import type { ParameterTable } from "../../spec/parameters.ts";

/**
 * The chat dialect's name of what an upstream calls so, by the provider's own table; `undefined` where the table does not
 * know it: a name that the caller never wrote says nothing.
 *
 * @param path As the upstream wrote it, such as `generation_config.max_output_tokens` or `text.format.schema`.
 */
export function callersParam(table: ParameterTable, path: string | undefined): string | undefined {
  if (path === undefined || path === "model") return path;
  const wanted = plain(path);
  let found: { readonly name: string; readonly length: number } | undefined;
  for (const [name, row] of Object.entries(table)) {
    if (row.how !== "mapped") continue;
    const theirs = plain(row.as);
    const within = wanted === theirs || wanted.startsWith(`${theirs}.`);
    if (within && theirs.length > (found?.length ?? 0)) found = { name, length: theirs.length };
  }
  const name = found?.name;
  // Parts of content stand in a message, and in which one is not known.
  if (name === undefined || name.startsWith("content.") || name.startsWith("message.")) return undefined;
  return name.split(".", 1)[0];
}

/** One way of writing a path, without places and remarks: Google's APIs take and tell `snake_case` and `camelCase`. */
function plain(path: string): string {
  const [head = ""] = path.split(/[;:, ]/, 1);
  return head
    .replaceAll(/\[[^\]]*\]|\.\d+(?=\.|$)/g, "")
    .replaceAll("_", "")
    .toLowerCase();
}
