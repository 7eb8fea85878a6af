import { useState } from "react";
import type { Model } from "../../api/models.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { playgroundTexts } from "../../texts/playground.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { TextArea } from "../../ui/field.tsx";
import { CodeBlock } from "../../ui/markdown/code-block.tsx";
import { Markdown } from "../../ui/markdown/markdown.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { Figures } from "./figures.tsx";
import type { Turn } from "./talk.ts";

export interface TurnDeeds {
  edit(turn: Turn, question: string): void;
  again(turn: Turn): void;
  show(turn: Turn): void;
  reply(turn: Turn, outputs: Turn["outputs"]): void;
}

/** One question and its answer, with the branches beside it. */
export function TurnView({
  turn,
  way,
  branches,
  model,
  isLast,
  busy,
  deeds,
}: {
  readonly turn: Turn;
  /** The turns before it. */
  readonly way: readonly Turn[];
  readonly branches: readonly Turn[];
  readonly model: Model | undefined;
  readonly isLast: boolean;
  readonly busy: boolean;
  readonly deeds: TurnDeeds;
}) {
  const texts = useTexts(playgroundTexts);
  const ui = useTexts(uiTexts);
  const [edited, setEdited] = useState<string>();
  return (
    <li className="grid min-w-0 gap-3" data-turn>
      <div className="ms-8 grid justify-items-end gap-1">
        <span className="sr-only">{texts.you}</span>
        {edited === undefined ? (
          <div className="max-w-full rounded-2xl rounded-ee-sm bg-accent-ground px-4 py-2 text-sm">
            {turn.pictures.map(({ name, address }) => (
              <img key={address} src={address} alt={name} className="mb-2 max-h-48 rounded" />
            ))}
            {turn.outputs.map(({ call_id, output }) => (
              <code key={call_id} className="block font-mono text-xs whitespace-pre-wrap">
                {output}
              </code>
            ))}
            <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
              {turn.question}
            </p>
          </div>
        ) : (
          <form
            className="grid w-full gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              setEdited(undefined);
              deeds.edit(turn, edited);
            }}
          >
            <TextArea
              label={texts.edit}
              rows={3}
              value={edited}
              onChange={({ target }) => setEdited(target.value)}
            />
            <div className="flex justify-end gap-2">
              <Button
                type="submit"
                look="primary"
                disabled={busy || (edited.trim() === "" && turn.pictures.length + turn.outputs.length === 0)}
              >
                {texts.send}
              </Button>
              <Button onClick={() => setEdited(undefined)}>{ui.cancel}</Button>
            </div>
          </form>
        )}
        <div className="flex items-center gap-1">
          {branches.length > 1 && <Branches turn={turn} branches={branches} show={deeds.show} />}
          {edited === undefined && (
            <Button
              look="quiet"
              className="min-h-7 px-2 text-xs"
              disabled={busy}
              onClick={() => setEdited(turn.question)}
            >
              {texts.edit}
            </Button>
          )}
        </div>
      </div>
      <Answer turn={turn} />
      <Figures turn={turn} way={way} model={model} />
      <ToolReplies turn={turn} open={isLast && !busy} reply={(outputs) => deeds.reply(turn, outputs)} />
      {turn.state !== "asking" && (
        <div className="flex flex-wrap items-center gap-1">
          {turn.answer !== "" && <CopyButton text={turn.answer} />}
          <Button
            look="quiet"
            className="min-h-7 px-2 text-xs"
            disabled={busy}
            onClick={() => deeds.again(turn)}
          >
            {texts.again}
          </Button>
        </div>
      )}
    </li>
  );
}

function Branches({
  turn,
  branches,
  show,
}: {
  readonly turn: Turn;
  readonly branches: readonly Turn[];
  show(turn: Turn): void;
}) {
  const texts = useTexts(playgroundTexts);
  const place = branches.findIndex(({ id }) => id === turn.id);
  const before = branches[place - 1];
  const after = branches[place + 1];
  const step = "min-h-7 px-2 text-xs";
  return (
    <span className="flex items-center gap-1 text-xs text-soft">
      <Button
        look="quiet"
        className={step}
        aria-label={texts.before}
        disabled={before === undefined}
        onClick={() => before !== undefined && show(before)}
      >
        ‹
      </Button>
      {texts.branch(place + 1, branches.length)}
      <Button
        look="quiet"
        className={step}
        aria-label={texts.after}
        disabled={after === undefined}
        onClick={() => after !== undefined && show(after)}
      >
        ›
      </Button>
    </span>
  );
}

function Answer({ turn }: { readonly turn: Turn }) {
  const texts = useTexts(playgroundTexts);
  return (
    <div className="grid min-w-0 gap-2" aria-busy={turn.state === "asking"} data-answer>
      {turn.thoughts !== "" && (
        <details className="text-sm text-soft">
          <summary>{texts.thoughts}</summary>
          <p dir="auto" className="whitespace-pre-wrap">
            {turn.thoughts}
          </p>
        </details>
      )}
      {turn.answer !== "" && <Markdown text={turn.answer} />}
      {turn.calls.map((call) => (
        <div key={call.call_id} className="grid gap-1 text-sm">
          <span className="text-soft">{texts.toolCall(call.name)}</span>
          <CodeBlock code={call.arguments} language="json" />
        </div>
      ))}
      {turn.state === "asking" && <output className="text-sm text-soft">{texts.asking}…</output>}
      {turn.state === "stopped" && <Notice>{texts.stopped}</Notice>}
      {turn.state === "failed" && <Failure error={turn.failure} />}
      {turn.state === "incomplete" && <Notice>{texts.cut(turn.why ?? "")}</Notice>}
    </div>
  );
}

/** Where the model waits for what its tools say, the reader says it for them. */
function ToolReplies({
  turn,
  open,
  reply,
}: {
  readonly turn: Turn;
  readonly open: boolean;
  reply(outputs: Turn["outputs"]): void;
}) {
  const texts = useTexts(playgroundTexts);
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({});
  if (!open || turn.calls.length === 0 || turn.state !== "completed") return null;
  return (
    <form
      className="grid gap-2 rounded-md border border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        reply(turn.calls.map(({ call_id }) => ({ call_id, output: said[call_id] ?? "" })));
      }}
    >
      {turn.calls.map(({ call_id, name }) => (
        <TextArea
          key={call_id}
          label={`${texts.toolOutput}: ${name}`}
          rows={2}
          value={said[call_id] ?? ""}
          onChange={({ target }) => setSaid({ ...said, [call_id]: target.value })}
        />
      ))}
      <Button type="submit" className="justify-self-start">
        {texts.reply}
      </Button>
    </form>
  );
}
