import type { Model } from "../../api/models.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { modelsTexts } from "../../texts/models.ts";
import { ScrollBox } from "../../ui/scroll-box.tsx";

/** The API's words for what models can do, as this page calls them. */
const abilityNames = {
  images: "images",
  audio: "audio",
  files: "files",
  tools: "tools",
  "json-schema": "jsonSchema",
  reasoning: "reasoning",
  embeddings: "embeddings",
} as const;

/** What is known of each model. What nobody has told is left empty. */
export function ModelTable({ models }: { readonly models: readonly Model[] }) {
  const texts = useTexts(modelsTexts);
  const { language } = useLanguage();
  const names: Readonly<Record<string, keyof typeof texts>> = abilityNames;
  const word = (ability: string): string => {
    const name = names[ability];
    return name === undefined ? ability : String(texts[name]);
  };
  return (
    <ScrollBox label={texts.models}>
      <table className="w-full text-sm">
        <thead>
          <tr className="text-xs text-soft *:pe-4 *:text-start *:font-normal *:whitespace-nowrap">
            <th scope="col">{texts.model}</th>
            <th scope="col">{texts.context}</th>
            <th scope="col">{texts.input}</th>
            <th scope="col">{texts.output}</th>
            <th scope="col">{texts.abilities}</th>
          </tr>
        </thead>
        <tbody>
          {models.map(({ id, context_length, pricing, abilities }) => (
            <tr key={id} className="border-t border-line *:py-1.5 *:pe-4 *:align-top">
              <th
                scope="row"
                dir="ltr"
                className="min-w-48 text-start font-mono text-xs font-normal [overflow-wrap:anywhere]"
              >
                {id}
              </th>
              <td className="tabular-nums">{context_length?.toLocaleString(language)}</td>
              <td className="tabular-nums" dir="ltr">
                {dollars(pricing?.input)}
              </td>
              <td className="tabular-nums" dir="ltr">
                {dollars(pricing?.output)}
              </td>
              <td className="text-soft">{abilities?.map(word).join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function dollars(price: string | undefined): string {
  return price === undefined ? "" : `$${price}`;
}
