import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { openApi } from "../../api/openapi.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { referenceTexts } from "../../texts/reference.ts";
import { Field } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { MethodBadge } from "./method-badge.tsx";
import { OperationView } from "./operation-view.tsx";
import { findOperations, type Operation, operationsOf } from "./operations.ts";
import { referenceSearchOf } from "./reference-search.ts";

/** The API, as it describes itself, to be read and tried. */
export function ReferenceScreen() {
  const texts = useTexts(referenceTexts);
  const { q = "", op } = useSearch({ from: "/inside/reference" });
  const { data, error } = useQuery({ ...openApi, select: operationsOf });
  const chosen = data?.find(({ id }) => id === op);
  return (
    <div className="mx-auto grid max-w-6xl gap-4">
      <h1 className="text-2xl font-semibold">{texts.title}</h1>
      <p className="text-sm text-soft">{texts.intro}</p>
      {error !== null && <Failure error={error} />}
      {data === undefined ? (
        error === null && <Waiting rows={5} />
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-[20rem_1fr]">
          {/* On a narrow screen either the list or one call is shown. */}
          <div className={`min-w-0 gap-4 ${chosen === undefined ? "grid" : "hidden lg:grid"}`}>
            <OperationList operations={data} q={q} op={op} />
          </div>
          {chosen === undefined ? (
            <p className="hidden py-10 text-center text-sm text-soft lg:block">{texts.choose}</p>
          ) : (
            <div className="grid min-w-0 gap-4">
              <Link
                to="/reference"
                search={referenceSearchOf({ q })}
                className="justify-self-start text-sm text-accent underline lg:hidden"
              >
                {texts.all}
              </Link>
              <OperationView key={chosen.id} operation={chosen} />
            </div>
          )}
        </div>
      )}
    </div>
  );
}

function OperationList({
  operations,
  q,
  op,
}: {
  readonly operations: readonly Operation[];
  readonly q: string;
  readonly op: string | undefined;
}) {
  const texts = useTexts(referenceTexts);
  const navigate = useNavigate({ from: "/reference" });
  const groups = findOperations(operations, q.trim());
  return (
    <>
      <search>
        <Field
          type="search"
          label={texts.search}
          value={q}
          onChange={({ target }) =>
            void navigate({ search: referenceSearchOf({ q: target.value, op }), replace: true })
          }
        />
      </search>
      <output className={groups.size === 0 ? "text-sm text-soft" : "sr-only"}>
        {groups.size === 0 ? texts.none : ""}
      </output>
      <nav aria-label={texts.all} className="grid gap-4 lg:max-h-[calc(100dvh-16rem)] lg:overflow-y-auto">
        {[...groups].map(([tag, members]) => (
          <section key={tag} aria-label={tag} className="grid gap-1">
            <h2 className="text-sm font-semibold">{tag}</h2>
            <ul className="grid">
              {members.map(({ id, method, path }) => (
                <li key={id} className="min-w-0">
                  <Link
                    to="/reference"
                    search={referenceSearchOf({ q, op: id })}
                    resetScroll={false}
                    aria-current={id === op ? "true" : undefined}
                    className={`grid grid-cols-[3.5rem_1fr] items-baseline gap-2 rounded px-2 py-1 hover:bg-sunken ${id === op ? "bg-accent-ground" : ""}`}
                  >
                    <MethodBadge method={method} />
                    <span dir="ltr" className="text-start font-mono text-xs [overflow-wrap:anywhere]">
                      {path}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
    </>
  );
}
