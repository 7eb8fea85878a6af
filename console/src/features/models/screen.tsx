import { useQuery } from "@tanstack/react-query";
import { me } from "../../api/account.ts";
import { health } from "../../api/health.ts";
import { models } from "../../api/models.ts";
import { providers } from "../../api/providers.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { modelsTexts } from "../../texts/models.ts";
import { Failure } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { LocalModels } from "./local-models.tsx";
import { ModelList } from "./model-list.tsx";
import { Providers } from "./providers.tsx";
import { Routes } from "./routes.tsx";

/** Whom there is to ask, how they are doing, and what can be asked for. */
export function ModelsScreen() {
  const texts = useTexts(modelsTexts);
  const { data: person } = useQuery(me);
  // Models are for everybody; who answers for them is for those who see the whole installation.
  const sees = person?.can["provider.read"] === true;
  const list = useQuery(models);
  const house = useQuery({ ...providers, enabled: sees });
  const pulse = useQuery({ ...health, enabled: sees });
  const all = list.data ?? [];
  const known = house.data ?? [];
  return (
    <div className="mx-auto grid max-w-5xl gap-8">
      <h1 className="text-2xl font-semibold">{texts.title}</h1>
      {sees && (
        <Providers
          query={house}
          endpoints={pulse.data?.endpoints ?? []}
          failure={pulse.error}
          maySet={person.can["provider.set_key"] === true}
          mayChange={person.can["settings.update"] === true}
        />
      )}
      {pulse.data !== undefined && <Routes routes={pulse.data.routes} />}
      {sees && house.data !== undefined && (
        <LocalModels
          models={all}
          providers={known}
          mayPull={person.can["model.pull"] === true}
          mayRemove={person.can["model.remove"] === true}
        />
      )}
      {list.error !== null && <Failure error={list.error} />}
      {list.isPending ? <Waiting rows={4} /> : <ModelList models={all} providers={known} />}
    </div>
  );
}
