import { isRecord, member, own, schemaAt } from "./keywords.ts";
import { invalid, spend, type Located, type Run } from "./run.ts";

/**
 * What a `$ref` means: `#`, a JSON pointer (`#/$defs/node`, RFC 6901) or an anchor (`#node`) in the
 * same document. Throws `invalid_value` for anything else: no other document is ever fetched.
 */
export function resolveReference(run: Run, reference: string, path: string): Located {
  const place = member(path, "$ref");
  if (!reference.startsWith("#")) {
    throw invalid(place, `"$ref" must point into the same schema, such as "#/$defs/name".`);
  }
  const fragment = decode(reference.slice(1));
  if (fragment === undefined) throw invalid(place, `"$ref" is not a valid JSON pointer.`);
  const found =
    fragment === "" || fragment.startsWith("/") ? followPointer(run, fragment) : findAnchor(run, fragment);
  if (found === undefined)
    throw invalid(place, `"$ref" points to ${excerpt(reference)}, which is not there.`);
  return found;
}

function decode(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return undefined;
  }
}

function followPointer(run: Run, pointer: string): Located | undefined {
  let value: unknown = run.root;
  let path = "schema";
  for (const token of pointer.split("/").slice(1)) {
    spend(run, path);
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(value)) {
      const index = /^(0|[1-9]\d{0,8})$/.test(name) ? Number(name) : -1;
      value = value[index];
      path = `${path}[${name}]`;
    } else if (isRecord(value)) {
      value = own(value, name);
      path = member(path, name);
    } else {
      return undefined;
    }
  }
  return value === undefined ? undefined : schemaAt(path, value);
}

/** Looks through the whole document: anchors are rare, and the steps bound it. */
function findAnchor(run: Run, anchor: string): Located | undefined {
  const open: { value: unknown; path: string }[] = [{ value: run.root, path: "schema" }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    spend(run, next.path);
    const { value, path } = next;
    if (Array.isArray(value)) {
      for (const [index, entry] of value.entries()) open.push({ value: entry, path: `${path}[${index}]` });
    } else if (isRecord(value)) {
      if (own(value, "$anchor") === anchor) return schemaAt(path, value);
      for (const [name, entry] of Object.entries(value))
        open.push({ value: entry, path: member(path, name) });
    }
  }
  return undefined;
}

function excerpt(reference: string): string {
  return JSON.stringify(reference.length > 100 ? `${reference.slice(0, 100).toWellFormed()}…` : reference);
}
