import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { me, type Me } from "./account.ts";
import { chosenProject, keepProject } from "./chosen-project.ts";

export type OwnProject = Me["projects"][number];

const listeners = new Set<() => void>();

export function chooseProject(id: string): void {
  keepProject(id);
  for (const listener of listeners) listener();
}

/** The project in which the reader is at work: the chosen one as long as it is theirs, else their first. */
export function useProject(): OwnProject | undefined {
  const { data } = useQuery(me);
  const chosen = useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, chosenProject);
  const mine = data?.projects ?? [];
  return mine.find(({ id }) => id === chosen) ?? mine[0];
}
