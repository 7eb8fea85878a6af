import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { me } from "../../api/account.ts";
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
  const { data: person } = useQuery(me);
  // Keys that keep house call within a project, too, and not everybody may see them.
  const seesAll = person?.can["admin_key.read"] === true;
  const adminKeys = useQuery({ ...keysOf(null), enabled: by === "key" && seesAll });
  const all = useQuery({ ...projects, enabled: by === "project" });
  const named = useMemo(
    () =>
      by === "project" ? all.data : by === "key" ? [...(keys.data ?? []), ...(adminKeys.data ?? [])] : [],
    [by, all.data, keys.data, adminKeys.data],
  );
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
