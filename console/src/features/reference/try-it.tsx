import { type FormEvent, useState } from "react";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { referenceTexts } from "../../texts/reference.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Field, Select, TextArea } from "../../ui/field.tsx";
import { formatDuration } from "../../ui/format.ts";
import { CodeBlock } from "../../ui/markdown/code-block.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { addressOf, type Filled, headersOf, type Operation } from "./operations.ts";
import { type Outcome, useTrial } from "./use-trial.ts";

/** Makes the call for real, signed in or with a key. */
export function TryIt({
  operation,
  filled,
  isJson,
  onFill,
}: {
  readonly operation: Operation;
  readonly filled: Filled;
  readonly isJson: boolean;
  onFill(filled: Filled): void;
}) {
  const texts = useTexts(referenceTexts);
  const [withKey, setWithKey] = useState(false);
  const [key, setKey] = useState("");
  const [asking, setAsking] = useState(false);
  const [faulty, setFaulty] = useState(false);
  const trial = useTrial();
  const { method, parameters, bodyType } = operation;

  async function send(): Promise<void> {
    await trial.run({
      method,
      path: addressOf(operation, filled),
      headers: headersOf(operation, filled),
      ...(bodyType !== undefined && { body: filled.body }),
      ...(withKey && { key: key.trim() }),
    });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const wrong = isJson && !readsAsJson(filled.body);
    setFaulty(wrong);
    if (wrong || trial.busy) return;
    if (method === "DELETE") setAsking(true);
    else void send();
  }

  return (
    <section
      aria-labelledby="try-it"
      className="grid min-w-0 gap-3 rounded-lg border border-line bg-raised p-4"
    >
      <h3 id="try-it" className="font-semibold">
        {texts.tryIt}
      </h3>
      <form className="grid gap-3" onSubmit={submit}>
        <div className="grid items-start gap-3 sm:grid-cols-2">
          {parameters.map(({ name, required }) => (
            <Field
              key={name}
              label={<code dir="ltr">{name}</code>}
              dir="ltr"
              required={required}
              spellCheck={false}
              autoComplete="off"
              value={filled.parameters[name] ?? ""}
              onChange={({ target }) =>
                onFill({ ...filled, parameters: { ...filled.parameters, [name]: target.value } })
              }
            />
          ))}
          <Select
            label={texts.who}
            value={withKey ? "key" : "session"}
            onChange={({ target }) => setWithKey(target.value === "key")}
          >
            <option value="session">{texts.session}</option>
            <option value="key">{texts.key}</option>
          </Select>
          {withKey && (
            <Field
              label={texts.keyLabel}
              hint={texts.keyHint}
              type="password"
              dir="ltr"
              required
              spellCheck={false}
              autoComplete="off"
              value={key}
              onChange={({ target }) => setKey(target.value)}
            />
          )}
        </div>
        {bodyType !== undefined && (
          <TextArea
            label={texts.bodyLabel}
            rows={Math.min(16, filled.body.split("\n").length + 2)}
            dir="ltr"
            spellCheck={false}
            className="font-mono"
            {...(faulty && { fault: texts.notJson })}
            value={filled.body}
            onChange={({ target }) => onFill({ ...filled, body: target.value })}
          />
        )}
        <div className="flex gap-2">
          <Button type="submit" look={method === "DELETE" ? "danger" : "primary"} busy={trial.busy}>
            {texts.send}
          </Button>
          {trial.busy && <Button onClick={trial.stop}>{texts.stop}</Button>}
        </div>
      </form>
      {trial.failure !== undefined && <Failure error={trial.failure} />}
      {trial.outcome !== undefined && <Shown outcome={trial.outcome} />}
      {asking && (
        <ConfirmDialog
          title={texts.confirmTitle(`${method} ${addressOf(operation, filled)}`)}
          action={texts.send}
          deed={send}
          onClose={() => setAsking(false)}
        >
          <p>{texts.confirmHint}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function readsAsJson(text: string): boolean {
  if (text.trim() === "") return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function Shown({ outcome }: { readonly outcome: Outcome }) {
  const texts = useTexts(referenceTexts);
  const { language } = useLanguage();
  const { status, after, type, text, cut } = outcome;
  const isJson = type.includes("json") && !type.includes("jsonl");
  return (
    <div className="grid min-w-0 gap-2">
      <output className={`text-sm font-medium ${status < 400 ? "text-good" : "text-bad"}`}>
        {texts.result(String(status), formatDuration(after, language))}
      </output>
      {cut && <Notice>{texts.cut}</Notice>}
      <CodeBlock code={isJson && !cut ? indented(text) : text} language={isJson ? "json" : undefined} />
    </div>
  );
}

/** While it is on its way it cannot be read yet. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
