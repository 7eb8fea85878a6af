import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import type { RequestRow } from "../../api/requests.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { requestsTexts } from "../../texts/requests.ts";
import { shellTexts } from "../../texts/shell.ts";
import { formatCost, formatCount, formatDuration, formatTime } from "../../ui/format.ts";

/** Height of a row, in pixels. */
const rowHeight = 36;

/** So many rows before the end more are fetched. */
const ahead = 40;

const columns =
  "grid grid-cols-[5.5rem_minmax(0,1fr)_2.25rem_4rem] items-center gap-2 px-2 md:gap-3 md:px-3 md:grid-cols-[10rem_minmax(10rem,1fr)_minmax(8rem,1fr)_4rem_6rem_6rem_6rem]";

/** Where the reader was in which list: who comes back from a request is there again. */
const places = new Map<string, number>();

/** Any number of rows: only those that are seen are drawn. */
export function RequestTable({
  place,
  rows,
  loading,
  empty,
  held,
  onAway,
  onEnd,
}: {
  /** Which list it is. */
  readonly place: string;
  readonly rows: readonly RequestRow[];
  readonly loading: boolean;
  readonly empty: string;
  /** What is new waits until the reader is at the top again; when it no longer does, the list goes there. */
  readonly held: boolean;
  /** The reader has left the top, or has come back to it. */
  onAway(away: boolean): void;
  onEnd(): void;
}) {
  const texts = useTexts(requestsTexts);
  const shell = useTexts(shellTexts);
  const frame = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    initialOffset: places.get(place) ?? 0,
  });
  const toPlace = useEffectEvent(() => {
    if (frame.current !== null) frame.current.scrollTop = places.get(place) ?? 0;
  });
  useLayoutEffect(() => toPlace(), []);
  const wasHeld = useRef(held);
  useEffect(() => {
    if (wasHeld.current && !held) frame.current?.scrollTo({ top: 0 });
    wasHeld.current = held;
  }, [held]);
  const drawn = list.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  const near = rows.length > 0 && last >= rows.length - ahead;
  const more = useEffectEvent(onEnd);
  useEffect(() => {
    if (near) more();
  }, [near, rows.length]);
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
      <div
        ref={frame}
        // Reachable with keys, since it scrolls.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="min-h-0 overflow-y-auto contain-strict"
        onScroll={({ currentTarget: { scrollTop } }) => {
          places.set(place, scrollTop);
          if (scrollTop > rowHeight !== held) onAway(scrollTop > rowHeight);
        }}
      >
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

/** Also in the middle of an answer whose head had said that all was well. */
function wentWrong({ status, outcome }: RequestRow): boolean {
  return status >= 400 || outcome === "failed" || outcome === "refused";
}

/** Drawn once, however often the list is scrolled. */
const Row = memo(function Row({ row, start }: { readonly row: RequestRow; readonly start: number }) {
  const { language } = useLanguage();
  const texts = useTexts(requestsTexts);
  const tokens =
    row.input_tokens === null && row.output_tokens === null
      ? ""
      : formatCount((row.input_tokens ?? 0) + (row.output_tokens ?? 0), language);
  return (
    <li className="absolute inset-x-0 top-0 contain-content" style={{ transform: `translateY(${start}px)` }}>
      <Link
        to="/requests/$id"
        params={{ id: row.id }}
        className={`${columns} h-9 border-b border-line hover:bg-sunken`}
      >
        <span className="truncate tabular-nums">{formatTime(row.created_at_ms, language)}</span>
        <span dir="ltr" className="truncate text-start font-mono text-xs rtl:text-end">
          {row.endpoint}
          {row.count > 1 && (
            <span className="ms-2 text-soft">{texts.refusedTimes(row.count.toLocaleString(language))}</span>
          )}
        </span>
        <span className="hidden truncate md:block">{row.provider_model ?? row.model ?? ""}</span>
        <span className={wentWrong(row) ? "text-bad" : "text-good"} title={row.error_code ?? undefined}>
          {row.status}
        </span>
        <span className="text-end tabular-nums">{formatDuration(row.duration_ms, language)}</span>
        <span className="hidden text-end tabular-nums md:block">{tokens}</span>
        <span className="hidden text-end tabular-nums md:block">
          {row.cost_micros === null ? "" : formatCost(row.cost_micros, language)}
        </span>
      </Link>
    </li>
  );
});
