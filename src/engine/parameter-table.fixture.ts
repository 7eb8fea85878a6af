import {
  type Handling,
  type ParameterName,
  parameterNames,
  type ParameterTable,
} from "../spec/parameters.ts";

/** A table whose rows say what `handling` gives for their names. */
export function tableOf(handling: (name: ParameterName) => Handling): ParameterTable {
  return Object.fromEntries(parameterNames.map((name) => [name, handling(name)])) as ParameterTable;
}

/** A table with these rows, and all others mapped. */
export function tableWith(rows: Partial<Record<ParameterName, Handling>>): ParameterTable {
  return tableOf((name) => rows[name] ?? { how: "mapped", as: name });
}

/** A provider that only asks its upstream to answer in JSON. */
export const emulated = tableWith({
  "response_format.json_object": { how: "emulated", as: "an instruction" },
  "response_format.json_schema": { how: "emulated", as: "an instruction" },
});
