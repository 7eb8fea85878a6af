import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { ContextPreview, ConversationItem } from "../../api/conversations.ts";
import { models } from "../../api/models.ts";
import { conversationsTexts } from "../../texts/conversations.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { Button } from "../../ui/button.tsx";
import { Field, Select, TextArea } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { oneSearchOf, type OneSearch } from "./conversation-search.ts";
import { spokenText } from "../../ui/spoken-text.ts";
import { WhyBadge } from "../../ui/why-badge.tsx";

/** What a model would be asked with. */
export function ContextForm({ search, busy }: { readonly search: OneSearch; readonly busy: boolean }) {
  const texts = useTexts(conversationsTexts);
  const navigate = useNavigate({ from: "/conversations/$id" });
  const { data: list = [] } = useQuery(models);
  const [input, setInput] = useState(search.input ?? "");
  const [model, setModel] = useState(search.model ?? "");
  const [most, setMost] = useState(search.most?.toString() ?? "");

  function submit(event: FormEvent): void {
    event.preventDefault();
    const tokens = most.trim() === "" ? undefined : Number(most);
    void navigate({ search: oneSearchOf({ context: true, input, model, most: tokens }), replace: true });
  }

  return (
    <form className="grid items-start gap-3 sm:grid-cols-2" onSubmit={submit}>
      <div className="sm:col-span-2">
        <TextArea
          label={texts.now}
          rows={2}
          dir="auto"
          value={input}
          onChange={({ target }) => setInput(target.value)}
        />
      </div>
      <Select label={texts.model} value={model} onChange={({ target }) => setModel(target.value)}>
        <option value="">{texts.usual}</option>
        {list.map(({ id }) => (
          <option key={id}>{id}</option>
        ))}
      </Select>
      <Field
        label={texts.most}
        hint={texts.mostHint}
        inputMode="numeric"
        pattern="[1-9][0-9]{0,7}"
        value={most}
        onChange={({ target }) => setMost(target.value)}
      />
      <div>
        <Button type="submit" look="primary" busy={busy}>
          {texts.show}
        </Button>
      </div>
    </form>
  );
}

/** What would be sent, in its order, and what would be left out. */
export function ContextReport({
  preview,
  items,
}: {
  readonly preview: ContextPreview;
  readonly items: ReadonlyMap<string, ConversationItem>;
}) {
  const texts = useTexts(conversationsTexts);
  const { language } = useLanguage();
  const number = (count: number): string => count.toLocaleString(language);
  return (
    <div className="grid gap-3 text-sm" aria-live="polite">
      <p>
        {texts.policy(preview.policy)} <span className="text-soft">({texts.by(preview.policy_by)})</span>
        <br />
        {texts.sentTokens(number(preview.tokens), number(preview.max_tokens))}{" "}
        <span className="text-soft">({texts.by(preview.max_tokens_by)})</span>
        {preview.input_tokens > 0 && <>; {texts.inputTokens(number(preview.input_tokens))}</>}
      </p>
      {preview.warnings.map((warning) => (
        <Notice key={warning}>{warning}</Notice>
      ))}
      <h3 className="font-semibold">{texts.sentTitle}</h3>
      <ol className="grid gap-1">
        {preview.items.map(({ id, why, tokens, role, type }, place) => (
          <Line
            key={id ?? place}
            id={id}
            why={why}
            tokens={number(tokens)}
            words={wordsOf(items.get(id ?? "")) ?? (why === "summary" ? texts.summary : (role ?? type))}
          />
        ))}
      </ol>
      {preview.dropped_items === 0 ? (
        <p>{texts.nothingLeft}</p>
      ) : (
        <details>
          <summary className="cursor-pointer">
            {texts.leftOut(number(preview.dropped_items), number(preview.dropped_tokens))}
          </summary>
          <ol className="mt-2 grid gap-1">
            {preview.dropped.slice(0, mostLines).map(({ id, tokens }) => (
              <Line
                key={id}
                id={id}
                why="dropped"
                tokens={number(tokens)}
                words={wordsOf(items.get(id)) ?? id}
              />
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

/** Lines of what is left out that are drawn. */
const mostLines = 500;

function wordsOf(item: ConversationItem | undefined): string | undefined {
  if (item === undefined) return undefined;
  const text = spokenText(item) ?? item.name ?? item.type;
  return text.slice(0, 200);
}

function Line({
  id,
  why,
  tokens,
  words,
}: {
  readonly id: string | null;
  readonly why: Parameters<typeof WhyBadge>[0]["why"];
  readonly tokens: string;
  readonly words: string;
}) {
  return (
    <li className="grid grid-cols-[auto_1fr_auto] items-center gap-2 rounded bg-sunken px-2 py-1">
      <WhyBadge why={why} />
      {id === null ? (
        <span className="truncate">{words}</span>
      ) : (
        <a href={`#${id}`} className="truncate text-accent underline" dir="auto">
          {words}
        </a>
      )}
      <span className="text-xs text-soft tabular-nums">{tokens}</span>
    </li>
  );
}
