import { useNavigate } from "@tanstack/react-router";
import { useTexts } from "../../texts/language-context.tsx";
import { securityTexts } from "../../texts/security.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { auditEvents } from "./audit-events.ts";
import type { SecuritySearch } from "./security-search.ts";

/** What the log is narrowed to; it stands in the address. */
export function AuditFilterForm({ search }: { readonly search: SecuritySearch }) {
  const texts = useTexts(securityTexts);
  const navigate = useNavigate({ from: "/security" });
  function set(name: "event" | "actor" | "resource" | "from" | "until", value: string): void {
    const { [name]: _before, ...rest } = search;
    void navigate({ search: value === "" ? rest : { ...rest, [name]: value }, replace: true });
  }
  return (
    <search className="grid grid-cols-1 items-end gap-3 sm:grid-cols-2 lg:grid-cols-3">
      <Select
        label={texts.event}
        dir="ltr"
        value={search.event ?? ""}
        onChange={({ target }) => set("event", target.value)}
      >
        <option value="">{texts.any}</option>
        {auditEvents.map((event) => (
          <option key={event}>{event}</option>
        ))}
      </Select>
      <Field
        label={texts.from}
        type="date"
        value={search.from ?? ""}
        onChange={({ target }) => set("from", target.value)}
      />
      <Field
        label={texts.until}
        type="date"
        value={search.until ?? ""}
        onChange={({ target }) => set("until", target.value)}
      />
      <Field
        label={texts.actorId}
        dir="ltr"
        spellCheck={false}
        value={search.actor ?? ""}
        onChange={({ target }) => set("actor", target.value)}
      />
      <Field
        label={texts.resourceId}
        dir="ltr"
        spellCheck={false}
        value={search.resource ?? ""}
        onChange={({ target }) => set("resource", target.value)}
      />
      <Button onClick={() => void navigate({ search: { part: "audit" }, replace: true })}>
        {texts.clear}
      </Button>
    </search>
  );
}
