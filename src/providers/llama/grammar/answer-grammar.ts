import { ParleyError } from "../../../spec/errors.ts";
import type { AnswerFormat, Tool } from "../../../spec/tool.ts";
import { anyObject, anyString, anyValue, space } from "./json-rules.ts";
import { literal, oneOf, type Rules } from "./rules.ts";
import { schemaRules } from "./schema-rules.ts";

/** How a model writes calls: see `CallFormat`. */
export interface CallForm {
  readonly prefix: string;
  readonly middle: string;
  readonly suffix: string;
  readonly joint?: string;
}

/** A tool and its place in the request. */
export interface OfferedTool {
  readonly tool: Tool;
  readonly index: number;
}

export interface CallsOptions {
  readonly tools: readonly OfferedTool[];
  readonly several: boolean;
  /** What of the form's prefix is still to be written. */
  readonly prefix: string;
  /** What is there already of the first call's name and what follows it. */
  readonly name?: string;
}

/** Most calls of one answer. */
const mostCalls = 16;

/** The rules of an answer in a format; `undefined` for free text. Fails with `invalid_value` and a path. */
export function formatRules(rules: Rules, format: AnswerFormat): string | undefined {
  if (format.type === "text") return undefined;
  if (format.type === "json_object") return anyObject(rules);
  const path = "response_format.json_schema.schema";
  return format.strict
    ? schemaRules(rules, format.schema, path)
    : asFarAsPossible(rules, format.schema, path, anyValue);
}

/** The rules of one or several calls. Fails with `invalid_value` and the path of a strict tool's schema. */
export function callsRules(
  rules: Rules,
  form: CallForm,
  { tools, several, prefix, name = "" }: CallsOptions,
): string {
  const calls = tools.map((offered) => ({
    head: offered.tool.name + form.middle,
    body: rules.add(argumentsRules(rules, offered)),
  }));
  const call = rules.add(oneOf(calls.map(({ head, body }) => `${literal(head)} ${body}`)));
  const begun = calls.filter(({ head }) => head.startsWith(name));
  const first =
    name === "" || begun.length === 0
      ? call
      : rules.add(oneOf(begun.map(({ head, body }) => `${literal(head.slice(name.length))} ${body}`)));
  const more =
    several && form.joint !== undefined ? ` (${literal(form.joint)} ${call}){0,${mostCalls - 1}}` : "";
  const start = prefix === "" ? "" : `${literal(prefix)} `;
  return rules.add(`${start}${first}${more} ${literal(form.suffix)}`);
}

function argumentsRules(rules: Rules, { tool, index }: OfferedTool): string {
  if (tool.type === "custom") return `"{\\"input\\":" ${space} ${anyString(rules)} "}"`;
  const { parameters } = tool;
  if (parameters === undefined || parameters === true || Object.keys(parameters).length === 0)
    return anyObject(rules);
  const path = `tools[${index}].function.parameters`;
  return tool.strict === true
    ? schemaRules(rules, parameters, path)
    : asFarAsPossible(rules, parameters, path, anyObject);
}

/** Where the caller did not ask for strictness, a schema that cannot be enforced is not. */
function asFarAsPossible(
  rules: Rules,
  schema: unknown,
  path: string,
  otherwise: (rules: Rules) => string,
): string {
  try {
    return schemaRules(rules, schema, path);
  } catch (error) {
    if (error instanceof ParleyError) return otherwise(rules);
    throw error;
  }
}
