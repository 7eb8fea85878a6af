import { openAiOrigin } from "../settings/environment.ts";
import { entriesOf, member } from "../settings/raw.ts";
import type { Environment } from "../settings/substitution.ts";

/**
 * What a settings file would have to say where there is none: as soon as there is one, the variables of OpenAI's programs
 * have no effect of their own. Their key is named there, not written.
 */
export function virtualText(env: Environment): string {
  const { input } = openAiOrigin(env);
  const openai = member(member(input, "providers"), "openai");
  if (openai === undefined || entriesOf(openai).length === 0) return "";
  const quoted = (value: unknown): string => JSON.stringify(String(value)).replaceAll("${", "$${");
  return [
    "providers:",
    `  openai: { type: openai-compatible, baseUrl: ${quoted(member(openai, "baseUrl"))}, apiKey: "\${OPENAI_API_KEY}" }`,
    "models:",
    '  "*": { targets: [{ provider: openai }] }',
    `defaultModel: ${quoted(member(input, "defaultModel"))}`,
    "",
  ].join("\n");
}
