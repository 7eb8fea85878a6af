// HTML has no box to type in that steers a list of deeds: its datalist holds texts, and its select nothing to type in.
// oxlint-disable jsx-a11y/prefer-tag-over-role
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useState } from "react";
import { useTexts } from "../texts/language-context.tsx";
import { shellTexts } from "../texts/shell.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { type Command, findCommands } from "./find-commands.ts";
import { useCommands } from "./use-commands.ts";

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Opens the palette, for whoever does not know its key. */
export function CommandButton({ onClick }: { onClick(): void }) {
  const texts = useTexts(shellTexts);
  return (
    <Button
      className="justify-between text-soft"
      aria-keyshortcuts="Control+K Meta+K"
      aria-haspopup="dialog"
      onClick={onClick}
    >
      <span className="truncate">{texts.commands}</span>
      <kbd dir="ltr" className="font-mono text-xs">
        {isMac ? "⌘K" : "Ctrl K"}
      </kbd>
    </Button>
  );
}

/** Goes everywhere and does what can be done everywhere, with keys alone: Ctrl-K, or ⌘K. */
export function CommandPalette({ open, onOpen }: { readonly open: boolean; onOpen(open: boolean): void }) {
  const texts = useTexts(shellTexts);
  // With the first picture, and not some time behind it: what is pressed between would be the browser's.
  useLayoutEffect(() => {
    function listen(event: globalThis.KeyboardEvent): void {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      if (event.altKey || event.shiftKey) return;
      event.preventDefault();
      // A question that waits for its answer is answered first.
      if (document.querySelector("dialog[open]") === null) onOpen(true);
    }
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [onOpen]);
  return (
    <Dialog title={texts.commands} open={open} onClose={() => onOpen(false)}>
      <Palette onDone={() => onOpen(false)} />
    </Dialog>
  );
}

/** A box to type in that steers a list (the combobox of ARIA's authoring practices). */
function Palette({ onDone }: { onDone(): void }) {
  const texts = useTexts(shellTexts);
  const commands = useCommands();
  const [search, setSearch] = useState("");
  const [place, setPlace] = useState(0);
  const id = useId();
  const found = findCommands(commands, search);
  const chosen = found[Math.min(place, found.length - 1)];
  const optionOf = (command: Command): string => `${id}-${command.id}`;
  useEffect(() => {
    if (chosen !== undefined)
      document.getElementById(`${id}-${chosen.id}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen, id]);

  function run(command: Command): void {
    onDone();
    command.run();
  }

  function steer(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: (place + 1) % Math.max(1, found.length),
      ArrowUp: (place + found.length - 1) % Math.max(1, found.length),
      PageDown: Math.min(place + 8, found.length - 1),
      PageUp: Math.max(place - 8, 0),
    };
    const next = steps[event.key];
    if (next === undefined && event.key !== "Enter") return;
    // Enter also ends a word of an input method: that is no choice.
    if (event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (next !== undefined) setPlace(next);
    else if (chosen !== undefined) run(chosen);
  }

  return (
    <div className="grid gap-3">
      <input
        role="combobox"
        aria-label={texts.commands}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={chosen === undefined ? undefined : optionOf(chosen)}
        autoComplete="off"
        spellCheck={false}
        value={search}
        className="min-h-10 w-full rounded-md border border-edge bg-raised px-3 text-sm"
        onChange={({ target }) => {
          setSearch(target.value);
          setPlace(0);
        }}
        onKeyDown={steer}
      />
      <div id={`${id}-list`} role="listbox" aria-label={texts.commands} className="h-80 overflow-y-auto">
        {found.map((command) => (
          // Keys stay in the box above, which says to screen readers what is chosen here.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={command.id}
            id={optionOf(command)}
            role="option"
            tabIndex={-1}
            aria-selected={command === chosen}
            className="cursor-pointer rounded-md px-3 py-2 text-sm hover:bg-sunken aria-selected:bg-accent-ground"
            onClick={() => run(command)}
          >
            {command.name}
          </div>
        ))}
      </div>
      <output className={found.length === 0 ? "text-sm text-soft" : "sr-only"}>
        {found.length === 0 ? texts.noCommand : ""}
      </output>
    </div>
  );
}
