import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Me } from "../../api/account.ts";
import { type Invite, invites, type MadeInvite, removeInvite } from "../../api/people.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { peopleTexts } from "../../texts/people.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/notice.tsx";
import { SecretDialog } from "../../ui/secret-dialog.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { When } from "../../ui/when.tsx";
import { InviteForm } from "./invite-form.tsx";
import { SectionHead } from "./section-head.tsx";

/** A link that is shown this once. */
interface Link {
  readonly email: string;
  readonly address: string;
}

/** Who is invited, and the way to invite more. */
export function Invites({ person }: { readonly person: Me }) {
  const texts = useTexts(peopleTexts);
  const client = useQueryClient();
  const { data, error, isPending } = useQuery(invites);
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<Link>();
  const [withdrawn, setWithdrawn] = useState<Invite>();
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: invites.queryKey });

  function tell({ email, path }: MadeInvite): void {
    setInviting(false);
    setLink({ email, address: `${location.origin}${path}` });
    void refresh();
  }
  async function withdraw(id: string): Promise<void> {
    await removeInvite(id);
    await refresh();
  }

  return (
    <section className="grid gap-3">
      <SectionHead title={texts.invites} intro={texts.invitesIntro}>
        {person.can["invite.create"] === true && (
          <Button look="primary" onClick={() => setInviting(true)}>
            {texts.invite}
          </Button>
        )}
      </SectionHead>
      {error !== null && <Failure error={error} />}
      {isPending && <Waiting />}
      {data?.length === 0 && <p className="text-sm text-soft">{texts.noInvites}</p>}
      <ul className="grid gap-3">
        {data?.toReversed().map((invite) => (
          <li key={invite.id}>
            <InviteCard invite={invite} person={person} onWithdraw={() => setWithdrawn(invite)} />
          </li>
        ))}
      </ul>
      <Dialog title={texts.invite} open={inviting} onClose={() => setInviting(false)}>
        <InviteForm person={person} onMade={tell} onClose={() => setInviting(false)} />
      </Dialog>
      {link !== undefined && (
        <SecretDialog
          title={texts.linkTitle(link.email)}
          secret={link.address}
          onClose={() => setLink(undefined)}
        >
          <p className="text-sm">{texts.invitesIntro}</p>
        </SecretDialog>
      )}
      {withdrawn !== undefined && (
        <ConfirmDialog
          title={texts.withdrawTitle(withdrawn.email)}
          action={texts.withdraw}
          deed={() => withdraw(withdrawn.id)}
          onClose={() => setWithdrawn(undefined)}
        >
          <p>{texts.withdrawHint}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function InviteCard({
  invite,
  person,
  onWithdraw,
}: {
  readonly invite: Invite;
  readonly person: Me;
  onWithdraw(): void;
}) {
  const texts = useTexts(peopleTexts);
  const ui = useTexts(uiTexts);
  const places = invite.projects.map(({ id, role }) => {
    const name = person.projects.find((project) => project.id === id)?.name ?? id;
    return `${name}: ${ui[role]}`;
  });
  const roles = [...(invite.role === null ? [] : [`${texts.roleIn}: ${ui[invite.role]}`]), ...places];
  const tones = { pending: "warn", accepted: "good", expired: "plain" } as const;
  return (
    <article className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line bg-raised p-4">
      <div className="grid min-w-0 gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <h3 dir="ltr" className="min-w-0 font-medium break-all">
            {invite.email}
          </h3>
          <Badge tone={tones[invite.status]}>{texts[invite.status]}</Badge>
        </div>
        <p className="text-sm text-soft">
          {roles.join(" · ")}
          {invite.status === "pending" && (
            <>
              {roles.length > 0 && " · "}
              {texts.expires} <When at={invite.expires_at} />
            </>
          )}
        </p>
      </div>
      {invite.can.remove && (
        <Button look="danger" aria-label={`${texts.withdraw}: ${invite.email}`} onClick={onWithdraw}>
          {texts.withdraw}
        </Button>
      )}
    </article>
  );
}
