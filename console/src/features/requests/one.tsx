import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { requestOf, type WholeRequest } from "../../api/requests.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { requestsTexts } from "../../texts/requests.ts";
import { shellTexts } from "../../texts/shell.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { formatCost, formatDuration, formatTime } from "../../ui/format.ts";
import { CodeBlock } from "../../ui/markdown/code-block.tsx";
import { Failure } from "../../ui/notice.tsx";
import { shellText } from "../../ui/shell-text.ts";
import { type Stretch, waterfallOf } from "./waterfall.ts";

/** One call: where its time went, which way it took and why, and what it cost. */
export function RequestScreen() {
  const texts = useTexts(requestsTexts);
  const shell = useTexts(shellTexts);
  const { id } = useParams({ from: "/inside/requests/$id" });
  const { data, error } = useQuery(requestOf(id));
  return (
    <div className="mx-auto grid max-w-5xl gap-6">
      <Link to="/requests" className="text-sm text-accent underline">
        {texts.back}
      </Link>
      <h1 className="font-mono text-lg font-semibold [overflow-wrap:anywhere]">{id}</h1>
      {error !== null && <Failure error={error} />}
      {data === undefined ? (
        error === null && <p className="text-soft">{shell.loading}…</p>
      ) : (
        <Whole request={data} />
      )}
    </div>
  );
}

function Whole({ request }: { readonly request: WholeRequest }) {
  const texts = useTexts(requestsTexts);
  const { language } = useLanguage();
  const { content } = request;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [texts.time, formatTime(request.created_at_ms, language)],
    [texts.endpoint, `${request.method} ${request.endpoint}`],
    [texts.status, request.status],
    [texts.model, [request.model, request.provider_model].filter((name) => name !== null).join(" → ")],
    [texts.duration, formatDuration(request.duration_ms, language)],
    [texts.first, request.first_event_ms === null ? "" : formatDuration(request.first_event_ms, language)],
    [texts.tokens, [request.input_tokens, request.output_tokens].map((count) => count ?? "?").join(" + ")],
    [texts.cost, request.cost_micros === null ? "" : formatCost(request.cost_micros, language)],
    [texts.error, request.error_code ?? ""],
    [texts.key, request.api_key_id ?? ""],
    [texts.address, request.ip_address ?? ""],
    [texts.agent, request.user_agent ?? ""],
    [texts.settings, request.settings_version ?? ""],
  ];
  return (
    <>
      <section className="grid gap-2">
        <h2 className="font-semibold">{texts.stages}</h2>
        <Waterfall stretches={waterfallOf(request)} whole={request.duration_ms} />
      </section>
      <section className="grid gap-2">
        <h2 className="font-semibold">{texts.details}</h2>
        <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-1 text-sm">
          {facts
            .filter(([, value]) => value !== "")
            .map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-soft">{name}</dt>
                <dd className="[overflow-wrap:anywhere]">{value}</dd>
              </div>
            ))}
        </dl>
      </section>
      <Json title={texts.route} value={request.route} />
      <Json title={texts.warnings} value={request.warnings.length === 0 ? null : request.warnings} />
      <Json title={texts.context} value={request.context} />
      {content === null ? (
        <p className="text-sm text-soft">{texts.notKept}</p>
      ) : (
        <>
          {content.request !== null && (
            <div className="grid gap-2">
              <Json title={texts.question} value={content.request} />
              <div>
                <CopyButton label={texts.copyCurl} text={curlOf(request, content.request)} />
              </div>
            </div>
          )}
          <Json title={texts.answer} value={content.response} />
        </>
      )}
    </>
  );
}

/** The same call from a terminal; the key stays in the environment. */
function curlOf({ method, endpoint }: WholeRequest, body: string): string {
  return `curl -X ${method} ${location.origin}${endpoint} -H "Authorization: Bearer $OPENAI_API_KEY" -H "Content-Type: application/json" -d ${shellText(body)}`;
}

function Json({ title, value }: { readonly title: string; readonly value: unknown }) {
  if (value === null) return null;
  return (
    <section className="grid gap-2">
      <h2 className="font-semibold">{title}</h2>
      <CodeBlock
        code={typeof value === "string" ? value : JSON.stringify(value, undefined, 2)}
        language="json"
      />
    </section>
  );
}

const colours: Readonly<Record<Stretch["kind"], string>> = {
  whole: "bg-edge",
  waiting: "bg-line",
  attempt: "bg-warn",
  answer: "bg-accent",
};

function Waterfall({ stretches, whole }: { readonly stretches: readonly Stretch[]; readonly whole: number }) {
  const texts = useTexts(requestsTexts);
  const { language } = useLanguage();
  const share = (ms: number): string => `${whole === 0 ? 0 : (ms / whole) * 100}%`;
  const words = { whole: "", waiting: texts.waiting, attempt: texts.waiting, answer: texts.answering };
  return (
    <ol className="grid gap-1 text-xs">
      {stretches.map((stretch) => (
        <li
          key={`${stretch.kind} ${stretch.name} ${stretch.from}`}
          className="grid grid-cols-[minmax(8rem,14rem)_1fr_5rem] items-center gap-3"
        >
          <span className="truncate" title={stretch.name}>
            {stretch.name} <span className="text-soft">{words[stretch.kind]}</span>
          </span>
          <span className="relative h-3 rounded bg-sunken">
            <span
              className={`absolute inset-y-0 min-w-0.5 rounded ${stretch.failed ? "bg-bad" : colours[stretch.kind]}`}
              style={{ insetInlineStart: share(stretch.from), inlineSize: share(stretch.to - stretch.from) }}
            />
          </span>
          <span className="text-end tabular-nums">{formatDuration(stretch.to - stretch.from, language)}</span>
        </li>
      ))}
    </ol>
  );
}
