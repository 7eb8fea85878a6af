import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { conversationsOf, type ListedConversation } from "../../api/conversations.ts";
import { useProject } from "../../api/project.ts";
import { conversationsTexts } from "../../texts/conversations.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { shellTexts } from "../../texts/shell.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Field } from "../../ui/field.tsx";
import { Failure } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { When } from "../../ui/when.tsx";
import { listSearchOf } from "./conversation-search.ts";

/** What was said in the project, conversation by conversation. */
export function ConversationsScreen() {
  const texts = useTexts(conversationsTexts);
  const ui = useTexts(uiTexts);
  const shell = useTexts(shellTexts);
  const project = useProject();
  const { q = "" } = useSearch({ from: "/inside/conversations" });
  const list = useInfiniteQuery({ ...conversationsOf(project?.id ?? "", q), enabled: project !== undefined });
  const shown = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const isEmpty = shown.length === 0 && list.isSuccess;
  return (
    <div className="mx-auto grid max-w-4xl gap-4">
      <h1 className="text-2xl font-semibold">{texts.title}</h1>
      <p className="text-sm text-soft">{texts.intro}</p>
      <SearchForm key={q} q={q} />
      {list.error !== null && <Failure error={list.error} />}
      {list.isPending && <Waiting />}
      <ul className="grid gap-2">
        {shown.map((conversation) => (
          <Row key={conversation.id} conversation={conversation} />
        ))}
      </ul>
      <output className={isEmpty ? "block" : "sr-only"}>
        {isEmpty && (
          <Empty>
            {q === "" ? texts.none : texts.noneFits}
            {q === "" && (
              <Link to="/playground" className="text-accent underline">
                {shell.playground}
              </Link>
            )}
          </Empty>
        )}
      </output>
      {list.hasNextPage && (
        <Button
          className="justify-self-center"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {q === "" ? ui.more : texts.further}
        </Button>
      )}
    </div>
  );
}

function SearchForm({ q }: { readonly q: string }) {
  const texts = useTexts(conversationsTexts);
  const navigate = useNavigate({ from: "/conversations" });
  const [words, setWords] = useState(q);
  return (
    <search>
      <form
        className="grid items-start gap-2 sm:grid-cols-[1fr_auto]"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate({ search: listSearchOf({ q: words.trim() }) });
        }}
      >
        <Field
          type="search"
          label={texts.search}
          hint={texts.searchHint}
          maxLength={200}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        <Button type="submit" className="sm:mt-6">
          {texts.go}
        </Button>
      </form>
    </search>
  );
}

function Row({ conversation }: { readonly conversation: ListedConversation }) {
  const texts = useTexts(conversationsTexts);
  const { language } = useLanguage();
  const { id, preview, metadata, created_at: at, item_count: count } = conversation;
  return (
    <li>
      <Link
        to="/conversations/$id"
        params={{ id }}
        className="grid gap-1 rounded-lg border border-line bg-raised px-4 py-3 hover:bg-sunken"
      >
        <span
          className={`line-clamp-2 text-sm [overflow-wrap:anywhere] ${preview === null ? "text-soft" : ""}`}
        >
          <bdi>{preview ?? texts.noWords}</bdi>
        </span>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-soft">
          <When at={at} />
          <span>{texts.items(count.toLocaleString(language))}</span>
          {Object.entries(metadata).map(([name, value]) => (
            <Badge key={name}>
              <bdi className="max-w-48 truncate">{`${name}=${value}`}</bdi>
            </Badge>
          ))}
        </span>
      </Link>
    </li>
  );
}
