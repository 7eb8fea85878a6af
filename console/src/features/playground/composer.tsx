import { type KeyboardEvent, useRef, useState } from "react";
import type { Picture } from "../../api/responses.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { playgroundTexts } from "../../texts/playground.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { playTalksTexts } from "../../texts/play-talks.ts";
import { readPictures } from "./read-pictures.ts";

/** Where the reader writes, and adds pictures: by the button, from the clipboard, or dropped. */
export function Composer({
  text,
  pictures,
  onChange,
  busy,
  hindrance,
  hint,
  meter,
  onPreview,
  onSend,
  onStop,
}: {
  readonly text: string;
  readonly pictures: readonly Picture[];
  onChange(text: string, pictures: readonly Picture[]): void;
  readonly busy: boolean;
  /** Why nothing can be sent now: a sentence; `""` where it will be possible in a moment. */
  readonly hindrance: string | undefined;
  /** What may go wrong, in a sentence. */
  readonly hint: string | undefined;
  readonly meter: string | undefined;
  /** Shows what would be sent. */
  onPreview(): void;
  onSend(): void;
  onStop(): void;
}) {
  const texts = useTexts(playgroundTexts);
  const talks = useTexts(playTalksTexts);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const files = useRef<HTMLInputElement>(null);
  const empty = text.trim() === "" && pictures.length === 0;
  const blocked = busy || empty || hindrance !== undefined;

  function keyed(event: KeyboardEvent): void {
    // While a word is being composed, Enter chooses it.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!blocked) onSend();
  }
  async function add(list: FileList | null): Promise<void> {
    if (list === null || list.length === 0) return;
    const read = await readPictures([...list]);
    setRefused(read.refused);
    onChange(text, [...pictures, ...read.pictures]);
    if (files.current !== null) files.current.value = "";
  }

  return (
    <form
      className="sticky bottom-0 grid gap-2 border-t border-line bg-ground pt-3 pb-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked) onSend();
      }}
    >
      <Pictures
        of={pictures}
        onRemove={(gone) =>
          onChange(
            text,
            pictures.filter((one) => one !== gone),
          )
        }
      />
      {refused.length > 0 && <Notice tone="bad">{texts.pictureRefused(refused.join(", "))}</Notice>}
      {hindrance !== undefined && hindrance !== "" && <Notice tone="bad">{hindrance}</Notice>}
      {hint !== undefined && <Notice>{hint}</Notice>}
      <TextArea
        label={<span className="sr-only">{texts.ask}</span>}
        hint={meter ?? texts.askHint}
        rows={3}
        dir="auto"
        placeholder={texts.placeholder}
        value={text}
        onChange={({ target }) => onChange(target.value, pictures)}
        onKeyDown={keyed}
        onPaste={(event) => {
          if (event.clipboardData.files.length === 0) return;
          event.preventDefault();
          void add(event.clipboardData.files);
        }}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          if (event.dataTransfer.files.length === 0) return;
          event.preventDefault();
          void add(event.dataTransfer.files);
        }}
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <input
          ref={files}
          type="file"
          accept="image/png,image/jpeg,image/gif,image/webp"
          aria-label={texts.picture}
          multiple
          hidden
          onChange={({ target }) => void add(target.files)}
        />
        <div className="flex flex-wrap gap-2">
          <Button look="quiet" onClick={() => files.current?.click()}>
            {texts.picture}
          </Button>
          <Button look="quiet" aria-haspopup="dialog" disabled={blocked} onClick={onPreview}>
            {talks.preview}
          </Button>
        </div>
        {busy ? (
          <Button look="danger" onClick={onStop}>
            {texts.stop}
          </Button>
        ) : (
          <Button type="submit" look="primary" disabled={blocked}>
            {texts.send}
          </Button>
        )}
      </div>
    </form>
  );
}

function Pictures({ of, onRemove }: { readonly of: readonly Picture[]; onRemove(picture: Picture): void }) {
  const texts = useTexts(playgroundTexts);
  if (of.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2">
      {of.map((picture, place) => (
        <li key={place} className="flex items-center gap-1 rounded border border-line p-1">
          <img src={picture.address} alt={picture.name} className="size-10 rounded object-cover" />
          <Button
            look="quiet"
            className="min-h-7 px-2"
            aria-label={texts.remove(picture.name)}
            onClick={() => onRemove(picture)}
          >
            ×
          </Button>
        </li>
      ))}
    </ul>
  );
}
