import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { me } from "../../api/account.ts";
import { archiveProject, projectOf, renameProject } from "../../api/projects.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { projectsTexts } from "../../texts/projects.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { When } from "../../ui/when.tsx";
import { Limits } from "./limits.tsx";
import { Members } from "./members.tsx";
import { NameForm } from "./name-form.tsx";
import { ServiceAccounts } from "./service-accounts.tsx";

/** One project: who is in it, which programs have keys there, and what bounds it. */
export function ProjectScreen() {
  const texts = useTexts(projectsTexts);
  const { id } = useParams({ from: "/inside/projects/$id" });
  const { data: person } = useQuery(me);
  const { data: project, error, isPending } = useQuery(projectOf(id));
  const client = useQueryClient();
  const [open, setOpen] = useState<"rename" | "archive">();
  const close = (): void => setOpen(undefined);

  async function finish(deed: Promise<unknown>): Promise<void> {
    await deed;
    await client.invalidateQueries({ queryKey: ["projects"] });
    await client.invalidateQueries({ queryKey: me.queryKey });
  }

  const active = project?.status === "active";
  return (
    <div className="mx-auto grid max-w-5xl gap-6">
      <div className="grid gap-1">
        <Link to="/projects" className="text-sm text-accent underline">
          {texts.projects}
        </Link>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <div className="flex min-w-0 flex-wrap items-center gap-2">
            <h1 className="min-w-0 text-2xl font-semibold break-words">{project?.name ?? texts.projects}</h1>
            {project?.status === "archived" && <Badge tone="warn">{texts.archived}</Badge>}
          </div>
          <div className="flex flex-wrap gap-2">
            {project?.can.update === true && (
              <Button onClick={() => setOpen("rename")}>{texts.rename}</Button>
            )}
            {project?.can.archive === true && (
              <Button look="danger" onClick={() => setOpen("archive")}>
                {texts.archive}
              </Button>
            )}
          </div>
        </div>
        {project !== undefined && (
          <p className="text-sm text-soft">
            <code dir="ltr">{project.id}</code> · {texts.made} <When at={project.created_at} />
          </p>
        )}
      </div>
      {error !== null && <Failure error={error} />}
      {isPending && <Waiting rows={4} />}
      {project !== undefined && person !== undefined && person !== null && (
        <>
          <Members project={id} person={person} active={active} />
          <ServiceAccounts project={project} person={person} />
          <Limits project={id} active={active} />
        </>
      )}
      {open === "rename" && project !== undefined && (
        <Dialog title={texts.rename} open onClose={close}>
          <NameForm
            name={project.name}
            action={texts.rename}
            deed={(name) => finish(renameProject(id, name))}
            onClose={close}
          />
        </Dialog>
      )}
      {open === "archive" && project !== undefined && (
        <ConfirmDialog
          title={texts.archiveTitle(project.name)}
          action={texts.archive}
          typed={project.name}
          deed={() => finish(archiveProject(id))}
          onClose={close}
        >
          <p>{texts.archiveHint}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
