import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Me } from "../../api/account.ts";
import { endUserSessions, type User, userSessions, updateUser } from "../../api/people.ts";
import { highestRole } from "../../api/roles.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { peopleTexts } from "../../texts/people.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Button } from "../../ui/button.tsx";
import { FormActions } from "../../ui/form-actions.tsx";
import { ChoiceBox } from "../../ui/choice-box.tsx";
import { Field } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { RoleSelect } from "../../ui/role-select.tsx";
import { useDeed } from "../../ui/use-deed.ts";
import { When } from "../../ui/when.tsx";

/** Changes somebody's name and role, and whether they can sign in. */
export function UserForm({
  user,
  person,
  onDone,
  onClose,
}: {
  readonly user: User;
  readonly person: Me;
  onDone(): Promise<void>;
  onClose(): void;
}) {
  const texts = useTexts(peopleTexts);
  const ui = useTexts(uiTexts);
  const [name, setName] = useState(user.name);
  const [role, setRole] = useState(user.role);
  const [disabled, setDisabled] = useState(user.disabled_at !== null);
  const { busy, failure, run } = useDeed();
  const mine = user.id === person.account.id;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wishes = {
      ...(name.trim() !== user.name && { name: name.trim() }),
      ...(role !== user.role && { role }),
      ...(disabled !== (user.disabled_at !== null) && { disabled }),
    };
    const done = await run(async () => {
      if (Object.keys(wishes).length > 0) await updateUser(user.id, wishes);
      await onDone();
    });
    if (done) onClose();
  }

  return (
    <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
      <Field
        label={texts.name}
        value={name}
        required
        maxLength={200}
        autoComplete="off"
        onChange={({ target }) => setName(target.value)}
      />
      <RoleSelect label={texts.roleIn} value={role} most={highestRole(person)} none onChange={setRole} />
      {!mine && (
        <ChoiceBox
          label={texts.disable}
          hint={texts.disableHint}
          checked={disabled}
          onChange={({ target }) => setDisabled(target.checked)}
        />
      )}
      {person.can["session.read"] === true && !mine && <UserSessions user={user} />}
      {failure !== undefined && <Failure error={failure} />}
      <FormActions onCancel={onClose} busy={busy}>
        {ui.save}
      </FormActions>
    </form>
  );
}

/** Where somebody is signed in. */
function UserSessions({ user }: { readonly user: User }) {
  const texts = useTexts(peopleTexts);
  const client = useQueryClient();
  const { data, error } = useQuery(userSessions(user.id));
  const { busy, failure, run } = useDeed();

  async function end(): Promise<void> {
    await endUserSessions(user.id);
    await client.invalidateQueries({ queryKey: userSessions(user.id).queryKey });
  }

  return (
    <div className="grid gap-2">
      <h3 className="text-sm font-medium">{texts.sessions}</h3>
      {error !== null && <Failure error={error} />}
      {failure !== undefined && <Failure error={failure} />}
      {data?.length === 0 && <p className="text-sm text-soft">{texts.noSessions}</p>}
      <ul className="grid gap-1 text-sm text-soft">
        {data?.map((session) => (
          <li key={session.id} className="break-words">
            <span dir="ltr">{session.address ?? session.method}</span> · <When at={session.last_seen_at} />
          </li>
        ))}
      </ul>
      {user.can.end_sessions && data !== undefined && data.length > 0 && (
        <div>
          <Button busy={busy} onClick={() => void run(end)}>
            {texts.endSessions}
          </Button>
        </div>
      )}
    </div>
  );
}
