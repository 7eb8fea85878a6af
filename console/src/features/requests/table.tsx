import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { RequestRow } from "../../api/requests.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { requestsTexts } from "../../texts/requests.ts";
import { shellTexts } from "../../texts/shell.ts";
import { formatCost, formatDuration, formatTime } from "../../ui/format.ts";

/** Height of a row, in pixels. */
const rowHeight = 36;

/** So many rows before the end more are fetched. */
const ahead = 40;

const columns =
  "grid grid-cols-[9rem_minmax(8rem,1fr)_4rem_5rem] items-center gap-3 px-3 md:grid-cols-[10rem_minmax(10rem,1fr)_minmax(8rem,1fr)_4rem_6rem_6rem_6rem]";

/** Any number of rows: only those that are seen are drawn. */
export function RequestTable({
  rows,
  loading,
  empty,
  onEnd,
}: {
  readonly rows: readonly RequestRow[];
  readonly loading: boolean;
  readonly empty: string;
  onEnd(): void;
}) {
  const texts = useTexts(requestsTexts);
  const shell = useTexts(shellTexts);
  const frame = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  });
  const drawn = list.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  const near = rows.length > 0 && last >= rows.length - ahead;
  useEffect(() => {
    if (near) onEnd();
  }, [near, onEnd, rows.length]);
  return (
    <section
      aria-label={texts.title}
      className="grid min-h-0 grid-rows-[auto_1fr] overflow-hidden rounded-md border border-line bg-raised text-sm"
    >
      <div aria-hidden className="border-b border-line bg-sunken">
        <div className={`${columns} min-h-9 font-medium`}>
          <span>{texts.time}</span>
          <span>{texts.endpoint}</span>
          <span className="hidden md:block">{texts.model}</span>
          <span>{texts.status}</span>
          <span className="text-end">{texts.duration}</span>
          <span className="hidden text-end md:block">{texts.tokens}</span>
          <span className="hidden text-end md:block">{texts.cost}</span>
        </div>
      </div>
      {/* Reachable with keys, since it scrolls. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={frame} tabIndex={0} className="overflow-y-auto">
        {rows.length === 0 && (
          <p className="p-6 text-center text-soft">{loading ? `${shell.loading}…` : empty}</p>
        )}
        <ol className="relative" style={{ height: list.getTotalSize() }}>
          {drawn.map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : <Row key={row.id} row={row} start={start} />;
          })}
        </ol>
      </div>
    </section>
  );
}

function Row({ row, start }: { readonly row: RequestRow; readonly start: number }) {
  const { language } = useLanguage();
  const texts = useTexts(requestsTexts);
  const tokens =
    row.input_tokens === null && row.output_tokens === null
      ? ""
      : ((row.input_tokens ?? 0) + (row.output_tokens ?? 0)).toLocaleString(language);
  return (
    <li className="absolute inset-x-0 top-0" style={{ transform: `translateY(${start}px)` }}>
      <Link
        to="/requests/$id"
        params={{ id: row.id }}
        className={`${columns} h-9 border-b border-line hover:bg-sunken`}
      >
        <span className="truncate tabular-nums">{formatTime(row.created_at_ms, language)}</span>
        <span className="truncate font-mono text-xs">
          {row.endpoint}
          {row.count > 1 && (
            <span className="ms-2 text-soft">{texts.refusedTimes(row.count.toLocaleString(language))}</span>
          )}
        </span>
        <span className="hidden truncate md:block">{row.provider_model ?? row.model ?? ""}</span>
        <span className={row.status >= 400 ? "text-bad" : "text-good"}>{row.status}</span>
        <span className="text-end tabular-nums">{formatDuration(row.duration_ms, language)}</span>
        <span className="hidden text-end tabular-nums md:block">{tokens}</span>
        <span className="hidden text-end tabular-nums md:block">
          {row.cost_micros === null ? "" : formatCost(row.cost_micros, language)}
        </span>
      </Link>
    </li>
  );
}
