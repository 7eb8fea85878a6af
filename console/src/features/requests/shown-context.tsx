import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { requestDetailsTexts } from "../../texts/request-details.ts";
import { Fact } from "../../ui/fact.tsx";
import { Notice } from "../../ui/notice.tsx";
import { AsJson } from "./as-json.tsx";

interface Part {
  readonly items: number;
  readonly tokens: number;
}

/** The parts of a call's context that are drawn; see `ContextReport`. */
interface Context {
  readonly policy?: string;
  readonly budget?: number;
  readonly tokens?: number;
  readonly warnings?: readonly string[];
  readonly pinned?: Part;
  readonly recent?: Part;
  readonly recalled?: Part;
  readonly dropped?: Part;
}

/** What the model was shown of a conversation, in figures. */
export function ShownContext({ of }: { readonly of: Readonly<Record<string, unknown>> }) {
  const texts = useTexts(requestDetailsTexts);
  const { language } = useLanguage();
  const { policy, budget, tokens, warnings = [], pinned, recent, recalled, dropped } = of as Context;
  const number = (count: number): string => count.toLocaleString(language);
  const parts = [
    [texts.pinned, pinned],
    [texts.recent, recent],
    [texts.recalled, recalled],
    [texts.left, dropped],
  ] as const;
  return (
    <div className="grid gap-3">
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {policy !== undefined && <Fact name={texts.policy}>{policy}</Fact>}
        {budget !== undefined && tokens !== undefined && (
          <Fact name={texts.budget}>
            {number(tokens)} / {number(budget)}
          </Fact>
        )}
        {parts.map(
          ([name, part]) =>
            part !== undefined &&
            part.items > 0 && (
              <Fact key={name} name={name}>
                {texts.amount(number(part.items), number(part.tokens))}
              </Fact>
            ),
        )}
      </dl>
      {warnings.map((warning) => (
        <Notice key={warning}>{warning}</Notice>
      ))}
      <AsJson value={of} />
    </div>
  );
}
