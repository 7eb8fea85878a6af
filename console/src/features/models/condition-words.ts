import type { routesTexts } from "../../texts/routes.ts";

type Said = (typeof routesTexts)["en" | "de"];

const kinds = ["images", "audio", "files", "tools", "jsonSchema", "reasoning"] as const;

/** Which calls a target takes, in the reader's words. What this page does not know yet is said as the settings say it. */
export function conditionWords(
  when: Readonly<Record<string, number | boolean>>,
  texts: Said,
  language: string,
): readonly string[] {
  return Object.entries(when).map(([name, value]) => {
    if (name === "minTokens") return texts.atLeast(value.toLocaleString(language));
    if (name === "maxTokens") return texts.atMost(value.toLocaleString(language));
    const kind = kinds.find((one) => one === name);
    if (kind === undefined) return `${name}: ${String(value)}`;
    return value === true ? texts.onlyWith(texts[kind]) : texts.onlyWithout(texts[kind]);
  });
}
