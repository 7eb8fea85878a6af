import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { me, type Me } from "../../api/account.ts";
import { removeUser, type User, users } from "../../api/people.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { peopleTexts } from "../../texts/people.ts";
import { projectsTexts } from "../../texts/projects.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Fact } from "../../ui/fact.tsx";
import { LongList } from "../../ui/long-list.tsx";
import { Failure } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { When } from "../../ui/when.tsx";
import { SectionHead } from "./section-head.tsx";
import { UserForm } from "./user-form.tsx";

type Open = { readonly deed: "edit" | "remove"; readonly user: User };

/** Everybody with an account. */
export function People({ person }: { readonly person: Me }) {
  const texts = useTexts(peopleTexts);
  const client = useQueryClient();
  const { data, error, isPending } = useQuery(users);
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);

  async function refresh(): Promise<void> {
    await client.invalidateQueries({ queryKey: users.queryKey });
    await client.invalidateQueries({ queryKey: me.queryKey });
  }
  async function remove({ id }: User): Promise<void> {
    await removeUser(id);
    await refresh();
  }

  return (
    <section className="grid gap-3">
      <SectionHead title={texts.people} intro={texts.peopleIntro} />
      {error !== null && <Failure error={error} />}
      {isPending && <Waiting />}
      <LongList of={data ?? []} className="grid gap-3">
        {(user) => (
          <UserCard
            user={user}
            mine={user.id === person.account.id}
            onDeed={(deed) => setOpen({ deed, user })}
          />
        )}
      </LongList>
      {open?.deed === "edit" && (
        <Dialog title={open.user.name} open onClose={close}>
          <UserForm user={open.user} person={person} onDone={refresh} onClose={close} />
        </Dialog>
      )}
      {open?.deed === "remove" && (
        <ConfirmDialog
          title={texts.removeTitle(open.user.name)}
          action={texts.remove}
          typed={open.user.email}
          deed={() => remove(open.user)}
          onClose={close}
        >
          <p>{texts.removeHint}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function UserCard({
  user,
  mine,
  onDeed,
}: {
  readonly user: User;
  readonly mine: boolean;
  onDeed(deed: Open["deed"]): void;
}) {
  const texts = useTexts(peopleTexts);
  const projects = useTexts(projectsTexts);
  const ui = useTexts(uiTexts);
  const role = user.role === null ? ui.noRole : ui[user.role];
  return (
    <article className="grid gap-3 rounded-lg border border-line bg-raised p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-medium break-words">{user.name}</h3>
        <span dir="ltr" className="min-w-0 text-sm break-all text-soft">
          {user.email}
        </span>
        {mine && <Badge tone="good">{texts.you}</Badge>}
        {user.disabled_at !== null && <Badge tone="bad">{texts.disabled}</Badge>}
      </div>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        <Fact name={texts.roleIn}>
          {user.role_from === null ? role : `${role} · ${projects.roleFrom(user.role_from)}`}
        </Fact>
        <Fact name={texts.lastLogin}>
          {user.last_login_at === null ? texts.neverIn : <When at={user.last_login_at} />}
        </Fact>
        <Fact name={texts.since}>
          <When at={user.added_at} />
        </Fact>
      </dl>
      {(user.can.update || (user.can.remove && !mine)) && (
        <div className="flex flex-wrap gap-2">
          {user.can.update && (
            <Button aria-label={`${texts.edit}: ${user.name}`} onClick={() => onDeed("edit")}>
              {texts.edit}
            </Button>
          )}
          {user.can.remove && !mine && (
            <Button
              look="danger"
              aria-label={`${texts.remove}: ${user.name}`}
              onClick={() => onDeed("remove")}
            >
              {texts.remove}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}
