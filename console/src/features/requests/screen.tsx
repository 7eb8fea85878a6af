import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useProject } from "../../api/project.ts";
import { requestsOf } from "../../api/requests.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { requestsTexts } from "../../texts/requests.ts";
import { Button } from "../../ui/button.tsx";
import { Failure } from "../../ui/notice.tsx";
import { FilterForm } from "./filter-form.tsx";
import { readFilters } from "./filters.ts";
import { RequestTable } from "./table.tsx";
import { useTail } from "./use-tail.ts";

/** Every call, as it ends and as it was. */
export function RequestsScreen() {
  const texts = useTexts(requestsTexts);
  const { language } = useLanguage();
  const project = useProject();
  const search = useSearch({ from: "/inside/requests" });
  const navigate = useNavigate({ from: "/requests" });
  const client = useQueryClient();
  const { live: _live, ...filters } = search;
  // What was said can be looked for in the history alone.
  const live = search.live !== false && search.text === undefined;
  const query = useInfiniteQuery({
    ...requestsOf(project?.id ?? "", filters),
    enabled: project !== undefined,
  });
  const pages = query.data?.pages;
  const known = useMemo(() => pages?.flatMap(({ data }) => data) ?? [], [pages]);
  const fresh = useTail(live && query.isSuccess ? project?.id : undefined, filters, {
    known: known[0]?.id,
    onGap: () => void client.resetQueries({ queryKey: ["requests", project?.id] }),
  });
  // While somebody reads further down, what is new waits above: nothing moves below their eyes.
  const [held, setHeld] = useState<number>();
  const waiting = held === undefined ? 0 : Math.max(0, fresh.length - held);
  const rows = useMemo(() => {
    const shown = fresh.slice(waiting);
    const ids = new Set(shown.map(({ id }) => id));
    return shown.length === 0 ? known : [...shown, ...known.filter(({ id }) => !ids.has(id))];
  }, [fresh, waiting, known]);
  const filtered = Object.keys(filters).length > 0;
  return (
    <div className="grid h-[calc(100dvh-6rem)] min-h-[42rem] grid-rows-[auto_auto_auto_1fr] gap-4 md:h-[calc(100dvh-3rem)] md:min-h-96">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-semibold">{texts.title}</h1>
        <Button
          aria-pressed={live}
          disabled={search.text !== undefined}
          look={live ? "primary" : "plain"}
          onClick={() =>
            void navigate({
              search: readFilters({ ...search, live: live ? false : undefined }),
              replace: true,
            })
          }
        >
          {texts.live}
        </Button>
      </div>
      <FilterForm search={search} project={project?.id ?? ""} />
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-2 text-xs text-soft">
        <output>{live ? texts.following : texts.paused}</output>
        {waiting > 0 && (
          <Button className="min-h-7 px-2 text-xs" onClick={() => setHeld(undefined)}>
            {texts.fresh(waiting.toLocaleString(language))}
          </Button>
        )}
      </div>
      {query.error === null ? (
        <RequestTable
          key={JSON.stringify([project?.id, filters])}
          place={JSON.stringify([project?.id, filters])}
          rows={rows}
          loading={query.isPending}
          empty={filtered ? texts.empty : texts.none}
          held={held !== undefined}
          onAway={(away) => setHeld(away ? (held ?? fresh.length) : undefined)}
          onEnd={() => {
            if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
          }}
        />
      ) : (
        <div>
          <Failure error={query.error} />
        </div>
      )}
    </div>
  );
}
