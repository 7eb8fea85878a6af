import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { anomaliesOf, type Anomaly, anomalyRules } from "../../api/anomalies.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { securityTexts } from "../../texts/security.ts";
import { Select } from "../../ui/field.tsx";
import { formatTime } from "../../ui/format.ts";
import { PagedList } from "./paged-list.tsx";

/** What looked unusual in the requests, the newest first. */
export function AnomalyList() {
  const texts = useTexts(securityTexts);
  const { rule } = useSearch({ from: "/inside/security" });
  const navigate = useNavigate({ from: "/security" });
  const query = useInfiniteQuery(anomaliesOf(rule));
  return (
    <section className="grid gap-4" aria-label={texts.anomalies}>
      <div className="max-w-md">
        <Select
          label={texts.rule}
          value={rule ?? ""}
          onChange={({ target }) => {
            const chosen = anomalyRules.find((one) => one === target.value);
            void navigate({
              search: { part: "anomalies", ...(chosen !== undefined && { rule: chosen }) },
              replace: true,
            });
          }}
        >
          <option value="">{texts.any}</option>
          {anomalyRules.map((one) => (
            <option key={one} value={one}>
              {texts[one]}
            </option>
          ))}
        </Select>
      </div>
      <PagedList query={query} empty={texts.noAnomalies}>
        {query.data?.pages.flatMap(({ data }) => data.map((one) => <Entry key={one.id} of={one} />))}
      </PagedList>
    </section>
  );
}

function Entry({ of }: { readonly of: Anomaly }) {
  const texts = useTexts(securityTexts);
  const { language } = useLanguage();
  const rule = anomalyRules.find((one) => one === of.rule);
  const figures = Object.entries(of.details).map(
    ([name, value]) => `${name}: ${value.toLocaleString(language)}`,
  );
  return (
    <li className="grid gap-1 border-t border-line py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-sm font-medium">{rule === undefined ? of.rule : texts[rule]}</h2>
        <time dateTime={new Date(of.created_at * 1_000).toISOString()} className="text-xs text-soft">
          {formatTime(of.created_at * 1_000, language)}
        </time>
      </div>
      <p className="text-sm [overflow-wrap:anywhere]">
        <code dir="ltr" className="text-xs">
          {of.subject}
        </code>
        {of.api_key_id !== null && (
          <Link to="/requests" search={{ key: of.api_key_id }} className="ms-3 text-accent underline">
            {texts.theRequests}
          </Link>
        )}
      </p>
      {figures.length > 0 && (
        <p dir="ltr" className="text-start font-mono text-xs text-soft [overflow-wrap:anywhere]">
          {figures.join(" · ")}
        </p>
      )}
    </li>
  );
}
