import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { me } from "../../api/account.ts";
import { addProviderTexts } from "../../texts/add-provider.ts";
import { doorsTexts } from "../../texts/doors.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { settingsFileTexts } from "../../texts/settings-file.ts";
import { AddProvider } from "../../ui/add-provider/add-provider.tsx";
import { ServiceSelect } from "../../ui/add-provider/service-select.tsx";
import { services } from "../../ui/add-provider/services.ts";
import { Notice } from "../../ui/notice.tsx";

/** A provider more, with its key, tried at once. */
export function NewProviderScreen() {
  const texts = useTexts(addProviderTexts);
  const doors = useTexts(doorsTexts);
  const file = useTexts(settingsFileTexts);
  const navigate = useNavigate();
  const { data: person } = useQuery(me);
  const { service: name = "openai" } = useSearch({ from: "/inside/models/new" });
  const service = services.find((one) => one.name === name) ?? services[0];
  return (
    <div className="mx-auto grid max-w-3xl gap-4">
      <p className="text-sm">
        <Link to="/models" className="underline">
          {file.toProviders}
        </Link>
      </p>
      <h1 className="text-2xl font-semibold">{texts.title}</h1>
      {person?.can["settings.update"] === true && service !== undefined ? (
        <>
          <ServiceSelect
            value={service.name}
            onChange={(one) =>
              void navigate({
                to: "/models/new",
                search: { service: one },
                replace: true,
                resetScroll: false,
              })
            }
          />
          <AddProvider key={service.name} service={service} />
        </>
      ) : (
        <Notice>{doors.notAllowed}</Notice>
      )}
    </div>
  );
}
