import type { ReactNode } from "react";
import type { WholeRequest } from "../../api/requests.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { requestDetailsTexts } from "../../texts/request-details.ts";
import { Badge } from "../../ui/badge.tsx";
import { Fact } from "../../ui/fact.tsx";
import { formatCost, formatDuration } from "../../ui/format.ts";
import { AsJson } from "./as-json.tsx";

/** The parts of a call's route that are drawn; see `RouteReport`. */
interface Route {
  readonly strategy?: string;
  readonly considered?: readonly string[];
  readonly skipped?: readonly { readonly target: string; readonly why: string }[];
  readonly chosen?: string;
  readonly shared?: true;
}

/** Why the call went where it went: who could have answered, who could not and why, and what became of each attempt. */
export function RouteDecision({ of: { route, attempts } }: { readonly of: WholeRequest }) {
  const texts = useTexts(requestDetailsTexts);
  const { language } = useLanguage();
  if (route === null) return null;
  const { strategy, considered = [], skipped = [], chosen, shared } = route as Route;
  return (
    <div className="grid gap-3 text-sm">
      <dl className="grid gap-3 sm:grid-cols-2">
        <Fact name={texts.chosen}>{chosen === undefined ? texts.nobody : <Name>{chosen}</Name>}</Fact>
        {strategy !== undefined && <Fact name={texts.strategy}>{strategy}</Fact>}
        {considered.length > 0 && (
          <Fact name={texts.considered}>
            <ol className="list-decimal ps-5">
              {considered.map((target) => (
                <li key={target}>
                  <Name>{target}</Name>
                </li>
              ))}
            </ol>
          </Fact>
        )}
        {skipped.length > 0 && (
          <Fact name={texts.skipped}>
            <ul className="grid gap-1">
              {skipped.map(({ target, why }) => (
                <li key={`${target} ${why}`}>
                  <Name>{target}</Name> <span className="text-soft">{why}</span>
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {attempts.length > 0 && (
          <Fact name={texts.attempts}>
            <ol className="grid gap-1">
              {attempts.map(({ target, error, hedge, slower, begun_ms, ended_ms, cost_micros }, place) => (
                <li key={place} className="flex flex-wrap items-center gap-x-2">
                  <Name>{target}</Name>
                  <Badge tone={error === undefined && slower !== true ? "good" : "warn"}>
                    {slower === true ? texts.slower : (error ?? texts.won)}
                  </Badge>
                  {hedge === true && <Badge>{texts.hedge}</Badge>}
                  <span className="text-xs text-soft">
                    {begun_ms !== undefined &&
                      ended_ms !== undefined &&
                      formatDuration(ended_ms - begun_ms, language)}{" "}
                    {cost_micros !== undefined && formatCost(cost_micros, language)}
                  </span>
                </li>
              ))}
            </ol>
          </Fact>
        )}
      </dl>
      {shared === true && <p>{texts.shared}</p>}
      <AsJson value={route} />
    </div>
  );
}

function Name({ children }: { readonly children: ReactNode }) {
  return (
    <code dir="ltr" className="text-xs [overflow-wrap:anywhere]">
      {children}
    </code>
  );
}
