import { shellText } from "../../ui/shell-text.ts";
import type { ApiDescription, ApiDocument, ApiParameter, JsonSchema } from "../../api/openapi.ts";

/** One door of the API. */
export interface Operation {
  readonly id: string;
  /** In capitals. */
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** What a key needs for it. */
  readonly needs: string | undefined;
  /** Whether it may be used without a key. */
  readonly open: boolean;
  readonly tag: string;
  readonly parameters: readonly ApiParameter[];
  /** Media type of the body that is sent; absent: it has none. */
  readonly bodyType: string | undefined;
  readonly body: JsonSchema | undefined;
  readonly answerTypes: readonly string[];
  readonly answer: JsonSchema | undefined;
}

const json = "application/json";

/** Everything that can be called, in the document's order. Pages of the console are no part of the API. */
export function operationsOf({ paths }: ApiDocument): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .map(([method, description]) => operation(method, path, description))
      .filter(
        ({ answerTypes }) =>
          answerTypes.length === 0 || answerTypes.some((type) => !type.startsWith("text/html")),
      ),
  );
}

function operation(method: string, path: string, described: ApiDescription): Operation {
  const sent = described.requestBody?.content ?? {};
  const [bodyType] = Object.keys(sent);
  const answers = described.responses["200"]?.content ?? {};
  return {
    id: described.operationId,
    method: method.toUpperCase(),
    path,
    summary: described.summary,
    needs: described.description,
    open: described.security.length === 0,
    tag: described.tags[0] ?? "",
    parameters: described.parameters ?? [],
    bodyType,
    body: bodyType === undefined ? undefined : sent[bodyType]?.schema,
    answerTypes: Object.keys(answers),
    answer: answers[json]?.schema,
  };
}

/** Those that are about all words of the search, by tag. */
export function findOperations(
  operations: readonly Operation[],
  search: string,
): ReadonlyMap<string, readonly Operation[]> {
  const words = search.toLowerCase().split(/\s+/);
  const fitting = operations.filter(({ method, path, summary, tag }) => {
    const said = `${method} ${path} ${summary} ${tag}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
  return Map.groupBy(fitting, ({ tag }) => tag);
}

/** What a call of it is made of, as it was filled in. */
export interface Filled {
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The address with what was filled in. Where nothing was, a name stays as it stands there, or the word is left out. */
export function addressOf(
  { path, parameters }: Pick<Operation, "path" | "parameters">,
  filled: Filled,
): string {
  const valueOf = ({ name }: ApiParameter): string => filled.parameters[name]?.trim() ?? "";
  let address = path;
  const query = new URLSearchParams();
  for (const parameter of parameters) {
    const value = valueOf(parameter);
    if (value === "") continue;
    // The last name of some paths stands for several segments, such as the ids of models.
    if (parameter.in === "path")
      address = address.replace(`{${parameter.name}}`, value.split("/").map(encodeURIComponent).join("/"));
    else if (parameter.in === "query") query.append(parameter.name, value);
  }
  return query.size === 0 ? address : `${address}?${query}`;
}

export function headersOf(
  { parameters }: Pick<Operation, "parameters">,
  filled: Filled,
): Record<string, string> {
  return Object.fromEntries(
    parameters.flatMap(({ name, in: place }) => {
      const value = filled.parameters[name]?.trim() ?? "";
      return place === "header" && value !== "" ? [[name, value]] : [];
    }),
  );
}

/** The same call from a terminal; the key stays in the environment. */
export function curlOf(operation: Operation, filled: Filled, origin: string): string {
  const lines = [`curl ${shellText(`${origin}${addressOf(operation, filled)}`)}`];
  if (operation.method !== "GET") lines.push(`-X ${operation.method}`);
  if (!operation.open) lines.push('-H "Authorization: Bearer $OPENAI_API_KEY"');
  for (const [name, value] of Object.entries(headersOf(operation, filled)))
    lines.push(`-H ${shellText(`${name}: ${value}`)}`);
  if (operation.bodyType !== undefined) {
    lines.push(`-H ${shellText(`Content-Type: ${operation.bodyType}`)}`);
    if (filled.body.trim() !== "") lines.push(`-d ${shellText(filled.body)}`);
  }
  return lines.join(" \\\n  ");
}
