import type { ContextReason } from "../api/conversations.ts";
import { conversationsTexts } from "../texts/conversations.ts";
import { useTexts } from "../texts/language-context.tsx";
import { Badge } from "./badge.tsx";

/** Why an item is sent to a model, or that it is not. */
export function WhyBadge({ why }: { readonly why: ContextReason | "dropped" }) {
  const texts = useTexts(conversationsTexts);
  const words = {
    pinned: texts.whyPinned,
    recent: texts.whyRecent,
    recalled: texts.whyRecalled,
    summary: texts.whySummary,
    dropped: texts.whyDropped,
  };
  return <Badge tone={why === "dropped" ? "warn" : "good"}>{words[why]}</Badge>;
}
