import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type AuditVerification, auditVerification } from "../../api/security-audit.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { securityChecksTexts } from "../../texts/security-checks.ts";
import { Button } from "../../ui/button.tsx";
import { Failure } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import type { SecuritySearch } from "./security-search.ts";

/** Whether the log is as it was written, for who wants to know. */
export function Verification({ search }: { readonly search: SecuritySearch }) {
  const texts = useTexts(securityChecksTexts);
  const navigate = useNavigate({ from: "/security" });
  const wanted = search.verify === true;
  const { data, error, isFetching, refetch } = useQuery({ ...auditVerification, enabled: wanted });
  function verify(): void {
    if (wanted) void refetch();
    else void navigate({ search: { ...search, verify: true }, replace: true });
  }
  return (
    <div className="grid justify-items-start gap-3">
      <Button busy={isFetching} onClick={verify}>
        {texts.verify}
      </Button>
      <div aria-live="polite" className="grid w-full gap-2">
        {isFetching && <p className="text-sm text-soft">{texts.verifying}</p>}
        {error !== null && !isFetching && <Failure error={error} />}
        {data !== undefined && !isFetching && <Verdict of={data} />}
      </div>
    </div>
  );
}

function Verdict({ of }: { readonly of: AuditVerification }) {
  const texts = useTexts(securityChecksTexts);
  const { language } = useLanguage();
  const number = (count: number): string => count.toLocaleString(language);
  const { sound, entries, checkpoints, problems, verified_at: at } = of;
  const { count, covered, last_at: last, unread } = checkpoints;
  return (
    <div
      className={`grid gap-2 rounded-md border px-3 py-2 text-sm ${sound ? "border-good/40 bg-raised" : "border-bad/40 bg-bad-ground"}`}
    >
      <p className={`font-medium ${sound ? "text-good" : "text-bad"}`}>
        {sound ? texts.sound(number(entries)) : texts.unsound}
      </p>
      {problems.length > 0 && (
        <ol className="grid gap-1">
          {problems.map(({ sequence, message }) => (
            <li key={`${sequence} ${message}`} className="[overflow-wrap:anywhere]">
              {sequence !== null && (
                <a href={`#entry-${sequence}`} className="me-2 font-medium text-accent underline">
                  {texts.which(number(sequence))}
                </a>
              )}
              <bdi>{message}</bdi>
            </li>
          ))}
        </ol>
      )}
      <p className="text-soft">
        {count === 0 ? texts.uncovered : texts.covered(number(covered))} {last !== null && <When at={last} />}
      </p>
      {unread.length > 0 && <p className="text-soft">{texts.unread(unread.join(", "))}</p>}
      <p className="text-xs text-soft">
        {texts.checked}: <When at={at} />
      </p>
    </div>
  );
}
