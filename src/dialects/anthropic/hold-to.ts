import type { z } from "zod";

/**
 * Holds a value to one more schema within a check, and tells its faults with their paths: for shapes that one member
 * chooses, where an unknown choice is no fault.
 */
export function holdTo(context: z.core.ParsePayload, schema: z.ZodType): void {
  const result = schema.safeParse(context.value);
  if (result.success) return;
  for (const issue of result.error.issues)
    context.issues.push({ ...issue, input: context.value } as z.core.$ZodRawIssue);
}
