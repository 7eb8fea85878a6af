/** The doors of a server, as it describes them itself: its `/openapi.json` is made from its one route table. */

/** A JSON Schema, as far as it is read here. */
export interface Schema {
  readonly [word: string]: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly schema: Schema;
}

export interface Door {
  readonly method: string;
  /** With `{name}` for a segment. */
  readonly path: string;
  readonly query: readonly Parameter[];
  /** Shape of the body; absent where there is none. */
  readonly body?: Schema;
  readonly isForm: boolean;
  /** Whether everybody is let in. */
  readonly open: boolean;
}

interface Operation {
  readonly parameters?: readonly (Parameter & { readonly in: string })[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly security?: readonly unknown[];
}

/** Asks the server. */
export async function readDoors(url: string): Promise<readonly Door[]> {
  const response = await fetch(`${url}/openapi.json`, { signal: AbortSignal.timeout(30_000) });
  const { paths } = (await response.json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => doorOf(method.toUpperCase(), path, operation)),
  );
}

function doorOf(
  method: string,
  path: string,
  { parameters = [], requestBody, security = [] }: Operation,
): Door {
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  return {
    method,
    path,
    query: parameters.filter((one) => one.in === "query"),
    ...(content !== undefined && { body: content.schema }),
    isForm: type?.includes("form") === true,
    open: security.length === 0,
  };
}
