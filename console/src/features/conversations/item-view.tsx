import type { ReactNode } from "react";
import type { ContextReason, ConversationItem } from "../../api/conversations.ts";
import { conversationsTexts } from "../../texts/conversations.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { CodeBlock } from "../../ui/markdown/code-block.tsx";
import { Markdown } from "../../ui/markdown/markdown.tsx";
import { filesOf, spokenText, textOf } from "../../ui/spoken-text.ts";
import { WhyBadge } from "../../ui/why-badge.tsx";

const roles = ["user", "assistant", "system", "developer"] as const;

/** One thing that was said, and what can be done with it. */
export function ItemView({
  item,
  why,
  busy,
  onPin,
}: {
  readonly item: ConversationItem;
  /** Why a model would be sent it, where that is looked at. */
  readonly why: ContextReason | "dropped" | undefined;
  readonly busy: boolean;
  onPin(pinned: boolean): void;
}) {
  const texts = useTexts(conversationsTexts);
  const role = roles.find((name) => name === item.role);
  const name = role === undefined ? nameOf(item, texts) : texts[role];
  const text = spokenText(item);
  const pinned = item.pinned === true;
  return (
    <article
      id={item.id}
      aria-label={name}
      className={`grid min-w-0 scroll-mt-4 gap-2 rounded-lg border p-4 ${why === "dropped" ? "border-dashed border-edge" : "border-line"} ${role === "user" ? "bg-accent-ground" : "bg-raised"}`}
    >
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-sm font-semibold">{name}</h3>
        {pinned && <Badge tone="good">{texts.pinned}</Badge>}
        {item.status === "incomplete" && <Badge tone="warn">{texts.incomplete}</Badge>}
        {why !== undefined && <WhyBadge why={why} />}
        <span className="ms-auto flex items-center">
          {text !== undefined && text !== "" && <CopyButton text={text} />}
          <Button
            look="quiet"
            className="min-h-7 px-2 text-xs"
            aria-pressed={pinned}
            busy={busy}
            onClick={() => onPin(!pinned)}
          >
            {pinned ? texts.unpin : texts.pin}
          </Button>
        </span>
      </div>
      <Content item={item} text={text} />
    </article>
  );
}

function nameOf(item: ConversationItem, texts: (typeof conversationsTexts)["en"]): string {
  if (item.type === "reasoning") return texts.thought;
  if (item.type.endsWith("_output")) return texts.toolSays;
  return item.type.endsWith("_call") ? texts.calls(item.name ?? "") : item.type;
}

function Content({
  item,
  text,
}: {
  readonly item: ConversationItem;
  readonly text: string | undefined;
}): ReactNode {
  const texts = useTexts(conversationsTexts);
  if (item.type === "reasoning") return <Plain>{textOf(item.summary ?? [])}</Plain>;
  if (text === undefined) return <CodeBlock code={item.arguments ?? item.input ?? ""} language="json" />;
  return (
    <div dir="auto" className="grid min-w-0 gap-2">
      {filesOf(item.content ?? []).map((part, place) =>
        // Only what came with the message is shown: an address elsewhere would tell that it was looked at.
        part.image_url?.startsWith("data:image/") === true ? (
          <img key={place} src={part.image_url} alt={texts.picture} className="max-h-64 max-w-full rounded" />
        ) : (
          <Plain key={place}>{part.filename ?? part.image_url ?? part.type}</Plain>
        ),
      )}
      {item.role === "assistant" ? <Markdown text={text} /> : text !== "" && <Plain>{text}</Plain>}
    </div>
  );
}

function Plain({ children }: { readonly children: ReactNode }) {
  return (
    <p dir="auto" className="text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
      {children}
    </p>
  );
}
