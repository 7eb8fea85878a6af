import type { Call } from "../../spec/call.ts";
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

/** The form that the answer to this call is held to, and how; `undefined` where it is trusted. */
export function heldTo(
  { task }: Call,
  { jsonObject, jsonSchema }: FormChecks,
): { readonly format: AnswerFormat; readonly check: FormCheck } | undefined {
  if ((jsonObject === "trust" && jsonSchema === "trust") || task.kind !== "generate") return undefined;
  const { format } = task.options;
  if (format === undefined || format.type === "text") return undefined;
  if (format.type === "json_schema" && !format.strict) return undefined;
  const check = format.type === "json_schema" ? jsonSchema : jsonObject;
  return check === "trust" ? undefined : { format, check };
}
