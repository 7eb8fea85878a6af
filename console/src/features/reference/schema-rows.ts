import type { JsonSchema } from "../../api/openapi.ts";

/** A member of a shape, to be drawn as a line. */
export interface SchemaRow {
  /** Names from the outside to it: `messages[]`, `content`. */
  readonly path: readonly string[];
  readonly type: string;
  readonly required: boolean;
  readonly description: string | undefined;
}

/** Shapes within shapes that are followed: what is deeper is told by its type alone. */
const deepest = 5;
const mostRows = 400;

/** A shape as lines, outer members before inner ones. */
export function rowsOf(schema: JsonSchema): readonly SchemaRow[] {
  const rows: SchemaRow[] = [];
  walk(schema, [], new Reader(schema), rows, new Set());
  return rows;
}

/** Looks up what a shape refers to, within the document that it is part of. */
class Reader {
  readonly #whole: JsonSchema;

  constructor(whole: JsonSchema) {
    this.#whole = whole;
  }

  read(schema: JsonSchema): JsonSchema {
    const name = /^#\/\$defs\/(.+)$/.exec(schema.$ref ?? "")?.[1];
    if (name === undefined) return schema.$ref === "#" ? this.#whole : schema;
    const { $ref: _ref, ...beside } = schema;
    return { ...this.#whole.$defs?.[name], ...beside };
  }
}

/** `above` has the shapes that are being drawn: one within itself is not drawn again. */
function walk(
  given: JsonSchema,
  path: readonly string[],
  reader: Reader,
  rows: SchemaRow[],
  above: ReadonlySet<string>,
): void {
  if (path.length > deepest || rows.length >= mostRows) return;
  if (given.$ref !== undefined && above.has(given.$ref)) return;
  const within = given.$ref === undefined ? above : new Set([...above, given.$ref]);
  const schema = reader.read(given);
  for (const variant of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    walk(variant, path, reader, rows, within);
  if (schema.items !== undefined) walk(schema.items, inList(path), reader, rows, within);
  if (typeof schema.additionalProperties === "object")
    walk(schema.additionalProperties, [...path, "*"], reader, rows, within);
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const here = [...path, name];
    // Variants of one thing share members: each is told once.
    if (!rows.some((row) => row.path.join("\n") === here.join("\n"))) {
      const { description } = reader.read(member);
      const required = schema.required?.includes(name) === true;
      if (rows.length < mostRows)
        rows.push({ path: here, type: typeOf(member, reader), required, description });
    }
    walk(member, here, reader, rows, within);
  }
}

function inList(path: readonly string[]): readonly string[] {
  const last = path.at(-1);
  return last === undefined ? ["[]"] : [...path.slice(0, -1), `${last}[]`];
}

/** What a member is, in short: `text`, `list of object`, `"low" | "high"`, `integer, 1 to 100`. */
function typeOf(given: JsonSchema, reader: Reader, depth = 0): string {
  const schema = reader.read(given);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined && depth < 4)
    return [...new Set(variants.map((variant) => typeOf(variant, reader, depth + 1)))].join(" | ");
  if (schema.items !== undefined && depth < 4) return `array of ${typeOf(schema.items, reader, depth + 1)}`;
  const { type } = schema;
  const name = typeof type === "string" ? type : (type?.join(" | ") ?? "any");
  const bounds = boundsOf(schema);
  return bounds === "" ? name : `${name} (${bounds})`;
}

function boundsOf({ minimum, maximum, minLength, maxLength, default: usual }: JsonSchema): string {
  const range = (least: number | undefined, most: number | undefined): string => {
    // What fits into no machine's number is no bound.
    const known = (value: number | undefined) =>
      value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER ? String(value) : "";
    const [from, to] = [known(least), known(most)];
    return from === "" && to === "" ? "" : `${from}…${to}`;
  };
  return [
    range(minimum, maximum),
    range(minLength, maxLength),
    usual === undefined ? "" : `= ${JSON.stringify(usual)}`,
  ]
    .filter((word) => word !== "")
    .join(", ");
}

/** The smallest body that has what must be there, to begin from. */
export function exampleOf(schema: JsonSchema): unknown {
  return example(schema, new Reader(schema), 0);
}

function example(given: JsonSchema, reader: Reader, depth: number): unknown {
  const schema = reader.read(given);
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [variant] = schema.anyOf ?? schema.oneOf ?? [];
  if (variant !== undefined) return depth > deepest ? null : example(variant, reader, depth + 1);
  const type = typeof schema.type === "string" ? schema.type : schema.type?.[0];
  if (type === "array") {
    const { items, minItems = 0 } = schema;
    return items === undefined || (minItems === 0 && depth > 1) || depth > deepest
      ? []
      : [example(items, reader, depth + 1)];
  }
  if (type === "string") return "";
  if (type === "integer" || type === "number") return Math.max(schema.minimum ?? 0, 0);
  if (type === "boolean") return false;
  if (type === "null" || depth > deepest) return null;
  const needed = schema.required ?? [];
  return Object.fromEntries(
    needed.map((name) => [name, example(schema.properties?.[name] ?? {}, reader, depth + 1)]),
  );
}
