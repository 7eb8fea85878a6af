import type { EndpointHealth } from "../../api/health.ts";
import type { Provider } from "../../api/providers.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { providersTexts } from "../../texts/providers.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { EndpointTable } from "./endpoint-table.tsx";
import { StateBadge } from "./state-badge.tsx";

/** One provider: where it is, whether it has a key, and how each way to it is doing. */
export function ProviderCard({
  of,
  endpoints,
  maySet,
  onDeed,
}: {
  readonly of: Provider;
  readonly endpoints: readonly EndpointHealth[];
  readonly maySet: boolean;
  onDeed(deed: "set" | "remove"): void;
}) {
  const texts = useTexts(providersTexts);
  const { name, key } = of;
  const isStored = key.from === "stored";
  return (
    <article className="grid gap-3 rounded-lg border border-line bg-raised p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-medium break-words">{name}</h3>
        <span className="text-xs text-soft">{of.type}</span>
        <KeyBadge of={of} />
        {isStored && key.set_at !== null && (
          <span className="text-xs text-soft">
            <When at={key.set_at} />
          </span>
        )}
      </div>
      {of.origin !== null && (
        <code dir="ltr" className="text-xs break-all text-soft">
          {of.origin}
        </code>
      )}
      {key.misplaced && <Notice tone="bad">{texts.misplaced}</Notice>}
      {endpoints.map((endpoint, place) => (
        <div key={endpoint.label ?? place} className="grid gap-2 border-t border-line pt-3">
          <div className="flex flex-wrap items-center gap-2 text-sm">
            {endpoint.label !== null && (
              <h4 className="font-medium">
                {texts.endpoint} {endpoint.label}
              </h4>
            )}
            {endpoint.region !== null && <span className="text-soft">{endpoint.region}</span>}
            {/* Of one that nobody has asked nothing is known: it is not well, and not ill. */}
            {(endpoint.models.length > 0 || endpoint.state !== "well") && <StateBadge of={endpoint} />}
          </div>
          <EndpointTable of={endpoint} />
        </div>
      ))}
      {maySet && isStored && (
        <div className="flex flex-wrap gap-2">
          <Button
            aria-label={`${key.set ? texts.replaceKey : texts.setKey}: ${name}`}
            onClick={() => onDeed("set")}
          >
            {key.set ? texts.replaceKey : texts.setKey}
          </Button>
          {key.set && (
            <Button look="danger" aria-label={`${texts.removeKey}: ${name}`} onClick={() => onDeed("remove")}>
              {texts.removeKey}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

function KeyBadge({ of: { key } }: { readonly of: Provider }) {
  const texts = useTexts(providersTexts);
  const [tone, words] =
    key.from === "nowhere"
      ? (["plain", texts.keyNone] as const)
      : key.from === "settings"
        ? (["good", texts.keyInSettings] as const)
        : key.set
          ? (["good", texts.keyStored] as const)
          : (["warn", texts.keyMissing] as const);
  return (
    <Badge tone={tone}>
      {texts.key}: {words}
    </Badge>
  );
}
