import type { ConversationItem } from "../../api/conversations.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { playTalksTexts } from "../../texts/play-talks.ts";
import { Button } from "../../ui/button.tsx";
import { spokenText } from "../../ui/spoken-text.ts";

/** Items that are drawn: of more, the newest. */
const mostLines = 200;

/** What the talk goes on from: it is sent before the first question. */
export function EarlierItems({ items, onDrop }: { readonly items: readonly object[]; onDrop(): void }) {
  const texts = useTexts(playTalksTexts);
  const { language } = useLanguage();
  if (items.length === 0) return null;
  return (
    <details className="rounded-md border border-line bg-raised">
      <summary className="cursor-pointer px-3 py-2 text-sm font-medium">
        {texts.earlier(items.length.toLocaleString(language))}
      </summary>
      <div className="grid gap-3 p-3">
        <ol className="grid gap-1">
          {items.slice(-mostLines).map((item, place) => (
            <li key={place} className="grid grid-cols-[auto_1fr] gap-2 rounded bg-sunken px-2 py-1 text-xs">
              <span className="text-soft">{whoOf(item)}</span>
              <bdi className="truncate">{wordsOf(item)}</bdi>
            </li>
          ))}
        </ol>
        <div>
          <Button onClick={onDrop}>{texts.dropEarlier}</Button>
        </div>
      </div>
    </details>
  );
}

function whoOf(item: Partial<ConversationItem>): string {
  return item.role ?? item.type ?? "";
}

function wordsOf(item: Partial<ConversationItem>): string {
  // Callers may write a text where the API tells parts.
  const content: unknown = item.content;
  if (typeof content === "string") return content.slice(0, 300);
  const words =
    spokenText({ ...item, type: item.type ?? "message" }) ??
    `${item.name ?? ""} ${item.arguments ?? item.input ?? ""}`;
  return words.slice(0, 300);
}
