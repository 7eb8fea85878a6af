import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { me } from "../../api/account.ts";
import { providers } from "../../api/providers.ts";
import { addProviderTexts } from "../../texts/add-provider.ts";
import { doorsTexts } from "../../texts/doors.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { AddProvider } from "../../ui/add-provider/add-provider.tsx";
import { KeyAndTry } from "../../ui/add-provider/key-and-try.tsx";
import { ServiceSelect } from "../../ui/add-provider/service-select.tsx";
import { keyPlaces, type Service, services, settingsOf } from "../../ui/add-provider/services.ts";
import { Select } from "../../ui/field.tsx";
import { CodeBlock } from "../../ui/markdown/code-block.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";

/** While somebody edits the settings, a provider that has come is seen this soon, in milliseconds. */
const pulse = 3_000;

/** How a provider comes in: from here, or by hand; and its key. */
export function ProviderDoor({ maySet }: { readonly maySet: boolean }) {
  const texts = useTexts(doorsTexts);
  const add = useTexts(addProviderTexts);
  const [name, setName] = useState("openai");
  const service = services.find((one) => one.name === name) ?? services[0];
  const { data: person } = useQuery(me);
  const { data: known = [], error } = useQuery({ ...providers, enabled: maySet, refetchInterval: pulse });
  const stored = known.filter(({ key }) => key.from === "stored");
  if (!maySet || service === undefined) return <Notice>{texts.notAllowed}</Notice>;
  return (
    <div className="grid min-w-0 gap-4">
      <ServiceSelect value={name} onChange={setName} />
      {person?.can["settings.update"] === true && (
        <AddProvider key={service.name} service={service} tries={false} />
      )}
      <details className="min-w-0">
        <summary className="min-h-6 cursor-pointer text-sm">{add.byHand}</summary>
        <ByHand service={service} isWaiting={stored.length === 0} />
      </details>
      {error !== null && <Failure error={error} />}
      {stored.map((provider) => (
        <KeyAndTry key={provider.name} provider={provider} />
      ))}
    </div>
  );
}

/** What to write into the file, for whoever is at the machine. */
function ByHand({ service, isWaiting }: { readonly service: Service; readonly isWaiting: boolean }) {
  const texts = useTexts(doorsTexts);
  const [place, setPlace] = useState<(typeof keyPlaces)[number]>("stored");
  const { variable } = service;
  const words = { stored: texts.keptStored, environment: texts.keptEnv };
  return (
    <div className="grid min-w-0 gap-4 pt-3">
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
      <p className="text-sm">{texts.file}</p>
      <CodeBlock code={settingsOf(service, place)} language="yaml" />
      {variable !== undefined && place === "environment" && (
        <p className="text-sm">
          {texts.envHint(variable)} {service.bare === true && texts.envOnly(variable)}
        </p>
      )}
      {place === "stored" && variable !== undefined && isWaiting && <Notice>{texts.noStored}</Notice>}
    </div>
  );
}
