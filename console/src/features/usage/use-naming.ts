import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keysOf } from "../../api/keys.ts";
import { projects } from "../../api/projects.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { usageTexts } from "../../texts/usage.ts";
import type { Naming } from "./series.ts";
import { type Group, groups } from "./usage-search.ts";

/** What groups are called: keys and projects by their names, with the id where two have the same. */
export function useNaming(by: Group, project: string | undefined): Naming {
  const texts = useTexts(usageTexts);
  const keys = useQuery({ ...keysOf(project ?? ""), enabled: by === "key" && project !== undefined });
  const all = useQuery({ ...projects, enabled: by === "project" });
  const named = by === "key" ? keys.data : by === "project" ? all.data : undefined;
  return useMemo(() => {
    const names = new Map((named ?? []).map(({ id, name }) => [id, name]));
    const unnamed = {
      key: texts.noKey,
      provider: texts.noProvider,
      model: texts.unnamed,
      project: texts.unnamed,
    };
    return {
      by: groups[by],
      others: texts.others,
      nameOf(id) {
        if (id === null) return unnamed[by];
        const name = names.get(id);
        const shared = [...names.values()].filter((other) => other === name).length > 1;
        return name === undefined ? id : shared ? `${name} (${id.slice(-4)})` : name;
      },
    };
  }, [by, named, texts]);
}
