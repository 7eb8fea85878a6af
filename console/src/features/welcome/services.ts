/** Where a provider's key is: encrypted in Parley, or in the environment of the server. */
export const keyPlaces = ["stored", "environment"] as const;
export type KeyPlace = (typeof keyPlaces)[number];

/** A service that answers, and what of it stands in the settings. */
export interface Service {
  /** Its name in the settings. */
  readonly name: string;
  /** What people call it; absent: it is nobody's in particular. */
  readonly label?: string;
  readonly settings: string;
  /** Where its own documentation keeps the key; absent where it needs none, or where `settings` says it all. */
  readonly variable?: string;
  /** It needs no file, where its variable is set. */
  readonly bare?: true;
}

const preset = (name: string, label: string, variable: string): Service => ({
  name,
  label,
  settings: `type: openai-compatible, preset: ${name}`,
  variable,
});

/** The services of docs/providers.md, the best known first. */
export const services: readonly Service[] = [
  { ...preset("openai", "OpenAI", "OPENAI_API_KEY"), bare: true },
  { name: "anthropic", label: "Anthropic", settings: "type: anthropic", variable: "ANTHROPIC_API_KEY" },
  { name: "gemini", label: "Google Gemini", settings: "type: gemini", variable: "GEMINI_API_KEY" },
  preset("mistral", "Mistral", "MISTRAL_API_KEY"),
  preset("groq", "Groq", "GROQ_API_KEY"),
  preset("deepseek", "DeepSeek", "DEEPSEEK_API_KEY"),
  preset("openrouter", "OpenRouter", "OPENROUTER_API_KEY"),
  preset("together", "Together", "TOGETHER_API_KEY"),
  {
    name: "azure",
    label: "Azure OpenAI",
    settings: `type: openai-compatible, preset: azure, baseUrl: "https://NAME.openai.azure.com/openai/v1"`,
    variable: "AZURE_OPENAI_API_KEY",
  },
  { name: "bedrock", label: "Amazon Bedrock", settings: "type: bedrock, region: us-east-1" },
  { name: "ollama", label: "Ollama", settings: "type: ollama" },
  {
    name: "own",
    settings: `type: openai-compatible, baseUrl: "http://10.0.0.5:8000/v1"`,
    variable: "OWN_API_KEY",
  },
];

/** What to write into `parley.yaml`. A key itself never stands there. */
export function settingsOf({ name, settings, variable }: Service, place: KeyPlace): string {
  const key = place === "stored" ? "stored" : `"\${${variable ?? ""}}"`;
  const whole = variable === undefined ? settings : `${settings}, apiKey: ${key}`;
  return `providers:\n  ${name}: { ${whole} }\n`;
}
