import type { EndpointHealth } from "../../api/health.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { modelsTexts } from "../../texts/models.ts";
import { providersTexts } from "../../texts/providers.ts";
import { formatDuration } from "../../ui/format.ts";
import { ScrollBox } from "../../ui/scroll-box.tsx";
import { StateBadge } from "./state-badge.tsx";

/** How each model at one endpoint has been lately. */
export function EndpointTable({ of }: { readonly of: EndpointHealth }) {
  const texts = useTexts(providersTexts);
  const { model: modelWord } = useTexts(modelsTexts);
  const { language } = useLanguage();
  if (of.models.length === 0) return <p className="text-sm text-soft">{texts.notAsked}</p>;
  const time = (ms: number | null): string => (ms === null ? "" : formatDuration(ms, language));
  const count = (number: number): string => number.toLocaleString(language);
  return (
    <ScrollBox label={`${of.provider} ${of.label ?? ""}`.trim()}>
      <table className="w-full text-sm">
        <thead>
          <tr className="text-start text-xs text-soft *:pe-4 *:text-start *:font-normal *:whitespace-nowrap">
            <th scope="col">{modelWord}</th>
            <th scope="col">{texts.state}</th>
            <th scope="col">{texts.running}</th>
            <th scope="col">{texts.firstStreamed}</th>
            <th scope="col">{texts.firstWhole}</th>
            <th scope="col">{texts.failed}</th>
          </tr>
        </thead>
        <tbody>
          {of.models.map((one) => (
            <tr key={one.model} className="border-t border-line *:py-1.5 *:pe-4 *:whitespace-nowrap">
              <th scope="row" dir="ltr" className="text-start font-mono text-xs font-normal">
                {one.model}
              </th>
              <td>
                <StateBadge of={one} />
              </td>
              <td className="tabular-nums">{count(one.running)}</td>
              <td className="tabular-nums">{time(one.first_ms.streamed)}</td>
              <td className="tabular-nums">{time(one.first_ms.whole)}</td>
              <td className="tabular-nums">{texts.ofCalls(count(one.failures), count(one.calls))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
