import { type KeyboardEvent, useRef, useState } from "react";
import type { Picture } from "../../api/responses.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { playgroundTexts } from "../../texts/playground.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/field.tsx";

/** Larger pictures would not fit into a request, in bytes. */
const largestPicture = 2_000_000;

/** Where the reader writes, and adds pictures. */
export function Composer({
  text,
  onText,
  busy,
  meter,
  onSend,
  onStop,
}: {
  readonly text: string;
  onText(text: string): void;
  readonly busy: boolean;
  readonly meter: string | undefined;
  onSend(pictures: readonly Picture[]): void;
  onStop(): void;
}) {
  const texts = useTexts(playgroundTexts);
  const [pictures, setPictures] = useState<readonly Picture[]>([]);
  const files = useRef<HTMLInputElement>(null);
  const empty = text.trim() === "" && pictures.length === 0;

  function submit(): void {
    if (busy || empty) return;
    onSend(pictures);
    setPictures([]);
  }
  function keyed(event: KeyboardEvent): void {
    // While a word is being composed, Enter chooses it.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  }
  async function add(list: FileList | null): Promise<void> {
    const chosen = [...(list ?? [])].filter(
      ({ size, type }) => size <= largestPicture && type.startsWith("image/"),
    );
    const read = await Promise.all(
      chosen.map(async (file) => ({ name: file.name, address: await addressOf(file) })),
    );
    setPictures([...pictures, ...read]);
    if (files.current !== null) files.current.value = "";
  }

  return (
    <form
      className="sticky bottom-0 grid gap-2 border-t border-line bg-ground pt-3 pb-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {pictures.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {pictures.map((picture) => (
            <li key={picture.address} className="flex items-center gap-1 rounded border border-line p-1">
              <img src={picture.address} alt={picture.name} className="size-10 rounded object-cover" />
              <Button
                look="quiet"
                className="min-h-7 px-2"
                aria-label={texts.remove(picture.name)}
                onClick={() => setPictures(pictures.filter((other) => other !== picture))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
      <TextArea
        label={<span className="sr-only">{texts.ask}</span>}
        hint={meter ?? texts.askHint}
        rows={3}
        placeholder={texts.placeholder}
        value={text}
        onChange={({ target }) => onText(target.value)}
        onKeyDown={keyed}
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <input
          ref={files}
          type="file"
          accept="image/*"
          multiple
          hidden
          onChange={({ target }) => void add(target.files)}
        />
        <Button look="quiet" onClick={() => files.current?.click()}>
          {texts.picture}
        </Button>
        {busy ? (
          <Button look="danger" onClick={onStop}>
            {texts.stop}
          </Button>
        ) : (
          <Button type="submit" look="primary" disabled={empty}>
            {texts.send}
          </Button>
        )}
      </div>
    </form>
  );
}

function addressOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.addEventListener("error", () => reject(reader.error ?? new Error("the file cannot be read")));
    reader.readAsDataURL(file);
  });
}
