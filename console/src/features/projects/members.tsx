import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Me } from "../../api/account.ts";
import { type Member, membersOf, removeMember, updateMember } from "../../api/projects.ts";
import { highestRole, type Role } from "../../api/roles.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { projectsTexts } from "../../texts/projects.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/notice.tsx";
import { RoleSelect } from "../../ui/role-select.tsx";
import { useDeed } from "../../ui/use-deed.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { MemberForm } from "./member-form.tsx";
import { SectionHead } from "./section-head.tsx";

/** People with a role in a project. */
export function Members({
  project,
  person,
  active,
}: {
  readonly project: string;
  readonly person: Me;
  /** Nothing in an archived project changes. */
  readonly active: boolean;
}) {
  const texts = useTexts(projectsTexts);
  const ui = useTexts(uiTexts);
  const client = useQueryClient();
  const { data, error, isPending } = useQuery(membersOf(project));
  const { failure, busy, run } = useDeed();
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Member>();
  const can = person.projects.find(({ id }) => id === project)?.can ?? person.can;
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: membersOf(project).queryKey });

  async function change(member: Member, role: Role | null): Promise<void> {
    if (role === null) return;
    await updateMember(project, member.id, role);
    await refresh();
  }

  return (
    <section className="grid gap-3">
      <SectionHead title={texts.members}>
        {active && can["project_user.add"] === true && (
          <Button onClick={() => setAdding(true)}>{texts.addMember}</Button>
        )}
      </SectionHead>
      {error !== null && <Failure error={error} />}
      {failure !== undefined && <Failure error={failure} />}
      {isPending && <Waiting rows={1} />}
      {data?.length === 0 && <p className="text-sm text-soft">{texts.noMembers}</p>}
      <ul className="grid gap-2">
        {data?.map((member) => (
          <li
            key={member.id}
            className="flex flex-wrap items-end justify-between gap-3 rounded-lg border border-line bg-raised p-4"
          >
            <div className="grid min-w-0 flex-1 basis-48">
              <span className="font-medium break-words">{member.name}</span>
              <span dir="ltr" className="text-sm break-all text-soft rtl:text-end">
                {member.email}
              </span>
              {member.role_from !== null && (
                <span className="text-xs text-soft">{texts.roleFrom(member.role_from)}</span>
              )}
            </div>
            {active && member.can.update ? (
              <div className="flex items-end gap-2">
                <RoleSelect
                  label={<span className="sr-only">{`${ui.role}: ${member.name}`}</span>}
                  value={member.role}
                  most={highestRole(person, project)}
                  disabled={busy}
                  onChange={(role) => void run(() => change(member, role))}
                />
                <Button
                  look="danger"
                  aria-label={`${texts.remove}: ${member.name}`}
                  onClick={() => setLeaving(member)}
                >
                  {texts.remove}
                </Button>
              </div>
            ) : (
              <span className="text-sm">{ui[member.role]}</span>
            )}
          </li>
        ))}
      </ul>
      {adding && (
        <Dialog title={texts.addMember} open onClose={() => setAdding(false)}>
          <MemberForm
            project={project}
            person={person}
            members={data ?? []}
            onDone={refresh}
            onClose={() => setAdding(false)}
          />
        </Dialog>
      )}
      {leaving !== undefined && (
        <ConfirmDialog
          title={texts.removeMemberTitle(leaving.name)}
          action={texts.remove}
          deed={async () => {
            await removeMember(project, leaving.id);
            await refresh();
          }}
          onClose={() => setLeaving(undefined)}
        >
          <p>{texts.removeMemberHint}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
