import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useProject } from "../../api/project.ts";
import { requestUsageOf, usageOf } from "../../api/usage.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { usageTexts } from "../../texts/usage.ts";
import { Select } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { UsageTabs } from "../../ui/usage-tabs.tsx";
import { LedgerView } from "./ledger-view.tsx";
import { RequestView } from "./request-view.tsx";
import { useNaming } from "./use-naming.ts";
import {
  groups,
  type Measure,
  type Percentile,
  percentiles,
  stretchesOf,
  type UsageSearch,
} from "./usage-search.ts";

const fromLedger: ReadonlySet<Measure> = new Set<Measure>(["cost", "tokens", "requests"]);

/** What was used over time, how requests ended, and how long answers took. */
export function UsageScreen() {
  const texts = useTexts(usageTexts);
  const project = useProject();
  const search = useSearch({ from: "/inside/usage" });
  const { range = "week", measure = "cost", by = "model", percentile = "p95" } = search;
  // When the screen was opened: a range that moved with each drawing would be asked for anew each time.
  const [now] = useState(Date.now);
  const isLedger = fromLedger.has(measure);
  const wish = {
    // Projects are compared with each other; everything else is looked at within one.
    project: by === "project" ? null : (project?.id ?? ""),
    by: groups[by],
    ...stretchesOf(range, now),
  };
  const known = project !== undefined;
  const ledger = useQuery({ ...usageOf(wish), enabled: known && isLedger });
  const log = useQuery({ ...requestUsageOf(wish), enabled: known && !isLedger });
  const naming = useNaming(by, project?.id);
  const { error } = isLedger ? ledger : log;
  return (
    <div className="mx-auto grid max-w-5xl gap-6">
      <div className="grid gap-2">
        <h1 className="text-2xl font-semibold">{texts.title}</h1>
        <UsageTabs here="/usage" />
      </div>
      <Choices search={search} />
      <p className="max-w-prose text-sm text-soft">{isLedger ? texts.fromBooks : texts.fromLog}</p>
      {error !== null && <Failure error={error} />}
      {isLedger ? (
        <LedgerView report={ledger.data} measure={measure} naming={naming} waiting={error === null} />
      ) : (
        <RequestView
          report={log.data}
          measure={measure}
          percentile={percentile}
          naming={naming}
          waiting={error === null}
        />
      )}
    </div>
  );
}

function Choices({ search }: { readonly search: UsageSearch }) {
  const texts = useTexts(usageTexts);
  const navigate = useNavigate({ from: "/usage" });
  const { range = "week", measure = "cost", by = "model", percentile = "p95" } = search;
  const set = (change: UsageSearch): void =>
    void navigate({ search: { ...search, ...change }, replace: true });
  const timed = measure === "latency" || measure === "first";
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <Select
        label={texts.range}
        value={range}
        onChange={({ target }) => set({ range: target.value as "day" })}
      >
        <option value="day">{texts.day}</option>
        <option value="week">{texts.week}</option>
        <option value="month">{texts.month}</option>
      </Select>
      <Select
        label={texts.measure}
        value={measure}
        onChange={({ target }) => set({ measure: target.value as Measure })}
      >
        <option value="cost">{texts.cost}</option>
        <option value="tokens">{texts.tokens}</option>
        <option value="requests">{texts.requests}</option>
        <option value="errors">{texts.errors}</option>
        <option value="latency">{texts.latency}</option>
        <option value="first">{texts.first}</option>
      </Select>
      <Select label={texts.by} value={by} onChange={({ target }) => set({ by: target.value as "key" })}>
        <option value="model">{texts.model}</option>
        <option value="key">{texts.key}</option>
        <option value="project">{texts.project}</option>
        <option value="provider">{texts.provider}</option>
      </Select>
      {timed && (
        <Select
          label={texts.percentile}
          value={percentile}
          onChange={({ target }) => set({ percentile: target.value as Percentile })}
        >
          {percentiles.map((name) => (
            <option key={name} value={name}>
              {texts[name]}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}
