import type { Json } from "./fields.ts";
import { checkMembers, filled, matches, setOf as set, toolName, wrong } from "./rules.ts";

const toolSpec = set("name", "description", "inputSchema", "strict");

/** What a request says of tools. Fails with `invalid_value`. */
export function checkTools(body: Json): void {
  const config = body["toolConfig"] as Json | null | undefined;
  if (config === undefined || config === null) return;
  const specs = (config["tools"] as readonly Json[]).flatMap(({ toolSpec: one }) =>
    one === undefined ? [] : [one as Json],
  );
  if (specs.length === 0) throw wrong("toolConfig.tools must have a tool.", "toolConfig.tools");
  const names = new Set<unknown>();
  for (const [at, spec] of specs.entries()) {
    const param = `toolConfig.tools[${at}].toolSpec`;
    checkMembers(spec, toolSpec, param);
    matches(spec["name"], toolName, `${param}.name`);
    if (names.has(spec["name"])) throw wrong("Each tool must have a name of its own.", `${param}.name`);
    names.add(spec["name"]);
    if (spec["description"] !== undefined) filled(spec["description"], `${param}.description`);
    const { json } = spec["inputSchema"] as Json;
    if ((json as Json | undefined)?.["type"] !== "object") {
      throw wrong(
        `The value at ${param}.inputSchema.json.type must be one of the following: object.`,
        `${param}.inputSchema.json.type`,
      );
    }
  }
  checkChoice(body, (config["toolChoice"] ?? {}) as Json, names);
}

/** What is said in Claude's own words cannot be said in Converse's as well. */
function checkChoice(body: Json, choice: Json, names: ReadonlySet<unknown>): void {
  const makers = (body["additionalModelRequestFields"] ?? {}) as Json;
  if (Object.keys(choice).length > 0 && "tool_choice" in makers)
    throw wrong("The choice of a tool is said twice.", "additionalModelRequestFields.tool_choice");
  const { name } = (choice["tool"] ?? makers["tool_choice"] ?? {}) as Json;
  if (name !== undefined && !names.has(name))
    throw wrong(
      "The tool that is to be called is none of those in toolConfig.tools.",
      "toolConfig.toolChoice",
    );
}
