import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Provider, setProviderKey } from "../../api/providers.ts";
import { doorsTexts } from "../../texts/doors.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { Button } from "../button.tsx";
import { SecretField } from "../secret-field.tsx";
import { Failure, Notice } from "../notice.tsx";
import { useDeed } from "../use-deed.ts";
import { TryProvider } from "./try-provider.tsx";

/** Takes the key of a provider, and asks it something: the key goes there and never comes back. */
export function KeyAndTry({ provider }: { readonly provider: Provider }) {
  const texts = useTexts(doorsTexts);
  const client = useQueryClient();
  const [key, setKey] = useState("");
  const { busy, failure, run } = useDeed();
  const { name } = provider;

  function submit(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      await setProviderKey(name, key.trim());
      setKey("");
      await client.invalidateQueries({ queryKey: ["providers"] });
      await client.invalidateQueries({ queryKey: ["models"] });
    });
  }

  return (
    <div className="grid gap-4 rounded-lg border border-line bg-raised p-4">
      <form className="grid gap-3" onSubmit={submit}>
        <SecretField
          label={texts.keyOf(name)}
          hint={texts.keyOfHint}
          required
          value={key}
          onChange={({ target }) => setKey(target.value)}
        />
        <div>
          <Button type="submit" look="primary" busy={busy}>
            {texts.store}
          </Button>
        </div>
      </form>
      {failure !== undefined && <Failure error={failure} />}
      {provider.key.set && failure === undefined && (
        <>
          <Notice tone="good">{texts.stored(name)}</Notice>
          <TryProvider key={provider.key.set_at} provider={name} />
        </>
      )}
    </div>
  );
}
