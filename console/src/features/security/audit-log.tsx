import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type AuditEntry, auditOf } from "../../api/audit.ts";
import { auditVerification } from "../../api/security-audit.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { securityChecksTexts } from "../../texts/security-checks.ts";
import { securityTexts } from "../../texts/security.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatTime } from "../../ui/format.ts";
import { CodeBlock } from "../../ui/markdown/code-block.tsx";
import { AuditFilterForm } from "./audit-filter-form.tsx";
import { PagedList } from "./paged-list.tsx";
import { filtersOf } from "./security-search.ts";
import { Verification } from "./verification.tsx";

const outcomes = { done: "good", begun: "plain", failed: "bad", refused: "warn" } as const;

/** Everything that somebody changed or was refused, the newest first. */
export function AuditLog() {
  const texts = useTexts(securityTexts);
  const search = useSearch({ from: "/inside/security" });
  const query = useInfiniteQuery(auditOf(filtersOf(search)));
  const { data: verdict } = useQuery({ ...auditVerification, enabled: search.verify === true });
  const broken = new Set(verdict?.problems.map(({ sequence }) => sequence));
  return (
    <section className="grid gap-4" aria-label={texts.audit}>
      <p className="max-w-prose text-sm text-soft">{texts.chain}</p>
      <Verification search={search} />
      <AuditFilterForm search={search} />
      <PagedList query={query} empty={texts.noEntries}>
        {query.data?.pages.flatMap(({ data }) =>
          data.map((entry) => <Entry key={entry.id} of={entry} broken={broken.has(entry.sequence)} />),
        )}
      </PagedList>
    </section>
  );
}

function Entry({ of: entry, broken }: { readonly of: AuditEntry; readonly broken: boolean }) {
  const texts = useTexts(securityTexts);
  const checks = useTexts(securityChecksTexts);
  const { language } = useLanguage();
  const { type, actor, outcome, effective_at, sequence, project, hash } = entry;
  const what = detailsOf(entry);
  const address = actor.session?.ip_address ?? null;
  const known = Object.keys(outcomes).find((one) => one === outcome) as keyof typeof outcomes | undefined;
  return (
    <li
      id={`entry-${sequence}`}
      className={`grid scroll-mt-4 gap-1 border-t border-line py-3 ${broken ? "bg-bad-ground px-2" : ""}`}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 dir="ltr" className="font-mono text-sm font-medium break-all">
          {type}
        </h2>
        <Badge tone={known === undefined ? "plain" : outcomes[known]}>
          {known === undefined ? outcome : texts[known]}
        </Badge>
        {broken && <Badge tone="bad">{checks.broken}</Badge>}
        <time dateTime={new Date(effective_at * 1_000).toISOString()} className="text-xs text-soft">
          {formatTime(effective_at * 1_000, language)}
        </time>
      </div>
      <p className="text-sm [overflow-wrap:anywhere]">
        <Who entry={entry} />
        {typeof what["id"] === "string" && (
          <>
            {" → "}
            <code dir="ltr" className="text-xs">
              {what["id"]}
            </code>
          </>
        )}
        {address !== null && (
          <span dir="ltr" className="ms-2 text-xs text-soft">
            {address}
          </span>
        )}
      </p>
      <details className="text-sm">
        <summary className="cursor-pointer text-soft">
          {texts.details}: {texts.entry(sequence.toLocaleString(language))}
        </summary>
        <CodeBlock
          language="json"
          code={JSON.stringify({ ...what, ...(project && { project: project.id }), actor, hash }, null, 2)}
        />
      </details>
    </li>
  );
}

function Who({ entry: { actor } }: { readonly entry: AuditEntry }) {
  const texts = useTexts(securityTexts);
  if (actor.api_key !== undefined) return texts.keyNamed(actor.api_key.name);
  if (actor.session?.user !== undefined) return actor.session.user.name;
  return actor.type === "operator" ? texts.operator : texts.anonymous;
}

/** What the entry says of its event; nothing where that is no object. */
function detailsOf(entry: AuditEntry): Readonly<Record<string, unknown>> {
  const what = entry[entry.type];
  return typeof what === "object" && what !== null ? (what as Readonly<Record<string, unknown>>) : {};
}
