import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type Conversation, keepConversation } from "../../api/conversations.ts";
import type { OwnProject } from "../../api/project.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { playTalksTexts } from "../../texts/play-talks.ts";
import { uiTexts } from "../../texts/ui.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Select } from "../../ui/field.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";

/** A talk that can be shared: with whom it was, and what was said. */
export interface Shareable {
  readonly model: string;
  readonly items: readonly object[];
}

/** Keeps a talk as a conversation of the project: its link opens for the project's people, and for nobody else. */
export function ShareDialog({
  talks,
  project,
  onClose,
}: {
  readonly talks: readonly Shareable[];
  readonly project: OwnProject;
  onClose(): void;
}) {
  const texts = useTexts(playTalksTexts);
  const ui = useTexts(uiTexts);
  const [place, setPlace] = useState(0);
  const [made, setMade] = useState<Conversation>();
  const { busy, failure, run } = useDeed();
  const talk = talks[place] ?? talks[0];
  const link = made === undefined ? "" : `${location.origin}/conversations/${made.id}?project=${project.id}`;

  async function make(): Promise<void> {
    if (talk === undefined) return;
    const labels = { from: "playground", model: talk.model.slice(0, 512) };
    setMade(await keepConversation(talk.items, labels));
  }

  return (
    <Dialog title={texts.shareTitle} open onClose={onClose}>
      <p className="text-sm">{texts.shareHint(project.name)}</p>
      {talks.length > 1 && made === undefined && (
        <Select
          label={texts.shareWhich}
          value={place}
          onChange={({ target }) => setPlace(Number(target.value))}
        >
          {talks.map(({ model }, at) => (
            <option key={at} value={at}>
              {model}
            </option>
          ))}
        </Select>
      )}
      {failure !== undefined && <Failure error={failure} />}
      <div aria-live="polite" className="grid gap-3">
        {made !== undefined && (
          <>
            <Notice tone="good">{texts.shared}</Notice>
            <div className="flex items-start gap-2 rounded-md border border-line bg-sunken p-3">
              <code dir="ltr" className="min-w-0 flex-1 font-mono text-sm break-all select-all">
                {link}
              </code>
              <CopyButton text={link} />
            </div>
            <Link
              to="/conversations/$id"
              params={{ id: made.id }}
              search={{ project: project.id }}
              className="justify-self-start text-sm text-accent underline"
            >
              {texts.shareOpen}
            </Link>
          </>
        )}
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{made === undefined ? ui.cancel : ui.close}</Button>
        {made === undefined && (
          <Button look="primary" busy={busy} onClick={() => void run(make)}>
            {texts.shareMake}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
