import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useProject } from "../../api/project.ts";
import { type RequestFilters, type RequestRow, requestsOf, tailRequests } from "../../api/requests.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { requestsTexts } from "../../texts/requests.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { RequestTable } from "./table.tsx";

/** Live rows beyond this many are left to the history. */
const mostLive = 1_000;

/** Every call, as it ends and as it was. */
export function RequestsScreen() {
  const texts = useTexts(requestsTexts);
  const project = useProject();
  const filters = useSearch({ from: "/inside/requests" });
  const [live, setLive] = useState(false);
  const query = useInfiniteQuery({
    ...requestsOf(project?.id ?? "", filters),
    enabled: project !== undefined,
  });
  const fresh = useTail(live ? project?.id : undefined, filters);
  const known = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const ids = new Set(fresh.map(({ id }) => id));
  const rows = [...fresh, ...known.filter(({ id }) => !ids.has(id))];
  const filtered = Object.keys(filters).length > 0;
  return (
    <div className="grid h-[calc(100dvh-6rem)] min-h-96 grid-rows-[auto_auto_1fr] gap-4 md:h-[calc(100dvh-3rem)]">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-semibold">{texts.title}</h1>
        <Button aria-pressed={live} look={live ? "primary" : "plain"} onClick={() => setLive(!live)}>
          {texts.live}
        </Button>
      </div>
      <Filters filters={filters} />
      {query.error === null ? (
        <RequestTable
          rows={rows}
          loading={query.isPending}
          empty={filtered ? texts.empty : texts.none}
          onEnd={() => {
            if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
          }}
        />
      ) : (
        <Failure error={query.error} />
      )}
    </div>
  );
}

/** Rows as they come, newest first, while somebody looks. */
function useTail(project: string | undefined, filters: RequestFilters): readonly RequestRow[] {
  const [rows, setRows] = useState<readonly RequestRow[]>([]);
  const client = useQueryClient();
  const key = JSON.stringify(filters);
  useEffect(() => {
    if (project === undefined) return undefined;
    const controller = new AbortController();
    async function follow(at: string): Promise<void> {
      const wanted = JSON.parse(key) as RequestFilters;
      for await (const row of tailRequests(at, wanted, controller.signal))
        setRows((before) => [row, ...before].slice(0, mostLive));
    }
    // A tail that breaks off is no failure of the screen: the history is asked again, and has what was missed.
    follow(project)
      .catch(() => undefined)
      .finally(() => void client.invalidateQueries({ queryKey: ["requests", project] }));
    return () => {
      controller.abort();
      setRows([]);
    };
  }, [project, key, client]);
  return rows;
}

function Filters({ filters }: { readonly filters: RequestFilters }) {
  const texts = useTexts(requestsTexts);
  const navigate = useNavigate({ from: "/requests" });
  function set(change: { readonly [Name in keyof RequestFilters]?: RequestFilters[Name] | undefined }): void {
    const wanted = Object.fromEntries(
      Object.entries({ ...filters, ...change }).filter(([, value]) => value !== undefined && value !== ""),
    );
    void navigate({ search: wanted, replace: true });
  }
  return (
    <search className="grid grid-cols-2 items-end gap-3 md:grid-cols-5">
      <Field
        label={texts.model}
        value={filters.model ?? ""}
        onChange={({ target }) => set({ model: target.value })}
      />
      <Select
        label={texts.status}
        value={filters.status ?? ""}
        onChange={({ target }) => set({ status: target.value })}
      >
        <option value="">{texts.anyStatus}</option>
        {["2xx", "4xx", "429", "5xx"].map((status) => (
          <option key={status}>{status}</option>
        ))}
      </Select>
      <Field
        label={texts.slower}
        inputMode="numeric"
        value={filters.slower ?? ""}
        onChange={({ target }) => {
          const ms = Number.parseInt(target.value, 10);
          set({ slower: Number.isNaN(ms) ? undefined : ms });
        }}
      />
      <Field
        label={texts.text}
        value={filters.text ?? ""}
        onChange={({ target }) => set({ text: target.value })}
      />
      <Button onClick={() => void navigate({ search: {}, replace: true })}>{texts.clear}</Button>
    </search>
  );
}
