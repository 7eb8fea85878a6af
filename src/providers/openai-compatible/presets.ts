/** What is known of a server that speaks the OpenAI protocol, and how it differs from the others. */
export interface Preset {
  /** Where it lives, without a trailing slash; absent where everybody has their own address. */
  readonly baseUrl?: string;
  /** The environment variable in which its own documentation keeps the key. */
  readonly apiKeyEnv?: string;
  /** How the key is sent: `authorization: Bearer KEY`, or `api-key: KEY`. */
  readonly auth: "bearer" | "api-key-header";
  /** Whether no call can succeed without a key. */
  readonly keyRequired: boolean;
  /** Whether it takes `stream_options: { include_usage: true }`. Where it does not, asking is an error. */
  readonly streamOptions: boolean;
  /** The names by which it knows the bound of the answer's tokens. */
  readonly maxTokensField: "max_tokens" | "max_completion_tokens" | "both";
  /** Whether messages of the role `developer` may be sent; otherwise they go as `system`, which all understand. */
  readonly developerRole: boolean;
}

/** The features that most servers share; a preset says where it differs. */
const common = {
  auth: "bearer",
  keyRequired: true,
  streamOptions: true,
  maxTokensField: "max_tokens",
  developerRole: false,
} as const satisfies Preset;

/** A server on this machine, at the port that it takes when nothing else is said. */
const local = (port: number) =>
  ({ ...common, baseUrl: `http://127.0.0.1:${port}/v1`, keyRequired: false }) as const satisfies Preset;

/** What is assumed of a server of which nothing is known but its address. */
export const genericPreset: Preset = { ...common, keyRequired: false };

/** Servers that need nothing but a key, or nothing at all. Knowledge of them lives here and in no other code. */
export const presets = {
  openai: {
    ...common,
    baseUrl: "https://api.openai.com/v1",
    apiKeyEnv: "OPENAI_API_KEY",
    // Reasoning models refuse `max_tokens`; all models take the newer name.
    maxTokensField: "max_completion_tokens",
    developerRole: true,
  },
  azure: {
    ...common,
    apiKeyEnv: "AZURE_OPENAI_API_KEY",
    auth: "api-key-header",
    maxTokensField: "max_completion_tokens",
    developerRole: true,
  },
  groq: {
    ...common,
    baseUrl: "https://api.groq.com/openai/v1",
    apiKeyEnv: "GROQ_API_KEY",
    maxTokensField: "both",
  },
  mistral: {
    ...common,
    baseUrl: "https://api.mistral.ai/v1",
    apiKeyEnv: "MISTRAL_API_KEY",
    // It answers 422 (`extra_forbidden`) to fields that it does not know, this one among them, and tells the
    // usage at the end of every stream without being asked.
    streamOptions: false,
  },
  deepseek: { ...common, baseUrl: "https://api.deepseek.com/v1", apiKeyEnv: "DEEPSEEK_API_KEY" },
  openrouter: {
    ...common,
    baseUrl: "https://openrouter.ai/api/v1",
    apiKeyEnv: "OPENROUTER_API_KEY",
    maxTokensField: "both",
  },
  together: { ...common, baseUrl: "https://api.together.xyz/v1", apiKeyEnv: "TOGETHER_API_KEY" },
  vllm: { ...local(8000), maxTokensField: "both" },
  sglang: { ...local(30000), maxTokensField: "both" },
  "llama-cpp": { ...local(8080), maxTokensField: "both" },
  "lm-studio": local(1234),
  ollama: local(11434),
} as const satisfies Record<string, Preset>;

/** The closed union: what `preset` can be in the settings. */
export type PresetName = keyof typeof presets;

/** The public service at this address, by its host and scheme; `undefined` where none is known. */
export function presetAt(baseUrl: string): PresetName | undefined {
  const { origin } = new URL(baseUrl);
  for (const [name, preset] of Object.entries(presets) as [PresetName, Preset][]) {
    // Ports of this machine are shared by many programs: they say nothing about which one answers.
    if (preset.keyRequired && preset.baseUrl !== undefined && new URL(preset.baseUrl).origin === origin)
      return name;
  }
  return undefined;
}
