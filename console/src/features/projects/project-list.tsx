import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { me, type Me } from "../../api/account.ts";
import { createProject, projects } from "../../api/projects.ts";
import { isRole } from "../../api/roles.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { projectsTexts } from "../../texts/projects.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ChoiceBox } from "../../ui/choice-box.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { LongList } from "../../ui/long-list.tsx";
import { Failure } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { When } from "../../ui/when.tsx";
import { NameForm } from "./name-form.tsx";
import { SectionHead } from "./section-head.tsx";

/** The projects that the reader may see. */
export function ProjectList({ person, archived }: { readonly person: Me; readonly archived: boolean }) {
  const texts = useTexts(projectsTexts);
  const ui = useTexts(uiTexts);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data, error, isPending } = useQuery(projects);
  const [creating, setCreating] = useState(false);
  const shown = data?.filter(({ status }) => archived || status === "active") ?? [];

  async function create(name: string): Promise<void> {
    const { id } = await createProject(name);
    await client.invalidateQueries({ queryKey: projects.queryKey });
    await client.invalidateQueries({ queryKey: me.queryKey });
    await navigate({ to: "/projects/$id", params: { id } });
  }

  return (
    <section className="grid gap-3">
      <SectionHead title={texts.projects} intro={texts.projectsIntro}>
        {person.can["project.create"] === true && (
          <Button look="primary" onClick={() => setCreating(true)}>
            {texts.create}
          </Button>
        )}
      </SectionHead>
      {data?.some(({ status }) => status === "archived") === true && (
        <ChoiceBox
          label={texts.showArchived}
          checked={archived}
          onChange={({ target }) =>
            void navigate({ to: "/projects", search: target.checked ? { archived: true } : {} })
          }
        />
      )}
      {error !== null && <Failure error={error} />}
      {isPending && <Waiting />}
      {data !== undefined && shown.length === 0 && <p className="text-sm text-soft">{texts.noProjects}</p>}
      <LongList of={shown} className="grid gap-3 sm:grid-cols-2">
        {(project) => {
          const role = person.projects.find(({ id }) => id === project.id)?.role ?? null;
          return (
            <Link
              to="/projects/$id"
              params={{ id: project.id }}
              className="grid gap-2 rounded-lg border border-line bg-raised p-4 hover:border-edge"
            >
              <span className="flex flex-wrap items-center gap-2">
                <span className="min-w-0 font-medium break-words">{project.name}</span>
                {project.status === "archived" && <Badge>{texts.archived}</Badge>}
              </span>
              <span className="text-sm text-soft">
                {texts.made} <When at={project.created_at} />
                {isRole(role) && ` · ${texts.yourRole}: ${ui[role]}`}
              </span>
            </Link>
          );
        }}
      </LongList>
      <Dialog title={texts.create} open={creating} onClose={() => setCreating(false)}>
        <NameForm action={texts.create} deed={create} onClose={() => setCreating(false)} />
      </Dialog>
    </section>
  );
}
