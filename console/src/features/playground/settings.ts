import type { ResponseRequest } from "../../api/responses.ts";

/** What the reader has set, as it stands in the fields. Empty means: as the model would by itself. */
export interface PlaySettings {
  readonly instructions: string;
  readonly temperature: string;
  readonly topP: string;
  readonly maxTokens: string;
  readonly effort: string;
  /** JSON: a list of tools. */
  readonly tools: string;
  /** JSON: a schema that the answer must fit. */
  readonly schema: string;
}

export const noSettings: PlaySettings = {
  instructions: "",
  temperature: "",
  topP: "",
  maxTokens: "",
  effort: "",
  tools: "",
  schema: "",
};

export type SettingName = keyof PlaySettings;

/** What the request has of the settings, and which fields cannot be read. */
export interface ReadSettings {
  readonly request: Omit<ResponseRequest, "model" | "input">;
  readonly faults: ReadonlySet<SettingName>;
}

export function readSettings(settings: PlaySettings): ReadSettings {
  const faults = new Set<SettingName>();
  function number(
    name: "temperature" | "topP" | "maxTokens",
    least: number,
    most: number,
  ): number | undefined {
    const text = settings[name].trim();
    if (text === "") return undefined;
    const value = Number(text);
    const fits = value >= least && value <= most && (name !== "maxTokens" || Number.isInteger(value));
    if (!fits) faults.add(name);
    return fits ? value : undefined;
  }
  function json(name: "tools" | "schema"): unknown {
    if (settings[name].trim() === "") return undefined;
    try {
      return JSON.parse(settings[name]) as unknown;
    } catch {
      faults.add(name);
      return undefined;
    }
  }
  const temperature = number("temperature", 0, 2);
  const topP = number("topP", 0, 1);
  const maxTokens = number("maxTokens", 16, 1_000_000);
  const tools = json("tools");
  if (tools !== undefined && !Array.isArray(tools)) faults.add("tools");
  const schema = json("schema");
  if (schema !== undefined && (typeof schema !== "object" || schema === null || Array.isArray(schema)))
    faults.add("schema");
  const instructions = settings.instructions.trim();
  return {
    faults,
    request: {
      ...(instructions !== "" && { instructions }),
      ...(temperature !== undefined && { temperature }),
      ...(topP !== undefined && { top_p: topP }),
      ...(maxTokens !== undefined && { max_output_tokens: maxTokens }),
      ...(settings.effort !== "" && { reasoning: { effort: settings.effort } }),
      ...(Array.isArray(tools) && tools.length > 0 && { tools: tools as readonly object[] }),
      ...(schema !== undefined &&
        !faults.has("schema") && {
          text: { format: { type: "json_schema", name: "answer", strict: true, schema } },
        }),
    },
  };
}
