import { useState } from "react";
import type { JsonSchema } from "../../api/openapi.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { referenceTexts } from "../../texts/reference.ts";
import { CodeBlock } from "../../ui/markdown/code-block.tsx";
import { MethodBadge } from "./method-badge.tsx";
import { curlOf, type Filled, type Operation } from "./operations.ts";
import { SchemaTable } from "./schema-table.tsx";
import { exampleOf, rowsOf } from "./schema-rows.ts";
import { TryIt } from "./try-it.tsx";

/** One call: what it takes and gives, to be read and tried. */
export function OperationView({ operation }: { readonly operation: Operation }) {
  const texts = useTexts(referenceTexts);
  const { method, path, summary, needs, open, parameters, body, bodyType, answer, answerTypes } = operation;
  const [filled, setFilled] = useState<Filled>(() => ({
    parameters: {},
    body: body === undefined ? "" : JSON.stringify(exampleOf(body), undefined, 2),
  }));
  const given = parameters.map(({ name, required, description, schema, in: place }) => ({
    path: [name],
    type: [
      place,
      ...rowsOf({ properties: { [name]: schema } })
        .map(({ type }) => type)
        .slice(0, 1),
    ].join(": "),
    required,
    description,
  }));
  return (
    <article aria-label={`${method} ${path}`} className="grid min-w-0 gap-5">
      <header className="grid gap-1">
        <h2 dir="ltr" className="flex flex-wrap items-baseline gap-2 text-start text-lg">
          <MethodBadge method={method} />
          <span className="font-mono font-semibold [overflow-wrap:anywhere]">{path}</span>
        </h2>
        <p lang="en">{summary}</p>
        <p className="text-sm text-soft">{open ? texts.open : <Needs text={needs ?? ""} />}</p>
      </header>
      {given.length > 0 && <SchemaTable title={texts.parameters} rows={given} />}
      {body !== undefined && <Shape title={texts.body} schema={body} />}
      {answer === undefined ? (
        <p className="text-sm">{texts.stream(answerTypes.join(", "))}</p>
      ) : (
        <Shape title={texts.answer} schema={answer} />
      )}
      <TryIt
        operation={operation}
        filled={filled}
        onFill={setFilled}
        isJson={bodyType === "application/json"}
      />
      <section className="grid gap-2">
        <h3 className="font-semibold">{texts.curl}</h3>
        <CodeBlock code={curlOf(operation, filled, location.origin)} language="bash" />
      </section>
    </article>
  );
}

/** The words between backticks are those of the API. */
function Needs({ text }: { readonly text: string }) {
  return (
    <span lang="en">
      {text.split("`").map((part, place) => (place % 2 === 1 ? <code key={place}>{part}</code> : part))}
    </span>
  );
}

function Shape({ title, schema }: { readonly title: string; readonly schema: JsonSchema }) {
  const rows = rowsOf(schema);
  return rows.length === 0 ? null : <SchemaTable title={title} rows={rows} />;
}
