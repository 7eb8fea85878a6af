import type { ReactNode } from "react";
import type { Key } from "../../api/keys.ts";
import { keysTexts } from "../../texts/keys.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { uiTexts } from "../../texts/ui.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Fact } from "../../ui/fact.tsx";
import { When } from "../../ui/when.tsx";
import { isStale, oldSecretOf } from "./key-filter.ts";

export type KeyDeed = "edit" | "rotate" | "end" | "revoke";

/** One key: what it may do, when it was used, and what can be done to it. */
export function KeyCard({
  of,
  owner,
  house,
  onDeed,
}: {
  readonly of: Key;
  /** Whose it is, in words. */
  readonly owner: string;
  /** Whether it keeps house, so that its role matters. */
  readonly house: boolean;
  onDeed(deed: KeyDeed): void;
}) {
  const texts = useTexts(keysTexts);
  const ui = useTexts(uiTexts);
  const old = oldSecretOf(of);
  return (
    <article className="grid gap-3 rounded-lg border border-line bg-raised p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-medium break-words">{of.name}</h3>
        <code dir="ltr" className="text-xs text-soft">
          {of.redacted_value}
        </code>
        <Marks of={of} rotating={old !== undefined} />
      </div>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Fact name={texts.lastUsed}>
          {of.last_used_at === null ? texts.never : <When at={of.last_used_at} />}
        </Fact>
        <Fact name={texts.expires}>{of.expires_at === null ? texts.noEnd : <When at={of.expires_at} />}</Fact>
        <Fact name={texts.made}>
          <When at={of.created_at} />
        </Fact>
        {house ? <Fact name={ui.role}>{ui[of.role]}</Fact> : <Fact name={texts.owner}>{owner}</Fact>}
        <Bounds of={of} />
      </dl>
      {old !== undefined && (
        <div className="grid gap-1 rounded-md border border-line bg-sunken p-3 text-sm">
          <p>{texts.oldSecret(old.redacted_value)}</p>
          <p className="text-soft">
            {texts.oldUsed}: {old.last_used_at === null ? texts.never : <When at={old.last_used_at} />}
            {old.ends_at !== null && (
              <>
                {" · "}
                {texts.oldEnds}: <When at={old.ends_at} />
              </>
            )}
          </p>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Deed label={of.can.update ? texts.edit : texts.view} of={of} onClick={() => onDeed("edit")} />
        {of.can.rotate && old === undefined && of.status === "active" && (
          <Deed label={texts.rotate} of={of} onClick={() => onDeed("rotate")} />
        )}
        {of.can.rotate && old !== undefined && (
          <Deed label={texts.endOld} of={of} onClick={() => onDeed("end")} />
        )}
        {of.can.revoke && <Deed label={texts.revoke} of={of} danger onClick={() => onDeed("revoke")} />}
      </div>
    </article>
  );
}

function Deed({
  label,
  of,
  danger = false,
  onClick,
}: {
  readonly label: string;
  readonly of: Key;
  readonly danger?: boolean;
  onClick(): void;
}) {
  return (
    <Button look={danger ? "danger" : "plain"} aria-label={`${label}: ${of.name}`} onClick={onClick}>
      {label}
    </Button>
  );
}

function Marks({ of, rotating }: { readonly of: Key; readonly rotating: boolean }) {
  const texts = useTexts(keysTexts);
  if (of.status !== "active") return <Badge tone="bad">{texts[of.status]}</Badge>;
  return (
    <>
      {of.last_used_at === null && <Badge tone={isStale(of) ? "warn" : "plain"}>{texts.never}</Badge>}
      {of.last_used_at !== null && isStale(of) && <Badge tone="warn">{texts.stale}</Badge>}
      {rotating && <Badge tone="good">{texts.rotating}</Badge>}
    </>
  );
}

function Bounds({ of }: { readonly of: Key }) {
  const texts = useTexts(keysTexts);
  const labels = Object.entries(of.metadata).map(([name, value]) => `${name}=${value}`);
  const places = [...(of.addresses ?? []), ...(of.origins ?? [])];
  return (
    <>
      <Fact name={texts.scopes}>{listed(of.scopes, texts.everything)}</Fact>
      <Fact name={texts.models}>{listed(of.models, texts.everything)}</Fact>
      <Fact name={texts.from}>{listed(places.length === 0 ? null : places, texts.anywhere)}</Fact>
      {labels.length > 0 && <Fact name={texts.labels}>{listed(labels, "")}</Fact>}
    </>
  );
}

function listed(list: readonly string[] | null, all: string): ReactNode {
  if (list === null) return all;
  return (
    <span dir="ltr" className="font-mono text-xs">
      {list.join(", ")}
    </span>
  );
}
