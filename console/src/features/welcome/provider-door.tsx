import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Provider, providers, setProviderKey } from "../../api/providers.ts";
import { doorsTexts } from "../../texts/doors.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { CodeBlock } from "../../ui/markdown/code-block.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";
import { keyPlaces, services, settingsOf } from "./services.ts";
import { TryProvider } from "./try-provider.tsx";

/** While somebody edits the settings, a provider that has come is seen this soon, in milliseconds. */
const pulse = 3_000;

/** How a provider comes in: what to write where, and its key. */
export function ProviderDoor({ maySet }: { readonly maySet: boolean }) {
  const texts = useTexts(doorsTexts);
  const [name, setName] = useState("openai");
  const [place, setPlace] = useState<(typeof keyPlaces)[number]>("stored");
  const service = services.find((one) => one.name === name) ?? services[0];
  const { data: known = [], error } = useQuery({ ...providers, enabled: maySet, refetchInterval: pulse });
  const waiting = known.filter(({ key }) => key.from === "stored");
  if (!maySet) return <Notice>{texts.notAllowed}</Notice>;
  if (service === undefined) return null;
  const { variable } = service;
  const words = { stored: texts.keptStored, environment: texts.keptEnv };
  return (
    <div className="grid min-w-0 gap-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <Select label={texts.service} value={name} onChange={({ target }) => setName(target.value)}>
          {services.map((one) => (
            <option key={one.name} value={one.name}>
              {one.label ?? texts.own}
            </option>
          ))}
        </Select>
        {variable !== undefined && (
          <Select
            label={texts.kept}
            value={place}
            onChange={({ target }) => setPlace(keyPlaces.find((one) => one === target.value) ?? "stored")}
          >
            {keyPlaces.map((one) => (
              <option key={one} value={one}>
                {words[one]}
              </option>
            ))}
          </Select>
        )}
      </div>
      <p className="text-sm">{texts.file}</p>
      <CodeBlock code={settingsOf(service, place)} language="yaml" />
      {variable !== undefined && place === "environment" && (
        <p className="text-sm">
          {texts.envHint(variable)} {service.bare === true && texts.envOnly(variable)}
        </p>
      )}
      {error !== null && <Failure error={error} />}
      {place === "stored" && variable !== undefined && waiting.length === 0 && (
        <Notice>{texts.noStored}</Notice>
      )}
      {waiting.map((provider) => (
        <KeyForm key={provider.name} provider={provider} />
      ))}
    </div>
  );
}

/** Takes the key of a provider, and asks it something: the key goes there and never comes back. */
function KeyForm({ provider }: { readonly provider: Provider }) {
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
        <Field
          label={texts.keyOf(name)}
          hint={texts.keyOfHint}
          type="password"
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          required
          maxLength={8_192}
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
