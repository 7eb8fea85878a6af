import {
  type Handling,
  type ParameterName,
  parameterNames,
  type ParameterTable,
} from "../spec/parameters.ts";

/** A table with these rows, and all others mapped. */
export function tableWith(rows: Partial<Record<ParameterName, Handling>>): ParameterTable {
  const mapped: Handling = { how: "mapped", as: "itself" };
  return Object.fromEntries(parameterNames.map((name) => [name, rows[name] ?? mapped])) as ParameterTable;
}

/** A provider that only asks its upstream to answer in JSON. */
export const emulated = tableWith({
  "response_format.json_object": { how: "emulated", as: "an instruction" },
  "response_format.json_schema": { how: "emulated", as: "an instruction" },
});
