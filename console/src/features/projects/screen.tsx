import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { me } from "../../api/account.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { peopleTexts } from "../../texts/people.ts";
import { projectsTexts } from "../../texts/projects.ts";
import { Invites } from "./invites.tsx";
import { People } from "./people.tsx";
import { ProjectList } from "./project-list.tsx";
import type { View } from "./view.ts";

/** Projects, the people of the installation, and who is invited. */
export function ProjectsScreen() {
  const texts = useTexts(projectsTexts);
  const people = useTexts(peopleTexts);
  const { data: person } = useQuery(me);
  const { view = "projects", archived = false } = useSearch({ from: "/inside/projects" });
  if (person === undefined || person === null) return null;
  const names: Readonly<Record<View, string>> = {
    projects: texts.projects,
    people: people.people,
    invites: people.invites,
  };
  const offered = [
    "projects",
    person.can["user.read"] === true && "people",
    person.can["invite.read"] === true && "invites",
  ].filter((name) => name !== false) as readonly View[];
  const shown = offered.includes(view) ? view : "projects";
  return (
    <div className="mx-auto grid max-w-5xl gap-5">
      <h1 className="text-2xl font-semibold">{texts.title}</h1>
      {offered.length > 1 && (
        <nav aria-label={texts.views} className="flex flex-wrap gap-1">
          {offered.map((name) => (
            <Link
              key={name}
              to="/projects"
              search={name === "projects" ? {} : { view: name }}
              {...(name === shown && { "aria-current": "page" as const })}
              className={`inline-flex min-h-9 items-center rounded-md px-3 text-sm ${name === shown ? "bg-accent-ground font-medium" : "text-soft hover:bg-sunken"}`}
            >
              {names[name]}
            </Link>
          ))}
        </nav>
      )}
      {shown === "projects" && <ProjectList person={person} archived={archived} />}
      {shown === "people" && <People person={person} />}
      {shown === "invites" && <Invites person={person} />}
    </div>
  );
}
