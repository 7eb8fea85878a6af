import { exportedRequest, requestFields } from "../../admin/activity/exported-request.ts";
import type { RequestRow } from "../../spec/request-log.ts";

/** As the API's export has it, with the time as commands write times. */
export function presentRow(row: RequestRow) {
  const { id, created_at_ms: at, ...rest } = exportedRequest(row);
  return { id, at: new Date(at).toISOString(), ...rest };
}

type Shown = ReturnType<typeof presentRow>;

export const rowFields = requestFields.map((name) =>
  name === "created_at_ms" ? "at" : name,
) satisfies readonly (keyof Shown)[];
