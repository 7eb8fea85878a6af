import type { Model } from "../../api/models.ts";
import type { ResponseRequest } from "../../api/responses.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { playgroundTexts } from "../../texts/playground.ts";
import { branchesOf, shownTurns, type Turn } from "./talk.ts";
import { type TurnDeeds, TurnView } from "./turn-view.tsx";
import type { TalkControls } from "./use-talk.ts";

/** The talk with one model. */
export function Column({
  controls,
  name,
  titled,
  models,
  request,
  ready,
}: {
  readonly controls: TalkControls;
  readonly name: string;
  /** There is another one beside it. */
  readonly titled: boolean;
  readonly models: readonly Model[];
  readonly request: Omit<ResponseRequest, "model" | "input">;
  /** Something can be asked. */
  readonly ready: boolean;
}) {
  const texts = useTexts(playgroundTexts);
  const { talk, busy, ask, show } = controls;
  const shown = shownTurns(talk);
  const parentOf = (turn: Turn): Turn | undefined => shown.find(({ id }) => id === turn.parent);
  const deeds: TurnDeeds = {
    show,
    edit: (turn, question) => void ask({ ...turn, question, after: parentOf(turn), model: name, request }),
    again: (turn) => void ask({ ...turn, after: parentOf(turn), model: name, request }),
    reply: (turn, outputs) =>
      void ask({ question: "", pictures: [], outputs, after: turn, model: name, request }),
  };
  return (
    <section aria-label={name} className="min-w-0">
      {titled && <h2 className="mb-3 font-semibold [overflow-wrap:anywhere]">{name}</h2>}
      {shown.length === 0 ? (
        <p className="py-10 text-center text-sm text-soft">{texts.empty}</p>
      ) : (
        <ol className="grid gap-6">
          {shown.map((turn, place) => (
            <TurnView
              key={turn.id}
              turn={turn}
              way={shown.slice(0, place)}
              branches={branchesOf(talk, turn)}
              model={models.find(({ id }) => id === turn.model)}
              isLast={place === shown.length - 1}
              busy={busy || !ready}
              deeds={deeds}
            />
          ))}
        </ol>
      )}
    </section>
  );
}
