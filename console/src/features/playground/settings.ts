import type { ResponseRequest } from "../../api/responses.ts";

/** What the reader has set, as it stands in the fields. Empty means: as the model would by itself. */
export interface PlaySettings {
  readonly instructions: string;
  readonly temperature: string;
  readonly topP: string;
  readonly maxTokens: string;
  readonly effort: string;
  readonly verbosity: string;
  readonly toolChoice: string;
  /** JSON: a list of tools. */
  readonly tools: string;
  /** JSON: a schema that the answer must fit. */
  readonly schema: string;
  /** JSON: an object of whatever else the API knows. */
  readonly others: string;
}

export const noSettings: PlaySettings = {
  instructions: "",
  temperature: "",
  topP: "",
  maxTokens: "",
  effort: "",
  verbosity: "",
  toolChoice: "",
  tools: "",
  schema: "",
  others: "",
};

export type SettingName = keyof PlaySettings;

/** Why a field cannot be read: what is no JSON comes with the reader's words, the rest goes by the field. */
export interface SettingFault {
  readonly json?: string;
  /** Members that the playground sets itself. */
  readonly taken?: readonly string[];
}

/** What the request has of the settings, and which fields cannot be read. */
export interface ReadSettings {
  readonly request: Omit<ResponseRequest, "model" | "input">;
  readonly faults: ReadonlyMap<SettingName, SettingFault>;
}

/** The playground would not know what became of these. */
const taken = ["model", "input", "stream", "background", "store", "previous_response_id", "conversation"];

export function readSettings(settings: PlaySettings): ReadSettings {
  const faults = new Map<SettingName, SettingFault>();
  const number = (name: "temperature" | "topP" | "maxTokens", least: number, most: number) =>
    readNumber(settings[name], { least, most, whole: name === "maxTokens" }, () => faults.set(name, {}));
  const json = (name: "tools" | "schema" | "others", fits: (value: unknown) => boolean): unknown =>
    readJson(settings[name], fits, (fault) => faults.set(name, fault));
  const temperature = number("temperature", 0, 2);
  const topP = number("topP", 0, 1);
  const maxTokens = number("maxTokens", 16, 1_000_000);
  const tools = json("tools", (value) => Array.isArray(value) && value.every(isObject)) as
    | readonly object[]
    | undefined;
  const schema = json("schema", isObject);
  const others = (json("others", isObject) ?? {}) as Readonly<Record<string, unknown>>;
  const clashes = taken.filter((name) => Object.hasOwn(others, name));
  if (clashes.length > 0) faults.set("others", { taken: clashes });
  const instructions = settings.instructions.trim();
  const text = {
    ...(schema !== undefined && { format: { type: "json_schema", name: "answer", strict: true, schema } }),
    ...(settings.verbosity !== "" && { verbosity: settings.verbosity }),
  };
  return {
    faults,
    request: {
      ...(clashes.length === 0 && others),
      ...(instructions !== "" && { instructions }),
      ...(temperature !== undefined && { temperature }),
      ...(topP !== undefined && { top_p: topP }),
      ...(maxTokens !== undefined && { max_output_tokens: maxTokens }),
      ...(settings.effort !== "" && { reasoning: { effort: settings.effort } }),
      ...(tools !== undefined && tools.length > 0 && { tools }),
      ...(settings.toolChoice !== "" && { tool_choice: settings.toolChoice }),
      ...(Object.keys(text).length > 0 && { text }),
    },
  };
}

function readNumber(
  words: string,
  { least, most, whole }: { readonly least: number; readonly most: number; readonly whole: boolean },
  refuse: () => void,
): number | undefined {
  const text = words.trim();
  if (text === "") return undefined;
  const value = Number(text);
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  refuse();
  return undefined;
}

function readJson(
  words: string,
  fits: (value: unknown) => boolean,
  refuse: (fault: SettingFault) => void,
): unknown {
  if (words.trim() === "") return undefined;
  try {
    const value: unknown = JSON.parse(words);
    if (fits(value)) return value;
    refuse({});
  } catch (error) {
    refuse({ json: error instanceof Error ? error.message : String(error) });
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
