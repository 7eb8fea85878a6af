import type { Call, GenerateTask, Source } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Provider } from "../../spec/provider.ts";
import type { AnswerFormat } from "../../spec/tool.ts";

/**
 * What is done about an answer that must have a form: `trust` hands it on, `refuse` checks it and refuses one that does not
 * fit, `repair` asks the model once more before that.
 */
export type FormCheck = "trust" | "refuse" | "repair";

/** What is done by default, for each form. */
export interface FormChecks {
  readonly jsonObject: FormCheck;
  readonly jsonSchema: FormCheck;
}

/** Where the upstream sees to the form itself, it is trusted; where only an instruction does, it is repaired. */
export function formChecks({ parameters }: Provider, written: FormCheck | undefined): FormChecks {
  const usual = (name: "response_format.json_object" | "response_format.json_schema"): FormCheck =>
    written ?? (parameters?.[name].how === "emulated" ? "repair" : "trust");
  return {
    jsonObject: usual("response_format.json_object"),
    jsonSchema: usual("response_format.json_schema"),
  };
}

/** The form that the answer to this call is held to, and how; `undefined` where it is trusted. Never fails. */
export function heldTo(
  { task, source }: Pick<Call, "task" | "source">,
  { jsonObject, jsonSchema }: FormChecks,
): { readonly format: AnswerFormat; readonly check: FormCheck } | undefined {
  if ((jsonObject === "trust" && jsonSchema === "trust") || task.kind !== "generate") return undefined;
  // A request that is handed on as it came is not to be taken apart for a wish that it does not have.
  if (source !== undefined && !wishesForm(source)) return undefined;
  const format = formatOf(task);
  if (format === undefined || format.type === "text") return undefined;
  if (format.type === "json_schema" && !format.strict) return undefined;
  const check = format.type === "json_schema" ? jsonSchema : jsonObject;
  return check === "trust" ? undefined : { format, check };
}

/** Whether a request says a word about its answer's form, where that can be told from its body. */
function wishesForm({ dialect, body }: Source): boolean {
  if (dialect === "chat") return isSaid(body["response_format"]);
  if (dialect !== "messages") return true;
  const config = body["output_config"];
  const inner =
    typeof config === "object" && config !== null && "format" in config ? config.format : undefined;
  return isSaid(inner) || isSaid(body["output_format"]);
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/**
 * `undefined` for a request that only an upstream of its own dialect can read, such as one with tools that run there: such
 * an upstream gets it as it came, and sees to the form by itself; for all others the attempt fails, and is on the books.
 */
function formatOf(task: GenerateTask): AnswerFormat | undefined {
  try {
    return task.options.format;
  } catch (error) {
    if (error instanceof ParleyError) return undefined;
    throw error;
  }
}
