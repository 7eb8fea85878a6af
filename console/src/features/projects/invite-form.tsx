import { type FormEvent, useState } from "react";
import type { Me } from "../../api/account.ts";
import { createInvite, type MadeInvite } from "../../api/people.ts";
import { highestRole, type Role } from "../../api/roles.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { peopleTexts } from "../../texts/people.ts";
import { FormActions } from "../../ui/form-actions.tsx";
import { ChoiceBox } from "../../ui/choice-box.tsx";
import { Field } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { RoleSelect } from "../../ui/role-select.tsx";
import { useDeed } from "../../ui/use-deed.ts";

/** Makes an invitation: to projects rather than to everything, unless it is said otherwise. */
export function InviteForm({
  person,
  onMade,
  onClose,
}: {
  readonly person: Me;
  onMade(made: MadeInvite): void;
  onClose(): void;
}) {
  const texts = useTexts(peopleTexts);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [there, setThere] = useState<Role>("member");
  const { busy, failure, run } = useDeed();

  function choose(id: string, isChosen: boolean): void {
    setChosen(new Set(isChosen ? [...chosen, id] : [...chosen].filter((other) => other !== id)));
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    const projects = [...chosen].map((id) => ({ id, role: there }));
    void run(async () => onMade(await createInvite({ email: email.trim(), role, projects })));
  }

  return (
    <form className="grid gap-4" onSubmit={submit}>
      <Field
        label={texts.email}
        type="email"
        dir="ltr"
        value={email}
        required
        maxLength={254}
        autoComplete="off"
        onChange={({ target }) => setEmail(target.value)}
      />
      <fieldset className="grid gap-2">
        <legend className="mb-1 text-sm font-medium">{texts.inProjects}</legend>
        <div className="grid max-h-48 gap-2 overflow-y-auto">
          {person.projects.map(({ id, name }) => (
            <ChoiceBox
              key={id}
              label={name}
              checked={chosen.has(id)}
              onChange={({ target }) => choose(id, target.checked)}
            />
          ))}
        </div>
      </fieldset>
      <RoleSelect
        label={texts.roleThere}
        value={there}
        most={highestRole(person)}
        disabled={chosen.size === 0}
        onChange={(one) => setThere(one ?? there)}
      />
      <RoleSelect label={texts.roleIn} value={role} most={highestRole(person)} none onChange={setRole} />
      {failure !== undefined && <Failure error={failure} />}
      <FormActions onCancel={onClose} busy={busy}>
        {texts.makeInvite}
      </FormActions>
    </form>
  );
}
