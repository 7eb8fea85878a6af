import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { me } from "../../api/account.ts";
import { type SettingsApplied, settingsFile } from "../../api/settings-file.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { settingsFileTexts } from "../../texts/settings-file.ts";
import { Failure, Notice } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { Editor } from "./editor.tsx";

/** The settings file of the server, as far as it may be changed from here. */
export function SettingsFileScreen() {
  const texts = useTexts(settingsFileTexts);
  const client = useQueryClient();
  const { data: person } = useQuery(me);
  const mayRead = person?.can["settings.read"] === true;
  const { data: file, error, isPending } = useQuery({ ...settingsFile, enabled: mayRead });
  const [applied, setApplied] = useState<SettingsApplied>();
  const [draft, setDraft] = useState<string>();

  async function anew(text: string | undefined): Promise<void> {
    setDraft(text);
    await client.refetchQueries({ queryKey: settingsFile.queryKey });
  }
  async function finish(result: SettingsApplied): Promise<void> {
    setApplied(result);
    await anew(undefined);
    await Promise.all(
      ["providers", "health", "models"].map((name) => client.invalidateQueries({ queryKey: [name] })),
    );
  }

  return (
    <div className="mx-auto grid max-w-5xl gap-4">
      <p className="text-sm">
        <Link to="/models" className="underline">
          {texts.toProviders}
        </Link>
      </p>
      <h1 className="text-2xl font-semibold">{texts.title}</h1>
      {person !== undefined && !mayRead && <Notice>{texts.notAllowed}</Notice>}
      <div aria-live="polite">{applied !== undefined && <Result key={applied.version} of={applied} />}</div>
      {error !== null && <Failure error={error} />}
      {mayRead && isPending && <Waiting rows={4} />}
      {file !== undefined && (
        <>
          <div className="grid gap-2 text-sm">
            <p>
              <code dir="ltr" className="break-all">
                {file.file}
              </code>{" "}
              {!file.exists && texts.notThere}
            </p>
            {file.hidden === null && (
              <p className="max-w-prose text-soft">
                {texts.editable} <code dir="ltr">{file.editable.join(", ")}</code>. {texts.secrets}
              </p>
            )}
          </div>
          {file.read_only !== null && <Notice>{`${texts.readOnly} ${file.read_only}.`}</Notice>}
          {file.hidden === null ? (
            <Editor key={file.version} file={file} draft={draft} onApplied={finish} onAnew={anew} />
          ) : (
            <Notice tone="bad">{file.hidden}</Notice>
          )}
        </>
      )}
    </div>
  );
}

/** What has come of it. */
function Result({ of }: { readonly of: SettingsApplied }) {
  const texts = useTexts(settingsFileTexts);
  // The button that was pressed is gone: whoever goes by keys goes on from here.
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} tabIndex={-1} className="grid gap-2">
      {of.in_force ? (
        <Notice tone="good">{texts.inForce}</Notice>
      ) : (
        <Notice tone="bad">{texts.notInForce}</Notice>
      )}
      {of.needs_restart.length > 0 && (
        <Notice>
          {texts.needsRestart} <code dir="ltr">{of.needs_restart.join(", ")}</code>
        </Notice>
      )}
    </div>
  );
}
