import { useQuery, useQueryClient } from "@tanstack/react-query";
import { me } from "../api/account.ts";
import { chooseProject, useProject } from "../api/project.ts";
import { useTexts } from "../texts/language-context.tsx";
import { shellTexts } from "../texts/shell.ts";
import { Select } from "../ui/field.tsx";

/** In which project the reader is at work: what is asked and shown is of that one. */
export function ProjectChoice() {
  const texts = useTexts(shellTexts);
  const { data: person } = useQuery(me);
  const client = useQueryClient();
  const project = useProject();
  if (project === undefined) return null;
  return (
    <Select
      label={texts.project}
      value={project.id}
      onChange={({ target }) => {
        chooseProject(target.value);
        void client.invalidateQueries();
      }}
    >
      {person?.projects.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
