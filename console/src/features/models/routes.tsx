import type { ModelRoute } from "../../api/health.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { routesTexts } from "../../texts/routes.ts";
import { Fact } from "../../ui/fact.tsx";
import { formatDuration } from "../../ui/format.ts";
import { RoutePicture } from "./route-picture.tsx";

/** What the names of the settings stand for. */
export function Routes({ routes }: { readonly routes: readonly ModelRoute[] }) {
  const texts = useTexts(routesTexts);
  return (
    <section className="grid gap-3" aria-labelledby="routes">
      <h2 id="routes" className="text-lg font-semibold">
        {texts.routes}
      </h2>
      {routes.length === 0 && (
        <p className="rounded-lg border border-dashed border-line p-6 text-sm text-soft">{texts.noRoutes}</p>
      )}
      {routes.map((route) => (
        <RouteCard key={route.model} of={route} />
      ))}
    </section>
  );
}

function RouteCard({ of: route }: { readonly of: ModelRoute }) {
  const texts = useTexts(routesTexts);
  const { language } = useLanguage();
  const { hedge_after: hedge, max_price: price } = route;
  return (
    <article
      id={`route-${route.model}`}
      className="grid min-w-0 gap-3 rounded-lg border border-line bg-raised p-4"
    >
      <h3 className="font-medium break-words">{route.model === "*" ? texts.otherNames : route.model}</h3>
      <RoutePicture of={route} />
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Fact name={texts.retries}>{route.retries.toLocaleString(language)}</Fact>
        <Fact name={texts.sticky}>{route.sticky}</Fact>
        {hedge !== null && (
          <Fact name={texts.hedge}>{hedge === "p95" ? "p95" : formatDuration(hedge, language)}</Fact>
        )}
        {price !== null && (
          <Fact name={texts.maxPrice}>
            <span dir="ltr">{[price.input, price.output].map((each) => `$${each ?? "?"}`).join(" / ")}</span>
          </Fact>
        )}
      </dl>
      {route.coalesce && <p className="text-sm text-soft">{texts.coalesce}</p>}
    </article>
  );
}
