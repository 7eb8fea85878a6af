import { type Ref, useId, useImperativeHandle, useRef } from "react";
import { lineRange } from "./settings-search.ts";

/** Height of a line in pixels: `leading-6`. */
const lineHeight = 24;

export interface CodeAreaHandle {
  /** Selects a line, from 1, and brings it into view. */
  goTo(line: number): void;
}

/**
 * A text to write, with the numbers of its lines. It is the browser's own field, as high as the text, so that numbers and
 * lines cannot part; the Tab key leaves it, as everywhere.
 */
export function CodeArea({
  label,
  hint,
  text,
  wrong,
  readOnly,
  handle,
  onText,
}: {
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  /** Numbers of lines with something wrong. */
  readonly wrong: ReadonlySet<number>;
  readonly readOnly: boolean;
  readonly handle: Ref<CodeAreaHandle>;
  onText(text: string): void;
}) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const count = text.split("\n").length;
  useImperativeHandle(handle, () => ({
    goTo(line) {
      if (area.current === null || box.current === null) return;
      area.current.focus({ preventScroll: true });
      area.current.setSelectionRange(...lineRange(area.current.value, line));
      box.current.scrollTop = (line - 1) * lineHeight - box.current.clientHeight / 2;
      box.current.scrollIntoView({ block: "nearest" });
    },
  }));
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div
        ref={box}
        dir="ltr"
        className="max-h-[60vh] min-w-0 overflow-y-auto rounded-md border border-edge bg-raised"
      >
        <div className="grid min-w-0 grid-cols-[auto_minmax(0,1fr)] font-mono text-sm leading-6">
          <div aria-hidden className="border-e border-line bg-sunken py-2 text-end text-soft select-none">
            {Array.from({ length: count }, (_, at) => (
              <div key={at} className={`px-2 ${wrong.has(at + 1) ? "bg-bad-ground font-bold text-bad" : ""}`}>
                {at + 1}
              </div>
            ))}
          </div>
          <textarea
            ref={area}
            id={id}
            rows={Math.max(count, 8)}
            wrap="off"
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            readOnly={readOnly}
            aria-invalid={wrong.size > 0}
            aria-describedby={`${id}-hint`}
            value={text}
            onChange={({ target }) => onText(target.value)}
            className="w-full resize-none overflow-x-auto overflow-y-hidden bg-raised px-3 py-2 leading-6 whitespace-pre text-ink -outline-offset-2"
          />
        </div>
      </div>
      <p id={`${id}-hint`} className="text-xs text-soft">
        {hint}
      </p>
    </div>
  );
}
