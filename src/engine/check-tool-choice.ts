import type { GenerateOptions } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";

/**
 * Fails with `invalid_value` where the model must call a tool that the request does not have. Some protocols have no place
 * for a choice without tools: the model would answer there as if nobody had asked for a call.
 *
 * @param param What the caller's request calls the choice.
 */
export function checkToolChoice(
  { tools = [], toolChoice: choice }: Pick<GenerateOptions, "tools" | "toolChoice">,
  param: string,
): void {
  const fail = (message: string): never => {
    throw new ParleyError("invalid_value", { message, param });
  };
  if (choice?.type === "required" && tools.length === 0)
    fail(`\`${param}\` demands a call, but there are no tools.`);
  if (choice?.type === "named" && !tools.some(({ name }) => name === choice.name))
    fail(`\`${param}\` names a tool that is not in \`tools\`.`);
  if (choice?.type !== "allowed" || choice.mode === "auto") return;
  if (!tools.some(({ name }) => choice.names.includes(name)))
    fail(`\`${param}\` allows only tools that are not in \`tools\`.`);
}
