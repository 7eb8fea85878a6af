import * as json from "./json-rules.ts";
import { literal } from "./rules.ts";
import { inexpressible, type Schema, type SchemaRun } from "./schema-run.ts";

/** Names are written in the schema's order; those that are not required may be left out. */
export function objectBody(run: SchemaRun, schema: Schema, path: string, depth: number): string {
  const { rules } = run;
  const properties = schema["properties"] ?? {};
  const required = schema["required"] ?? [];
  const others = schema["additionalProperties"];
  if (typeof properties !== "object" || properties === null)
    throw inexpressible(`${path}.properties`, "it must be an object");
  if (!Array.isArray(required)) throw inexpressible(`${path}.required`, "it must be a list of names");
  const names = Object.keys(properties);
  const missing = required.findIndex((name) => !names.includes(String(name)));
  if (names.length === 0 && missing < 0) return openObject(run, others, path, depth);
  if (missing >= 0) throw inexpressible(`${path}.required[${missing}]`, "it names no entry of `properties`");
  // Other names than those listed are allowed by many schemas, and wanted by none: they are never written.
  const members = Object.entries(properties).map(([name, value]) => {
    const body = run.body(value, `${path}.properties.${name}`, depth + 1);
    return {
      rule: rules.add(`${literal(JSON.stringify(name))} ":" ${json.space} ${body}`),
      needed: required.includes(name),
    };
  });
  return rules.add(`"{" ${sequence(run, members)} "}"`);
}

interface Member {
  readonly rule: string;
  readonly needed: boolean;
}

/**
 * Members in order, with commas between those that are there. One rule for each place says what may follow once
 * something was written, so that the size grows with the members and not with their combinations.
 */
function sequence({ rules }: SchemaRun, members: readonly Member[]): string {
  let after = '""';
  let start = '""';
  for (const { rule, needed } of members.toReversed()) {
    const here: string = start;
    const rest: string = after;
    start = rules.add(needed ? `${rule} ${rest}` : `(${rule} ${rest} | ${here})`);
    const more = `"," ${json.space} ${rule}`;
    after = rules.add(needed ? `${more} ${rest}` : `(${more})? ${rest}`);
  }
  return start;
}

/** Without properties: any names, with values of `additionalProperties`. */
function openObject(run: SchemaRun, others: unknown, path: string, depth: number): string {
  const { rules } = run;
  if (others === false) return '"{" "}"';
  if (others === undefined || others === true) return json.anyObject(rules);
  const value = run.body(others, `${path}.additionalProperties`, depth + 1);
  const member = rules.add(`${json.anyString(rules)} ":" ${json.space} ${value}`);
  return rules.add(`"{" (${member} ("," ${json.space} ${member})*)? "}"`);
}
