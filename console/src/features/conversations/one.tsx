import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import {
  contextOf,
  type Conversation,
  conversationOf,
  deleteConversation,
  exportConversation,
  itemsOf,
  pinItem,
} from "../../api/conversations.ts";
import { conversationsTexts } from "../../texts/conversations.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { playTalksTexts } from "../../texts/play-talks.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { downloadFile } from "../../ui/download-file.ts";
import { Fact } from "../../ui/fact.tsx";
import { Failure } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { When } from "../../ui/when.tsx";
import { ContextForm, ContextReport } from "./context-panel.tsx";
import { ItemView } from "./item-view.tsx";

/** One conversation: what was said, and what a model would be sent of it. */
export function ConversationScreen() {
  const texts = useTexts(conversationsTexts);
  const { id } = useParams({ from: "/inside/conversations/$id" });
  const { data, error } = useQuery(conversationOf(id));
  return (
    <div className="mx-auto grid max-w-4xl gap-4">
      <Link to="/conversations" className="justify-self-start text-sm text-accent underline">
        {texts.back}
      </Link>
      <h1 className="font-mono text-lg font-semibold [overflow-wrap:anywhere]">
        <bdi>{id}</bdi>
      </h1>
      {error !== null && <Failure error={error} />}
      {data === undefined ? error === null && <Waiting /> : <Whole key={id} conversation={data} />}
    </div>
  );
}

function Whole({ conversation }: { readonly conversation: Conversation }) {
  const texts = useTexts(conversationsTexts);
  const ui = useTexts(uiTexts);
  const { id } = conversation;
  const search = useSearch({ from: "/inside/conversations/$id" });
  const client = useQueryClient();
  const list = useInfiniteQuery(itemsOf(id));
  const { input, model, most } = search;
  const wish = {
    ...(input !== undefined && { input }),
    ...(model !== undefined && { model }),
    ...(most !== undefined && { max_tokens: most }),
  };
  const preview = useQuery({ ...contextOf(id, wish), enabled: search.context === true });
  const pinning = useDeed();
  const items = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const byId = new Map(items.map((item) => [item.id, item]));
  const sent = new Map(preview.data?.items.map(({ id: item, why }) => [item, why]));
  const dropped = new Set(preview.data?.dropped.map(({ id: item }) => item));

  async function pin(item: string, pinned: boolean): Promise<void> {
    await pinning.run(async () => {
      await pinItem(id, item, pinned);
      await client.invalidateQueries({ queryKey: ["conversation-items", id] });
      await client.invalidateQueries({ queryKey: ["conversation-context", id] });
    });
  }

  return (
    <>
      <Facts conversation={conversation} />
      <details open={search.context === true} className="rounded-lg border border-line bg-raised">
        <summary className="cursor-pointer px-4 py-3">
          <h2 className="inline font-semibold">{texts.context}</h2>
        </summary>
        <div className="grid gap-4 px-4 pb-4">
          <p className="text-sm text-soft">{texts.contextHint}</p>
          <ContextForm search={search} busy={preview.isFetching} />
          {preview.error !== null && <Failure error={preview.error} />}
          {preview.data !== undefined && <ContextReport preview={preview.data} items={byId} />}
        </div>
      </details>
      {(list.error ?? pinning.failure) !== undefined && (list.error ?? pinning.failure) !== null && (
        <Failure error={list.error ?? pinning.failure} />
      )}
      {list.isPending && <Waiting />}
      {list.isSuccess && items.length === 0 && <p className="py-6 text-center text-soft">{texts.empty}</p>}
      <ol className="grid gap-3">
        {items.map((item) => (
          <li key={item.id} className="min-w-0">
            <ItemView
              item={item}
              why={sent.get(item.id) ?? (dropped.has(item.id) ? "dropped" : undefined)}
              busy={pinning.busy}
              onPin={(pinned) => void pin(item.id, pinned)}
            />
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <Button
          className="justify-self-center"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {ui.more}
        </Button>
      )}
    </>
  );
}

function Facts({ conversation }: { readonly conversation: Conversation }) {
  const texts = useTexts(conversationsTexts);
  const talks = useTexts(playTalksTexts);
  const { id, created_at: at, expires_at: end, metadata } = conversation;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const { busy, failure, run } = useDeed();
  const labels = Object.entries(metadata).map(([name, value]) => `${name}=${value}`);

  async function remove(): Promise<void> {
    await deleteConversation(id);
    await navigate({ to: "/conversations" });
    await client.invalidateQueries({ queryKey: ["conversations"] });
  }

  return (
    <div className="grid gap-3">
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        <Fact name={texts.made}>
          <When at={at} />
        </Fact>
        {end !== undefined && (
          <Fact name={texts.ends}>
            <When at={end} />
          </Fact>
        )}
        {labels.length > 0 && <Fact name={texts.labels}>{labels.join(", ")}</Fact>}
      </dl>
      <div className="flex flex-wrap gap-2">
        <Link
          to="/playground"
          search={{ conversation: id }}
          className="inline-flex min-h-9 items-center rounded-md border border-edge bg-raised px-3 text-sm font-medium hover:bg-sunken"
        >
          {talks.goOn}
        </Link>
        <Button
          busy={busy}
          onClick={() => void run(async () => downloadFile(await exportConversation(id), `${id}.jsonl`))}
        >
          {texts.export}
        </Button>
        <Button look="danger" onClick={() => setAsking(true)}>
          {texts.delete}
        </Button>
      </div>
      {failure !== undefined && <Failure error={failure} />}
      {asking && (
        <ConfirmDialog
          title={texts.deleteTitle}
          action={texts.delete}
          deed={remove}
          onClose={() => setAsking(false)}
        >
          <p>{texts.deleteHint}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
