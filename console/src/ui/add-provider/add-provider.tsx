import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { providers } from "../../api/providers.ts";
import { settingsFile } from "../../api/settings-file.ts";
import { addProviderTexts } from "../../texts/add-provider.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { settingsFileTexts } from "../../texts/settings-file.ts";
import { Button } from "../button.tsx";
import { Notice } from "../notice.tsx";
import { KeyAndTry } from "./key-and-try.tsx";
import { ProviderFields } from "./provider-fields.tsx";
import { freeName, type Service } from "./services.ts";
import { TryProvider } from "./try-provider.tsx";

interface Added {
  readonly name: string;
  readonly inForce: boolean;
}

/** Adds a provider to the settings, stores its key, and asks it something. */
export function AddProvider({
  service,
  tries = true,
}: {
  readonly service: Service;
  /** Whether its key can be replaced, and it can be asked, here; else the page around sees to that. */
  readonly tries?: boolean;
}) {
  const texts = useTexts(addProviderTexts);
  const file = useTexts(settingsFileTexts);
  const client = useQueryClient();
  const { data: known } = useQuery(providers);
  const { data: settings } = useQuery(settingsFile);
  const [added, setAdded] = useState<Added>();
  const readOnly = settings?.read_only ?? null;
  const closed = settings?.hidden ?? (readOnly === null ? null : `${file.readOnly} ${readOnly}.`);
  const provider = known?.find(({ name }) => name === added?.name);

  async function finish(result: Added): Promise<void> {
    setAdded(result);
    await Promise.all(
      ["providers", "health", "models", "settings-file"].map((name) =>
        client.invalidateQueries({ queryKey: [name] }),
      ),
    );
  }

  if (closed !== null) return <Notice>{closed}</Notice>;
  return (
    <div className="grid min-w-0 gap-4">
      <div aria-live="polite">
        {added !== undefined && (
          <Notice tone={added.inForce ? "good" : "bad"}>
            {added.inForce ? texts.added(added.name) : texts.addedLater(added.name)}
          </Notice>
        )}
      </div>
      {added === undefined && known !== undefined && (
        // Another service begins anew: what was typed for one is not for the next.
        <ProviderFields
          key={service.name}
          service={service}
          name={freeName(
            service.name,
            known.map(({ name }) => name),
          )}
          onAdded={finish}
        />
      )}
      {provider !== undefined &&
        tries &&
        (provider.key.from === "stored" ? (
          <KeyAndTry provider={provider} />
        ) : (
          <TryProvider provider={provider.name} />
        ))}
      {added !== undefined && (
        <div>
          <Button onClick={() => setAdded(undefined)}>{texts.another}</Button>
        </div>
      )}
    </div>
  );
}
