import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { me } from "../../api/account.ts";
import { models } from "../../api/models.ts";
import { providers } from "../../api/providers.ts";
import { doorsTexts } from "../../texts/doors.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { welcomeTexts } from "../../texts/welcome.ts";
import { Notice } from "../../ui/notice.tsx";
import { FirstRequest } from "./first-request.tsx";
import { LocalDoor } from "./local-door.tsx";
import { ProviderDoor } from "./provider-door.tsx";
import { doors } from "./welcome-search.ts";

/** From nothing to the first answer. */
export function WelcomeScreen() {
  const texts = useTexts(welcomeTexts);
  const { door } = useSearch({ from: "/inside/welcome" });
  const { data: person } = useQuery(me);
  const hints = { provider: texts.providerHint, local: texts.localHint, rehearse: texts.rehearseHint };
  return (
    <div className="mx-auto grid max-w-4xl gap-8">
      <div className="grid gap-2">
        <h1 className="text-2xl font-semibold">{texts.title}</h1>
        <p className="text-soft">{texts.intro}</p>
      </div>
      <section aria-labelledby="doors" className="grid gap-4">
        <h2 id="doors" className="text-lg font-semibold">
          {texts.doors}
        </h2>
        {person?.can["provider.read"] === true && <Ready />}
        <ul className="grid gap-3 sm:grid-cols-3">
          {doors.map((name) => (
            <li key={name} className="grid">
              <Link
                to="/welcome"
                search={{ door: name }}
                resetScroll={false}
                aria-current={door === name ? "true" : undefined}
                className={`grid content-start gap-1 rounded-lg border p-4 hover:bg-sunken ${door === name ? "border-accent bg-accent-ground" : "border-edge bg-raised"}`}
              >
                <span className="font-medium">{texts[name]}</span>
                <span className="text-sm text-soft">{hints[name]}</span>
              </Link>
            </li>
          ))}
        </ul>
        {door === "provider" && <ProviderDoor maySet={person?.can["provider.set_key"] === true} />}
        {door === "local" && <LocalDoor mayPull={person?.can["model.pull"] === true} />}
        {door === "rehearse" && <RehearseDoor />}
      </section>
      <FirstRequest />
    </div>
  );
}

/** Who could answer now, apart from the rehearsal and the demo model. */
function Ready() {
  const texts = useTexts(welcomeTexts);
  const { data: list = [] } = useQuery(providers);
  const { data: known = [] } = useQuery(models);
  const ready = list.filter(({ name, type, key }) => {
    if (type === "rehearsal") return false;
    return (
      key.set ||
      (key.from === "nowhere" &&
        known.some(({ id }) => id.startsWith(`${name}/`) && !id.endsWith("/parley-demo")))
    );
  });
  if (ready.length === 0) return null;
  return <Notice tone="good">{texts.already(ready.map(({ name }) => name).join(", "))}</Notice>;
}

function RehearseDoor() {
  const texts = useTexts(doorsTexts);
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-sm">{texts.rehearseText}</p>
      <Link
        to="/playground"
        className="inline-flex min-h-9 items-center rounded-md bg-accent px-3 text-sm font-medium text-accent-ink"
      >
        {texts.toPlayground}
      </Link>
    </div>
  );
}
