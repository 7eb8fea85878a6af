import { type ZodObject, z } from "zod";
import { validate } from "../lib/validate.ts";

/** What the members of a query's schema are in JSON Schema. */
interface Members {
  readonly properties?: Readonly<Record<string, { readonly type?: string }>>;
}

/**
 * Makes a function that reads the query of an address (the part after `?`) by a schema, and fails as for a body, with
 * the parameter's name. Members that are lists are written `name=a&name=b`, or with `name[]` as the official clients
 * do; integers are numbers where they look like one.
 */
export function createQueryReader<S extends ZodObject>(schema: S): (url: string) => z.output<S> {
  // With the first request: there are many queries, and most are never asked for.
  let members: Members["properties"];
  const typeOf = (name: string): string | undefined => {
    const properties = (members ??= membersOf(schema));
    return Object.hasOwn(properties, name) ? properties[name]?.type : undefined;
  };

  return function readQuery(url) {
    const start = url.indexOf("?");
    const given = new Map<string, unknown>();
    for (const [written, text] of new URLSearchParams(start < 0 ? "" : url.slice(start))) {
      const bare = written.replace(/\[\d*\]$/, "");
      const name = typeOf(bare) === "array" ? bare : written;
      const value = typeOf(name) === "integer" ? asNumber(text) : text;
      const before = given.get(name);
      if (typeOf(name) === "array" || given.has(name)) {
        given.set(name, [...(Array.isArray(before) ? before : before === undefined ? [] : [before]), value]);
      } else {
        given.set(name, value);
      }
    }
    return validate(schema, Object.fromEntries(given), "query") as z.output<S>;
  };
}

function membersOf(schema: ZodObject): NonNullable<Members["properties"]> {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Members;
  return properties;
}

/** What is no number stays a text, and is refused as one. */
function asNumber(text: string): number | string {
  return /^-?\d{1,20}(?:\.\d{1,20})?$/.test(text) ? Number(text) : text;
}
