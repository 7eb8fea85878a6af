import * as z from "zod";

/**
 * A JSON object of somebody else's making (a schema, arguments), passed on as it is.
 *
 * Not `z.record` and not `z.looseObject`: both copy the members, and leave out one that is named `__proto__`.
 */
export const anyObject = z
  .custom<Record<string, unknown>>()
  .superRefine((input, context) => {
    if (typeof input === "object" && input !== null && !Array.isArray(input)) return;
    context.addIssue({ code: "invalid_type", expected: "record", input });
  })
  .meta({ type: "object" });
