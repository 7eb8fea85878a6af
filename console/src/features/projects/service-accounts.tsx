import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Me } from "../../api/account.ts";
import { keysOf } from "../../api/keys.ts";
import type { Project } from "../../api/projects.ts";
import { highestRole, type Role } from "../../api/roles.ts";
import {
  createServiceAccount,
  createServiceKey,
  deleteServiceAccount,
  type ServiceAccount,
  serviceAccountsOf,
  updateServiceAccount,
} from "../../api/service-accounts.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { projectsTexts } from "../../texts/projects.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/notice.tsx";
import { RoleSelect } from "../../ui/role-select.tsx";
import { SecretDialog } from "../../ui/secret-dialog.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { NameForm } from "./name-form.tsx";
import { SectionHead } from "./section-head.tsx";
import { ServiceCard, type ServiceDeed } from "./service-card.tsx";

/** A first key may ask models, and not for ever. */
const firstKey = { scopes: ["chat", "responses", "models"], expires_in_seconds: 90 * 86_400 } as const;

type Open = { readonly deed: ServiceDeed; readonly account: ServiceAccount } | { readonly deed: "create" };

/** The programs of a project. */
export function ServiceAccounts({ project, person }: { readonly project: Project; readonly person: Me }) {
  const texts = useTexts(projectsTexts);
  const ui = useTexts(uiTexts);
  const client = useQueryClient();
  const { data, error, isPending } = useQuery(serviceAccountsOf(project.id));
  const keys = useQuery(keysOf(project.id));
  const [open, setOpen] = useState<Open>();
  const [role, setRole] = useState<Role>("member");
  const [secret, setSecret] = useState<{ readonly name: string; readonly value: string }>();
  const close = (): void => setOpen(undefined);
  const most = highestRole(person, project.id);
  const active = project.status === "active";

  function begin(next: Open): void {
    setRole(next.deed === "create" ? "member" : next.account.role);
    setOpen(next);
  }
  async function refresh(): Promise<void> {
    await client.invalidateQueries({ queryKey: serviceAccountsOf(project.id).queryKey });
    await client.invalidateQueries({ queryKey: ["keys"] });
  }
  async function create(name: string): Promise<void> {
    const { api_key } = await createServiceAccount(project.id, { name, role, ...firstKey });
    if (api_key !== null) setSecret({ name, value: api_key.value });
    await refresh();
  }
  async function addKey(account: ServiceAccount, name: string): Promise<void> {
    const { value } = await createServiceKey(project.id, account.id, { name, ...firstKey });
    setSecret({ name: account.name, value });
    await refresh();
  }
  async function update(account: ServiceAccount, name: string): Promise<void> {
    await updateServiceAccount(project.id, account.id, { name, role });
    await refresh();
  }
  const roleChoice = <RoleSelect value={role} most={most} onChange={(one) => setRole(one ?? role)} />;

  return (
    <section className="grid gap-3">
      <SectionHead title={texts.services} intro={texts.servicesIntro}>
        {project.can.create_service_accounts && (
          <Button onClick={() => begin({ deed: "create" })}>{texts.createService}</Button>
        )}
      </SectionHead>
      {error !== null && <Failure error={error} />}
      {isPending && <Waiting rows={1} />}
      {data?.length === 0 && <p className="text-sm text-soft">{texts.noServices}</p>}
      <ul className="grid gap-2">
        {data?.map((account) => (
          <li key={account.id}>
            <ServiceCard
              account={account}
              project={project.id}
              active={active}
              keys={keys.data?.filter(({ owner }) => owner?.service_account?.id === account.id)}
              onDeed={(deed) => begin({ deed, account })}
            />
          </li>
        ))}
      </ul>
      {open?.deed === "create" && (
        <Dialog title={texts.createService} open onClose={close}>
          <NameForm action={texts.createService} deed={create} onClose={close}>
            {roleChoice}
            <p className="text-sm text-soft">{texts.firstKeyHint}</p>
          </NameForm>
        </Dialog>
      )}
      {open?.deed === "edit" && (
        <Dialog title={open.account.name} open onClose={close}>
          <NameForm
            name={open.account.name}
            action={ui.save}
            deed={(name) => update(open.account, name)}
            onClose={close}
          >
            {roleChoice}
          </NameForm>
        </Dialog>
      )}
      {open?.deed === "key" && (
        <Dialog title={texts.anotherKey} open onClose={close}>
          <NameForm
            name={open.account.name}
            action={texts.anotherKey}
            deed={(name) => addKey(open.account, name)}
            onClose={close}
          >
            <p className="text-sm text-soft">{texts.firstKeyHint}</p>
          </NameForm>
        </Dialog>
      )}
      {open?.deed === "delete" && (
        <ConfirmDialog
          title={texts.deleteServiceTitle(open.account.name)}
          action={texts.remove}
          typed={open.account.name}
          deed={async () => {
            await deleteServiceAccount(project.id, open.account.id);
            await refresh();
          }}
          onClose={close}
        >
          <p>{texts.deleteServiceHint}</p>
        </ConfirmDialog>
      )}
      {secret !== undefined && (
        <SecretDialog
          title={texts.secretTitle(secret.name)}
          secret={secret.value}
          onClose={() => setSecret(undefined)}
        />
      )}
    </section>
  );
}
