import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { models } from "../../api/models.ts";
import type { Picture, ResponseRequest } from "../../api/responses.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { playgroundTexts } from "../../texts/playground.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { Column } from "./column.tsx";
import { Composer } from "./composer.tsx";
import { SettingsPanel } from "./settings-panel.tsx";
import { noSettings, readSettings } from "./settings.ts";
import { SnippetDialog } from "./snippet-dialog.tsx";
import { shownTurns } from "./talk.ts";
import { inputOf, useTalk } from "./use-talk.ts";
import { useTokenCount } from "./use-token-count.ts";

/** Chat with any model, or with two side by side. */
export function PlaygroundScreen() {
  const texts = useTexts(playgroundTexts);
  const { language } = useLanguage();
  const { data: list = [], error } = useQuery(models);
  const [chosen, setChosen] = useState("");
  const [second, setSecond] = useState("");
  const [settings, setSettings] = useState(noSettings);
  const [text, setText] = useState("");
  const [snippet, setSnippet] = useState<ResponseRequest>();
  const left = useTalk();
  const right = useTalk();
  const model = chosen === "" ? (list[0]?.id ?? "") : chosen;
  const { request, faults } = readSettings(settings);
  const last = shownTurns(left.talk).at(-1);
  const count = useTokenCount(
    text.trim() === "" || model === ""
      ? undefined
      : {
          model,
          input: text,
          ...(request.instructions !== undefined && { instructions: request.instructions }),
          ...(last?.responseId !== undefined && { previous_response_id: last.responseId }),
        },
  );
  const busy = left.busy || right.busy;
  const columns =
    second === ""
      ? [{ talk: left, model }]
      : [
          { talk: left, model },
          { talk: right, model: second },
        ];

  function send(pictures: readonly Picture[]): void {
    const question = text;
    setText("");
    for (const column of columns) {
      const after = shownTurns(column.talk.talk).at(-1);
      void column.talk.ask({ question, pictures, outputs: [], after, model: column.model, request });
    }
  }

  return (
    <div className="mx-auto grid max-w-6xl gap-4">
      <h1 className="text-2xl font-semibold">{texts.title}</h1>
      {error !== null && <Failure error={error} />}
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1">
          <Select label={texts.model} value={model} onChange={({ target }) => setChosen(target.value)}>
            {list.map(({ id }) => (
              <option key={id}>{id}</option>
            ))}
          </Select>
        </div>
        <div className="min-w-48 flex-1">
          <Select label={texts.other} value={second} onChange={({ target }) => setSecond(target.value)}>
            <option value="">{texts.nobody}</option>
            {list.map(({ id }) => (
              <option key={id}>{id}</option>
            ))}
          </Select>
        </div>
        <Button
          onClick={() =>
            setSnippet({
              ...request,
              model,
              input: inputOf(text === "" ? (last?.question ?? texts.placeholder) : text, [], []),
            })
          }
        >
          {texts.code}
        </Button>
        <Button
          onClick={() => {
            left.clear();
            right.clear();
          }}
        >
          {texts.clear}
        </Button>
      </div>
      <SettingsPanel settings={settings} faults={faults} onChange={setSettings} />
      <div className={`grid gap-6 ${second === "" ? "" : "lg:grid-cols-2"}`}>
        {columns.map(({ talk, model: name }, place) => (
          <Column
            key={place}
            controls={talk}
            name={name}
            model={list.find(({ id }) => id === name)}
            request={request}
          />
        ))}
      </div>
      <Composer
        text={text}
        onText={setText}
        busy={busy}
        meter={count === undefined ? undefined : texts.meter(count.toLocaleString(language))}
        onSend={send}
        onStop={() => {
          left.stop();
          right.stop();
        }}
      />
      <SnippetDialog request={snippet} onClose={() => setSnippet(undefined)} />
    </div>
  );
}
