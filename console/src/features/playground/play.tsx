import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { type Model, models } from "../../api/models.ts";
import { useProject } from "../../api/project.ts";
import type { ResponseRequest } from "../../api/responses.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { playSettingsTexts } from "../../texts/play-settings.ts";
import { playTalksTexts } from "../../texts/play-talks.ts";
import { playgroundTexts } from "../../texts/playground.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { Column } from "./column.tsx";
import { Composer } from "./composer.tsx";
import { EarlierItems } from "./earlier-items.tsx";
import { itemsOf } from "./items-of.ts";
import { readPlaySearch } from "./play-search.ts";
import { type Intended, PreviewDialog } from "./preview-dialog.tsx";
import { SettingsPanel } from "./settings-panel.tsx";
import { noSettings, readSettings } from "./settings.ts";
import { ShareDialog } from "./share-dialog.tsx";
import { SnippetDialog } from "./snippet-dialog.tsx";
import { emptyStart, type Start } from "./start.ts";
import { shownTurns } from "./talk.ts";
import { useMeter } from "./use-meter.ts";
import { useTalk } from "./use-talk.ts";

/** Talks with one model or two, from what they begin with. */
export function Play({ start: given }: { readonly start: Start }) {
  const texts = useTexts(playgroundTexts);
  const talkTexts = useTexts(playTalksTexts);
  const settingsTexts = useTexts(playSettingsTexts);
  const search = useSearch({ from: "/inside/playground" });
  const navigate = useNavigate({ from: "/playground" });
  const project = useProject();
  const { data: all = [], error, isSuccess } = useQuery(models);
  const list = all.filter(talksAtAll);
  const [start, setStart] = useState(given);
  const [settings, setSettings] = useState(given.settings);
  const [text, setText] = useState(given.question);
  const [pictures, setPictures] = useState(given.pictures);
  const [snippet, setSnippet] = useState<ResponseRequest>();
  const [sharing, setSharing] = useState(false);
  const [intended, setIntended] = useState<readonly Intended[]>();
  const left = useTalk(start);
  const right = useTalk(start);
  const model = search.model ?? given.model ?? list[0]?.id ?? "";
  const { request, faults } = readSettings(settings);
  const columns = [
    { controls: left, name: model },
    ...(search.other === undefined ? [] : [{ controls: right, name: search.other }]),
  ];
  const asks = columns.map(({ controls, name }) => ({
    controls,
    asked: {
      question: text,
      pictures,
      outputs: [],
      model: name,
      request,
      after: shownTurns(controls.talk).at(-1),
    },
  }));
  const [first] = asks;
  const talks = columns
    .map(({ controls, name }) => ({ turns: shownTurns(controls.talk), name }))
    .filter(({ turns }) => turns.length > 0);
  const next = first?.controls.call(first.asked);
  const price = list.find(({ id }) => id === model)?.pricing;
  const meter = useMeter(text.trim() === "" || model === "" ? undefined : next, price, talks);
  const busy = left.busy || right.busy;
  const blind = columns.find(({ name }) => pictures.length > 0 && !seesPictures(list, name));

  function hindranceOf(): string | undefined {
    if (faults.size > 0) return settingsTexts.faulty;
    if (isSuccess && list.length === 0) return texts.noModels;
    return model === "" ? "" : undefined;
  }
  function go(change: { readonly model?: string; readonly other?: string | undefined }): void {
    void navigate({ search: readPlaySearch({ ...search, model, ...change }), replace: true });
  }
  function send(): void {
    for (const { controls, asked } of asks) void controls.ask(asked);
    setText("");
    setPictures([]);
  }
  function begin(): void {
    left.clear();
    right.clear();
    setStart(emptyStart);
  }

  return (
    <>
      {error !== null && <Failure error={error} />}
      <div className="flex flex-wrap items-end gap-3">
        <ModelChoice label={texts.model} list={list} value={model} onChoose={(id) => go({ model: id })} />
        <ModelChoice
          label={texts.other}
          list={list}
          value={search.other ?? ""}
          nobody={texts.nobody}
          onChoose={(id) => go({ other: id })}
        />
        <Button
          disabled={model === ""}
          onClick={() => setSnippet(text === "" ? (talks[0]?.turns.at(-1)?.sent ?? next) : next)}
        >
          {texts.code}
        </Button>
        <Button
          disabled={talks.length === 0 || busy || project === undefined}
          aria-haspopup="dialog"
          onClick={() => setSharing(true)}
        >
          {talkTexts.share}
        </Button>
        <Button disabled={talks.length === 0 && start.before.length === 0} onClick={begin}>
          {texts.clear}
        </Button>
      </div>
      <SettingsPanel
        settings={settings}
        faults={faults}
        open={JSON.stringify(given.settings) !== JSON.stringify(noSettings)}
        onChange={setSettings}
      />
      <EarlierItems items={start.before} onDrop={begin} />
      <div className={`grid gap-6 ${columns.length === 1 ? "" : "lg:grid-cols-2"}`}>
        {columns.map(({ controls, name }, place) => (
          <Column
            key={place}
            controls={controls}
            name={name}
            titled={columns.length > 1}
            models={list}
            request={request}
            ready={faults.size === 0 && name !== ""}
          />
        ))}
      </div>
      <Composer
        text={text}
        pictures={pictures}
        onChange={(words, shown) => {
          setText(words);
          setPictures(shown);
        }}
        busy={busy}
        hindrance={hindranceOf()}
        hint={blind && texts.blind(blind.name)}
        meter={meter}
        onPreview={() =>
          setIntended(
            asks.map(({ controls, asked }) => ({
              model: asked.model,
              call: controls.call(asked),
              way: shownTurns(controls.talk),
            })),
          )
        }
        onSend={send}
        onStop={() => {
          left.stop();
          right.stop();
        }}
      />
      <SnippetDialog request={snippet} onClose={() => setSnippet(undefined)} />
      {intended !== undefined && <PreviewDialog of={intended} onClose={() => setIntended(undefined)} />}
      {sharing && project !== undefined && (
        <ShareDialog
          project={project}
          talks={talks.map(({ turns, name }) => ({
            model: name,
            items: [...start.before, ...itemsOf(turns, request.instructions)],
          }))}
          onClose={() => setSharing(false)}
        />
      )}
    </>
  );
}

/** Those that only make vectors do not. */
function talksAtAll({ abilities }: Model): boolean {
  return (
    abilities === undefined || abilities.some((ability) => ability !== "embeddings") || abilities.length === 0
  );
}

/** As far as is known: models of which nobody has told are asked. */
function seesPictures(list: readonly Model[], name: string): boolean {
  const abilities = list.find(({ id }) => id === name)?.abilities;
  return abilities === undefined || abilities.includes("images");
}

function ModelChoice({
  label,
  list,
  value,
  nobody,
  onChoose,
}: {
  readonly label: string;
  readonly list: readonly Model[];
  readonly value: string;
  /** What stands for none, where that is a choice. */
  readonly nobody?: string;
  onChoose(id: string): void;
}) {
  // What the address, or a call of before, names may be no model any more.
  const names = new Set([...list.map(({ id }) => id), ...(value === "" ? [] : [value])]);
  return (
    <div className="min-w-48 flex-1">
      <Select label={label} value={value} onChange={({ target }) => onChoose(target.value)}>
        {nobody !== undefined && <option value="">{nobody}</option>}
        {[...names].map((id) => (
          <option key={id}>{id}</option>
        ))}
      </Select>
    </div>
  );
}
