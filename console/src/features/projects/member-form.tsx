import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Me } from "../../api/account.ts";
import { users } from "../../api/people.ts";
import { addMember, type Member } from "../../api/projects.ts";
import { highestRole, type Role } from "../../api/roles.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { projectsTexts } from "../../texts/projects.ts";
import { FormActions } from "../../ui/form-actions.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { RoleSelect } from "../../ui/role-select.tsx";
import { useDeed } from "../../ui/use-deed.ts";

/** Puts somebody into a project. Whoever may not see all people gives an id. */
export function MemberForm({
  project,
  person,
  members,
  onDone,
  onClose,
}: {
  readonly project: string;
  readonly person: Me;
  readonly members: readonly Member[];
  onDone(): Promise<void>;
  onClose(): void;
}) {
  const texts = useTexts(projectsTexts);
  const seesAll = person.can["user.read"] === true;
  const { data, error } = useQuery({ ...users, enabled: seesAll });
  const [chosen, setChosen] = useState("");
  const [role, setRole] = useState<Role>("member");
  const { busy, failure, run } = useDeed();
  const others = data?.filter(({ id }) => !members.some((member) => member.id === id)) ?? [];
  const user = chosen === "" && seesAll ? (others[0]?.id ?? "") : chosen.trim();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const done = await run(async () => {
      await addMember(project, user, role);
      await onDone();
    });
    if (done) onClose();
  }

  return (
    <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
      {error !== null && <Failure error={error} />}
      {seesAll ? (
        <Select
          label={texts.person}
          value={user}
          onChange={({ target }) => setChosen(target.value)}
          {...(data !== undefined && others.length === 0 && { hint: texts.nobodyElse })}
        >
          {others.map(({ id, name, email }) => (
            <option key={id} value={id}>
              {`${name} (${email})`}
            </option>
          ))}
        </Select>
      ) : (
        <Field
          label={texts.personId}
          dir="ltr"
          placeholder="user_…"
          value={chosen}
          required
          maxLength={256}
          autoComplete="off"
          onChange={({ target }) => setChosen(target.value)}
        />
      )}
      <RoleSelect value={role} most={highestRole(person, project)} onChange={(one) => setRole(one ?? role)} />
      {failure !== undefined && <Failure error={failure} />}
      <FormActions onCancel={onClose} busy={busy} disabled={user === ""}>
        {texts.addMember}
      </FormActions>
    </form>
  );
}
