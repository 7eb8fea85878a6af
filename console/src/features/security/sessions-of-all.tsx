import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { endUserSessions, type User, users, userSessions } from "../../api/people.ts";
import type { Session } from "../../api/sessions.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { securityTexts } from "../../texts/security.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Fact } from "../../ui/fact.tsx";
import { LongList } from "../../ui/long-list.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { When } from "../../ui/when.tsx";

/** Where people are signed in. A person's sessions are asked for when they are opened. */
export function SessionsOfAll() {
  const texts = useTexts(securityTexts);
  const people = useQuery(users);
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<User>();
  const [done, setDone] = useState<string>();
  return (
    <section className="grid gap-4" aria-label={texts.sessions}>
      <p className="max-w-prose text-sm text-soft">{texts.sessionsHint}</p>
      <div aria-live="polite">{done !== undefined && <Notice tone="good">{done}</Notice>}</div>
      {people.error !== null && <Failure error={people.error} />}
      {people.isPending && <Waiting rows={3} />}
      <LongList of={people.data ?? []} className="grid gap-2">
        {(user) => <OfOne user={user} onEnd={() => setLeaving(user)} />}
      </LongList>
      {leaving !== undefined && (
        <ConfirmDialog
          title={texts.endTitle(leaving.name)}
          action={texts.endAll}
          deed={async () => {
            await endUserSessions(leaving.id);
            setDone(texts.ended(leaving.name));
            await client.invalidateQueries({ queryKey: ["user-sessions", leaving.id] });
          }}
          onClose={() => setLeaving(undefined)}
        >
          <p>{texts.endHint}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function OfOne({ user, onEnd }: { readonly user: User; onEnd(): void }) {
  const texts = useTexts(securityTexts);
  const [open, setOpen] = useState(false);
  const { data, error, isPending } = useQuery({ ...userSessions(user.id), enabled: open });
  return (
    <details
      className="rounded-lg border border-line bg-raised p-4"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="cursor-pointer text-sm [overflow-wrap:anywhere]">
        <span className="font-medium">{user.name}</span> <span className="text-soft">{user.email}</span>
      </summary>
      <div className="grid gap-3 pt-3">
        {error !== null && <Failure error={error} />}
        {open && isPending && <Waiting rows={1} />}
        {data?.length === 0 && <p className="text-sm text-soft">{texts.noSessions}</p>}
        {data?.map((session) => (
          <Facts key={session.id} of={session} />
        ))}
        {user.can.end_sessions && data !== undefined && data.length > 0 && (
          <div>
            <Button look="danger" aria-label={`${texts.endAll}: ${user.name}`} onClick={onEnd}>
              {texts.endAll}
            </Button>
          </div>
        )}
      </div>
    </details>
  );
}

function Facts({ of }: { readonly of: Session }) {
  const texts = useTexts(securityTexts);
  return (
    <dl className="grid grid-cols-2 gap-3 border-t border-line pt-3 sm:grid-cols-4">
      <Fact name={texts.signedIn}>
        <When at={of.created_at} /> <span className="text-soft">({of.method})</span>
      </Fact>
      <Fact name={texts.lastSeen}>
        <When at={of.last_seen_at} />
      </Fact>
      <Fact name={texts.address}>
        <span dir="ltr">{of.address}</span>
      </Fact>
      <Fact name={texts.browser}>
        <span dir="ltr">{of.user_agent}</span>
      </Fact>
    </dl>
  );
}
