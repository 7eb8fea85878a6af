import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from "react";

/**
 * The browser's own dialog: it keeps the focus, closes with Escape and gives the focus back. A library's would write
 * style elements, which the content policy forbids.
 */
export function Dialog({
  title,
  open,
  keep = false,
  onClose,
  children,
}: {
  readonly title: ReactNode;
  readonly open: boolean;
  /** What is in it cannot be had again: neither Escape nor a click beside it closes it, only a button inside. */
  readonly keep?: boolean;
  onClose(): void;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (open && dialog.current?.open === false) dialog.current.showModal();
    else if (!open) dialog.current?.close();
  }, [open]);
  // One that is taken away while it is open gives the focus back, too: only closing does that.
  useLayoutEffect(() => {
    const element = dialog.current;
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      // Escape, or a click beside it: it closes with what is drawn, not before. Whoever opens it again at once would
      // otherwise be closed by what is told of the first time.
      onCancel={(event) => {
        // Of a file that was not chosen inside it, too, the browser tells so.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        if (!keep) onClose();
      }}
      onClose={({ currentTarget }) => {
        if (!currentTarget.open) onClose();
      }}
      closedby={keep ? "none" : "any"}
      className="m-auto w-full max-w-lg rounded-xl border border-line bg-raised p-0 text-ink shadow-xl"
    >
      {open && (
        <div className="grid gap-4 p-5">
          <h2 id={id} className="text-lg font-semibold">
            {title}
          </h2>
          {children}
        </div>
      )}
    </dialog>
  );
}
