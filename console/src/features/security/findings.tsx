import { useQuery } from "@tanstack/react-query";
import { type SecurityFinding, securityAudit } from "../../api/security-audit.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { securityChecksTexts } from "../../texts/security-checks.ts";
import { securityTexts } from "../../texts/security.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { When } from "../../ui/when.tsx";

const tones = { critical: "bad", high: "bad", medium: "warn", low: "plain" } as const;

/** What could be safer, the worst first, and what to do about it. */
export function Findings() {
  const texts = useTexts(securityChecksTexts);
  const { findings: title } = useTexts(securityTexts);
  const { data, error, isPending, isFetching, refetch } = useQuery(securityAudit);
  return (
    <section className="grid gap-4" aria-label={title}>
      <p className="max-w-prose text-sm text-soft">{texts.intro}</p>
      <div className="flex flex-wrap items-center gap-3 text-sm text-soft">
        <Button busy={isFetching} onClick={() => void refetch()}>
          {texts.again}
        </Button>
        {data !== undefined && (
          <span>
            {texts.checked}: <When at={data.checked_at} />
          </span>
        )}
      </div>
      {error !== null && <Failure error={error} />}
      {isPending && <Waiting rows={3} />}
      {data?.findings.length === 0 && <Notice tone="good">{texts.none}</Notice>}
      <ul className="grid gap-3">
        {data?.findings.map((finding) => (
          <Finding key={`${finding.id} ${finding.subject ?? ""}`} of={finding} />
        ))}
      </ul>
    </section>
  );
}

function Finding({ of: { id, severity, message, remedy, subject } }: { readonly of: SecurityFinding }) {
  const texts = useTexts(securityChecksTexts);
  return (
    <li className="grid gap-2 rounded-lg border border-line bg-raised p-4 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={tones[severity]}>{texts[severity]}</Badge>
        <h2 dir="ltr" className="font-mono text-xs text-soft">
          {id}
        </h2>
        {subject !== null && (
          <code dir="ltr" className="text-xs [overflow-wrap:anywhere]">
            {subject}
          </code>
        )}
      </div>
      <p dir="auto" className="font-medium [overflow-wrap:anywhere]">
        {message}
      </p>
      <p className="[overflow-wrap:anywhere]">
        <span className="text-soft">{texts.remedy}:</span> <bdi>{remedy}</bdi>
      </p>
    </li>
  );
}
