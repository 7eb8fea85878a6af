import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { me, type Me } from "../../api/account.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { securityTexts } from "../../texts/security.ts";
import { AnomalyList } from "./anomaly-list.tsx";
import { AuditLog } from "./audit-log.tsx";
import { Findings } from "./findings.tsx";
import { type Part, parts } from "./security-search.ts";
import { SessionsOfAll } from "./sessions-of-all.tsx";

const views = {
  findings: Findings,
  audit: AuditLog,
  anomalies: AnomalyList,
  sessions: SessionsOfAll,
} as const;

/** What could be safer, who did what, what looked unusual, and who is signed in: each for those who may see it. */
export function SecurityScreen() {
  const texts = useTexts(securityTexts);
  const { data: person } = useQuery(me);
  const { part: asked } = useSearch({ from: "/inside/security" });
  const open = parts.filter((part) => person !== undefined && person !== null && sees(person, part));
  const part = open.find((one) => one === asked) ?? open[0];
  const View = part === undefined ? undefined : views[part];
  return (
    <div className="mx-auto grid max-w-5xl gap-4">
      <h1 className="text-2xl font-semibold">{texts.title}</h1>
      <nav aria-label={texts.parts} className="flex flex-wrap gap-1">
        {open.map((one) => (
          <Link
            key={one}
            to="/security"
            search={{ part: one }}
            {...(one === part && { "aria-current": "page" })}
            className={`inline-flex min-h-9 items-center rounded-md px-3 text-sm ${one === part ? "bg-accent-ground font-medium" : "text-soft hover:bg-sunken"}`}
          >
            {texts[one]}
          </Link>
        ))}
      </nav>
      {View === undefined ? <p className="text-sm text-soft">{texts.nothing}</p> : <View />}
    </div>
  );
}

function sees({ can, projects }: Me, part: Part): boolean {
  if (part === "findings") return can["security.read"] === true;
  if (part === "audit") return can["audit.read"] === true;
  if (part === "sessions") return can["session.read"] === true && can["user.read"] === true;
  return can["anomaly.read"] === true || projects.some((project) => project.can["anomaly.read"] === true);
}
