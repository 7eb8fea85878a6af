import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { createKey, type MadeKey } from "../../api/keys.ts";
import { models } from "../../api/models.ts";
import { type OwnProject, useProject } from "../../api/project.ts";
import { newestOfPrograms } from "../../api/requests.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { uiTexts } from "../../texts/ui.ts";
import { welcomeTexts } from "../../texts/welcome.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/field.tsx";
import { CodeBlock } from "../../ui/markdown/code-block.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { SnippetView } from "../../ui/snippet-view.tsx";
import { useDeed } from "../../ui/use-deed.ts";

/** A key, a program, and what became of its first request. */
export function FirstRequest() {
  const texts = useTexts(welcomeTexts);
  const project = useProject();
  return (
    <section aria-labelledby="first-request" className="grid min-w-0 gap-4">
      <h2 id="first-request" className="text-lg font-semibold">
        {texts.request}
      </h2>
      {project === undefined ? (
        <Notice>{texts.noProject}</Notice>
      ) : (
        // A key is of one project: in another one, one begins anew.
        <Steps key={project.id} project={project} />
      )}
    </section>
  );
}

function Steps({ project }: { readonly project: OwnProject }) {
  const texts = useTexts(welcomeTexts);
  const ui = useTexts(uiTexts);
  const { data: list = [] } = useQuery(models);
  const [chosen, setChosen] = useState("");
  const [made, setMade] = useState<MadeKey>();
  const { busy, failure, run } = useDeed();
  const model = chosen === "" ? (list[0]?.id ?? "rehearsal") : chosen;
  return (
    <>
      {project.can["key.create"] !== true && <Notice>{texts.noKeys}</Notice>}
      {made === undefined && project.can["key.create"] === true && (
        <div>
          <Button
            look="primary"
            busy={busy}
            onClick={() =>
              void run(async () => setMade(await createKey(project.id, { name: texts.keyName })))
            }
          >
            {texts.makeKey}
          </Button>
        </div>
      )}
      {failure !== undefined && <Failure error={failure} />}
      {made !== undefined && (
        <div className="grid min-w-0 gap-2" data-secret>
          <h3 className="font-medium">{texts.keyTitle}</h3>
          <Notice>{ui.onlyOnce}</Notice>
          <p className="text-sm">{texts.environment}</p>
          <CodeBlock code={`export OPENAI_API_KEY=${made.value}`} language="bash" />
        </div>
      )}
      <div className="max-w-sm">
        <Select label={texts.model} value={model} onChange={({ target }) => setChosen(target.value)}>
          {list.map(({ id }) => (
            <option key={id}>{id}</option>
          ))}
        </Select>
      </div>
      <p className="text-sm">{texts.program}</p>
      <SnippetView label={texts.language} request={{ model, input: "Say hello to the world." }} />
      {project.can["request.read"] === true && <Arrival project={project.id} madeKey={made?.id} />}
    </>
  );
}

/** Waits for a request of a program: of the new key, where there is one. */
function Arrival({ project, madeKey }: { readonly project: string; readonly madeKey: string | undefined }) {
  const texts = useTexts(welcomeTexts);
  const { data, error } = useQuery(newestOfPrograms(project, madeKey));
  if (error !== null) return <Failure error={error} />;
  return (
    <output className="flex min-h-12 flex-wrap items-center gap-x-3 rounded-md border border-line bg-raised px-4 py-3 text-sm">
      {data === null || data === undefined ? (
        <>
          <span aria-hidden className="size-3 animate-pulse rounded-full bg-accent" />
          {texts.waiting}
        </>
      ) : (
        <>
          <span>{madeKey === undefined ? texts.before : texts.came}</span>
          <Link to="/requests/$id" params={{ id: data.id }} className="text-accent underline">
            {texts.trace}
          </Link>
        </>
      )}
    </output>
  );
}
