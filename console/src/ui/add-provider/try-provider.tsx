import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { models } from "../../api/models.ts";
import { streamResponse } from "../../api/responses.ts";
import { doorsTexts } from "../../texts/doors.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { Button } from "../button.tsx";
import { Field } from "../field.tsx";
import { Failure, Notice } from "../notice.tsx";
import { useDeed } from "../use-deed.ts";

/** So much of an answer shows that there is one: models that think need some before they speak. */
const mostTokens = 500;

/** Asks a model of the provider, for real: what the provider says against its key is said here. */
export function TryProvider({ provider }: { readonly provider: string }) {
  const texts = useTexts(doorsTexts);
  const { data: known = [] } = useQuery(models);
  const [model, setModel] = useState("");
  const [answer, setAnswer] = useState<string>();
  const { busy, failure, run } = useDeed();
  const id = useId();
  const own = known.map((one) => one.id).filter((name) => name.startsWith(`${provider}/`));

  function submit(event: FormEvent): void {
    event.preventDefault();
    setAnswer(undefined);
    const name = model.startsWith(`${provider}/`) ? model : `${provider}/${model}`;
    void run(async () => {
      const request = { model: name, input: texts.testQuestion, max_output_tokens: mostTokens };
      let text = "";
      for await (const step of streamResponse(request, new AbortController().signal))
        if (step.type === "text") text += step.delta;
      setAnswer(text);
    });
  }

  return (
    <form className="grid gap-3" onSubmit={submit}>
      <Field
        label={texts.testModel}
        list={id}
        required
        maxLength={256}
        dir="ltr"
        spellCheck={false}
        autoComplete="off"
        value={model}
        onChange={({ target }) => setModel(target.value)}
      />
      <datalist id={id}>
        {own.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </datalist>
      <div>
        <Button type="submit" busy={busy}>
          {texts.test}
        </Button>
      </div>
      {failure !== undefined && <Failure error={failure} />}
      {answer !== undefined && (
        <Notice tone="good">
          {texts.tested} <q className="text-ink">{answer}</q>
        </Notice>
      )}
    </form>
  );
}
