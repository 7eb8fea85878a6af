import type { NewProvider } from "../../api/settings-file.ts";

/** Where a provider's key is: encrypted in Parley, or in the environment of the server. */
export const keyPlaces = ["stored", "environment"] as const;
export type KeyPlace = (typeof keyPlaces)[number];

/** A service that answers, and what of it stands in the settings. */
export interface Service {
  /** Its name in the settings. */
  readonly name: string;
  /** What people call it; absent: it is nobody's in particular. */
  readonly label?: string;
  readonly entry: Pick<NewProvider, "type" | "preset" | "base_url" | "region">;
  /** What of the entry is different for everybody: there it is an example. */
  readonly asks?: "base_url" | "region";
  /** Whether it has a key. */
  readonly key: "needed" | "optional" | "none";
  /** Where its own documentation keeps the key; absent where it needs none, or where the entry says it all. */
  readonly variable?: string;
  /** It needs no file, where its variable is set. */
  readonly bare?: true;
}

const preset = (name: string, label: string, variable: string): Service => ({
  name,
  label,
  entry: { type: "openai-compatible", preset: name },
  key: "needed",
  variable,
});

const native = (name: string, label: string, variable: string): Service => ({
  name,
  label,
  entry: { type: name },
  key: "needed",
  variable,
});

/** The services of docs/providers.md, the best known first. */
export const services: readonly Service[] = [
  { ...preset("openai", "OpenAI", "OPENAI_API_KEY"), bare: true },
  native("anthropic", "Anthropic", "ANTHROPIC_API_KEY"),
  native("gemini", "Google Gemini", "GEMINI_API_KEY"),
  preset("mistral", "Mistral", "MISTRAL_API_KEY"),
  preset("groq", "Groq", "GROQ_API_KEY"),
  preset("deepseek", "DeepSeek", "DEEPSEEK_API_KEY"),
  preset("openrouter", "OpenRouter", "OPENROUTER_API_KEY"),
  preset("together", "Together", "TOGETHER_API_KEY"),
  {
    name: "azure",
    label: "Azure OpenAI",
    entry: {
      type: "openai-compatible",
      preset: "azure",
      base_url: "https://NAME.openai.azure.com/openai/v1",
    },
    asks: "base_url",
    key: "needed",
    variable: "AZURE_OPENAI_API_KEY",
  },
  {
    name: "bedrock",
    label: "Amazon Bedrock",
    entry: { type: "bedrock", region: "us-east-1" },
    asks: "region",
    key: "optional",
  },
  { name: "ollama", label: "Ollama", entry: { type: "ollama" }, key: "none" },
  {
    name: "own",
    entry: { type: "openai-compatible", base_url: "http://10.0.0.5:8000/v1" },
    asks: "base_url",
    key: "optional",
    variable: "OWN_API_KEY",
  },
];

/** What to write into `parley.yaml`. A key itself never stands there. */
export function settingsOf({ name, entry, variable }: Service, place: KeyPlace): string {
  const { type, preset: known, base_url: address, region } = entry;
  const key = place === "stored" ? "stored" : `"\${${variable ?? ""}}"`;
  const members = [
    `type: ${type}`,
    known !== undefined && `preset: ${known}`,
    address !== undefined && `baseUrl: "${address}"`,
    region !== undefined && `region: ${region}`,
    variable !== undefined && `apiKey: ${key}`,
  ];
  return `providers:\n  ${name}: { ${members.filter((member) => member !== false).join(", ")} }\n`;
}

/** A name that no provider has yet: the service's own, or with a number behind it. */
export function freeName(name: string, taken: readonly string[]): string {
  for (let number = 1; number <= taken.length; number++) {
    const one = number === 1 ? name : `${name}-${number}`;
    if (!taken.includes(one)) return one;
  }
  return taken.length === 0 ? name : `${name}-${taken.length + 1}`;
}

/** What somebody has filled in; an empty text is none. */
export interface ProviderForm {
  readonly name: string;
  readonly special: string;
  readonly key: string;
  readonly aliasName: string;
  readonly aliasModel: string;
}

/** What is sent of it. */
export function newProviderOf({ entry, asks }: Service, form: ProviderForm): NewProvider {
  const [name, special, key, aliasName, aliasModel] = [
    form.name,
    form.special,
    form.key,
    form.aliasName,
    form.aliasModel,
  ].map((text) => text.trim());
  return {
    name: name ?? "",
    ...entry,
    ...(asks !== undefined && { [asks]: special }),
    ...(key !== undefined && key !== "" && { key }),
    ...(aliasName !== undefined &&
      aliasName !== "" && { model: { name: aliasName, model: aliasModel ?? "" } }),
  };
}
