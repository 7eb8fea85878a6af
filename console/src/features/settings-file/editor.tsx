import { useBlocker, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import {
  applySettings,
  checkSettings,
  type SettingsApplied,
  type SettingsCheck,
  type SettingsFile,
} from "../../api/settings-file.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { settingsFileTexts } from "../../texts/settings-file.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";
import { CodeArea, type CodeAreaHandle } from "./code-area.tsx";
import { DiffView } from "./diff-view.tsx";
import { FaultList } from "./fault-list.tsx";
import { endsLike, plainEnds } from "./line-ends.ts";

const none: ReadonlySet<number> = new Set();

/** The text of the file, to be changed, checked, compared, and only then applied. */
export function Editor({
  file,
  draft,
  onApplied,
  onAnew,
}: {
  readonly file: SettingsFile;
  /** A text that somebody has begun to write, if there is one. */
  readonly draft: string | undefined;
  onApplied(applied: SettingsApplied): Promise<void>;
  /** Reads the file again, and keeps what was written. */
  onAnew(text: string): Promise<void>;
}) {
  const texts = useTexts(settingsFileTexts);
  const { line } = useSearch({ from: "/inside/models/settings" });
  const base = plainEnds(file.text);
  const [text, setText] = useState(draft ?? base);
  const [check, setCheck] = useState<SettingsCheck>();
  const { busy, failure, run, forget } = useDeed();
  const area = useRef<CodeAreaHandle>(null);
  const isDirty = text !== base;
  const isReview = check?.sound === true;
  const wrong = new Set(check?.faults.flatMap((fault) => fault.line ?? []) ?? none);
  // Where the address says so, and not again when the text changes.
  const first = useRef(line);
  useEffect(() => {
    if (first.current !== undefined) area.current?.goTo(first.current);
  }, []);

  function change(next: string): void {
    setText(next);
    setCheck(undefined);
    forget();
  }

  return (
    <div className="grid min-w-0 gap-4">
      <Leaving isDirty={isDirty} />
      <div className={isReview ? "hidden" : "grid min-w-0 gap-4"}>
        <CodeArea
          label={texts.text}
          hint={texts.textHint}
          text={text}
          wrong={wrong}
          readOnly={file.read_only !== null}
          handle={area}
          onText={change}
        />
        {check !== undefined && !check.sound && (
          <FaultList faults={check.faults} onLine={(place) => area.current?.goTo(place)} />
        )}
        {file.read_only === null && (
          <div className="flex flex-wrap gap-2">
            <Button
              look="primary"
              busy={busy}
              disabled={!isDirty && file.exists}
              onClick={() => void run(async () => setCheck(await checkSettings(endsLike(file.text, text))))}
            >
              {texts.review}
            </Button>
            <Button disabled={!isDirty} onClick={() => change(base)}>
              {texts.discard}
            </Button>
          </div>
        )}
      </div>
      {isReview && (
        <Review
          check={check}
          before={file.exists ? base : ""}
          after={text}
          busy={busy}
          onBack={() => setCheck(undefined)}
          onApply={() =>
            void run(async () => onApplied(await applySettings(endsLike(file.text, text), file.version)))
          }
        />
      )}
      {failure !== undefined && <Failure error={failure} />}
      {failure instanceof ApiError && failure.status === 409 && (
        <div>
          <Button onClick={() => void run(() => onAnew(text))}>{texts.anew}</Button>
        </div>
      )}
    </div>
  );
}

/** What would change, and what is probably a mistake: the last look before it is done. */
function Review({
  check,
  before,
  after,
  busy,
  onBack,
  onApply,
}: {
  readonly check: SettingsCheck;
  readonly before: string;
  readonly after: string;
  readonly busy: boolean;
  onBack(): void;
  onApply(): void;
}) {
  const texts = useTexts(settingsFileTexts);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="grid min-w-0 gap-3" aria-labelledby="review">
      <h2 id="review" ref={heading} tabIndex={-1} className="text-lg font-semibold">
        {texts.changes}
      </h2>
      {check.changed.length > 0 && (
        <p className="text-sm">
          {texts.concerns} <code dir="ltr">{check.changed.join(", ")}</code>
        </p>
      )}
      {check.warnings.map((warning) => (
        <Notice key={warning}>{warning}</Notice>
      ))}
      <DiffView before={before} after={after} />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" busy={busy} onClick={onApply}>
          {texts.apply}
        </Button>
        <Button onClick={onBack}>{texts.back}</Button>
      </div>
    </section>
  );
}

/** Whoever leaves with changes that are not applied is asked once. */
function Leaving({ isDirty }: { readonly isDirty: boolean }) {
  const texts = useTexts(settingsFileTexts);
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  if (status !== "blocked") return null;
  return (
    <ConfirmDialog
      title={texts.leaveTitle}
      action={texts.leave}
      deed={async () => proceed()}
      onClose={() => reset()}
    >
      <p>{texts.leaveHint}</p>
    </ConfirmDialog>
  );
}
