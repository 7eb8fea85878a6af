import type { Standing } from "../../api/health.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { providersTexts } from "../../texts/providers.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatDuration } from "../../ui/format.ts";

const tones = { well: "good", cooling: "warn", held: "warn", limited: "warn", open: "bad" } as const;

/** How somebody stands who may be asked, and when they are asked again. */
export function StateBadge({ of: { state, wait_ms } }: { readonly of: Pick<Standing, "state" | "wait_ms"> }) {
  const texts = useTexts(providersTexts);
  const { language } = useLanguage();
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Badge tone={tones[state]}>{texts[state]}</Badge>
      {wait_ms > 0 && (
        <span className="text-xs text-soft">{texts.again(formatDuration(wait_ms, language))}</span>
      )}
    </span>
  );
}
