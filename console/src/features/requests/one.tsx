import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";
import { requestOf, type WholeRequest } from "../../api/requests.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { requestDetailsTexts } from "../../texts/request-details.ts";
import { requestsTexts } from "../../texts/requests.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { formatCost, formatDuration, formatTime } from "../../ui/format.ts";
import { CodeBlock } from "../../ui/markdown/code-block.tsx";
import { Failure } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { curlOf, isWhole } from "./curl-of.ts";
import { RouteDecision } from "./route-decision.tsx";
import { ShownContext } from "./shown-context.tsx";
import { Waterfall } from "./waterfall-view.tsx";
import { waterfallOf } from "./waterfall.ts";

/** One call: where its time went, which way it took and why, and what it cost. */
export function RequestScreen() {
  const texts = useTexts(requestsTexts);
  const { id } = useParams({ from: "/inside/requests/$id" });
  const { data, error } = useQuery(requestOf(id));
  return (
    <div className="mx-auto grid max-w-5xl gap-6">
      <Link to="/requests" className="text-sm text-accent underline">
        {texts.back}
      </Link>
      <h1 className="font-mono text-lg font-semibold [overflow-wrap:anywhere]">{id}</h1>
      {error !== null && <Failure error={error} />}
      {data === undefined ? error === null && <Waiting /> : <Whole request={data} />}
    </div>
  );
}

function Whole({ request }: { readonly request: WholeRequest }) {
  const texts = useTexts(requestsTexts);
  const { language } = useLanguage();
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
      <Part title={texts.stages}>
        <Waterfall
          stretches={waterfallOf(request)}
          whole={request.duration_ms}
          first={request.first_event_ms}
        />
      </Part>
      <Part title={texts.details}>
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
      </Part>
      {request.route !== null && (
        <Part title={texts.route}>
          <RouteDecision of={request} />
        </Part>
      )}
      <Json title={texts.warnings} value={request.warnings.length === 0 ? null : request.warnings} />
      {request.context !== null && (
        <Part title={texts.context}>
          <ShownContext of={request.context} />
        </Part>
      )}
      <Said of={request} />
    </>
  );
}

/** What was asked and answered, where that is kept, and what can be done with it. */
function Said({ of: request }: { readonly of: WholeRequest }) {
  const texts = useTexts(requestsTexts);
  const details = useTexts(requestDetailsTexts);
  const { id, content } = request;
  if (content === null) {
    return (
      <p className="text-sm text-soft">
        {texts.notKept} {details.notKeptHow}
      </p>
    );
  }
  return (
    <>
      {content.request !== null && (
        <div className="grid min-w-0 gap-2">
          <Json title={texts.question} value={content.request} />
          {isWhole(content.request) && (
            <div className="flex flex-wrap items-center gap-2">
              <CopyButton label={texts.copyCurl} text={curlOf(request, content.request, location.origin)} />
              <Link to="/playground" search={{ request: id }} className="text-sm text-accent underline">
                {details.replay}
              </Link>
            </div>
          )}
        </div>
      )}
      <Json title={texts.answer} value={content.response} />
    </>
  );
}

function Json({ title, value }: { readonly title: string; readonly value: unknown }) {
  if (value === null) return null;
  return (
    <Part title={title}>
      <CodeBlock
        code={typeof value === "string" ? value : JSON.stringify(value, undefined, 2)}
        language="json"
      />
    </Part>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid min-w-0 gap-2">
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
