import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { me, waysIn } from "../api/account.ts";
import { chooseProject } from "../api/project.ts";
import { budgetsSearchOf } from "../features/budgets/budgets-search.ts";
import { listSearchOf, oneSearchOf } from "../features/conversations/conversation-search.ts";
import { keySearchOf } from "../features/keys/key-filter.ts";
import { projectsSearchOf } from "../features/projects/view.ts";
import { readModelSearch } from "../features/models/model-filter.ts";
import { newProviderSearchOf } from "../features/models/new-provider-search.ts";
import { referenceSearchOf } from "../features/reference/reference-search.ts";
import { readPlaySearch } from "../features/playground/play-search.ts";
import { readFilters } from "../features/requests/filters.ts";
import { readSecuritySearch } from "../features/security/security-search.ts";
import { settingsSearchOf } from "../features/settings-file/settings-search.ts";
import { readUsageSearch } from "../features/usage/usage-search.ts";
import { welcomeSearchOf } from "../features/welcome/welcome-search.ts";
import { loadScreen } from "./load-screen.ts";
import { Missing, Shell, Trouble } from "./shell.tsx";

interface Context {
  readonly client: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ notFoundComponent: Missing, errorComponent: Trouble });

interface SignInSearch {
  readonly invite?: string;
  readonly recover?: string;
  /** Where the reader wanted to go. */
  readonly to?: string;
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Readonly<Record<string, unknown>>): SignInSearch => {
    const { invite, recover, to } = search;
    return {
      ...(typeof invite === "string" && { invite }),
      ...(typeof recover === "string" && { recover }),
      // Only a place of our own: `//elsewhere` would be another's.
      ...(typeof to === "string" && /^\/(?![/\\])/.test(to) && { to }),
    };
  },
  // Beside the screen's own file, and before it is drawn: what it asks for depends on it, and nothing jumps.
  loader: ({ context }) => context.client.prefetchQuery(waysIn),
  component: loadScreen(() => import("../features/sign-in/screen.tsx"), "SignInScreen"),
});

/** Whatever needs somebody who is signed in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const person = await context.client.ensureQueryData(me);
    if (person === null) throw redirect({ to: "/sign-in", search: { to: location.href } });
    return { person };
  },
});

/** Each screen is a file of its own, loaded when it is first shown. */
const routes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/",
    beforeLoad: () => {
      throw redirect({ to: "/welcome" });
    },
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/welcome",
    validateSearch: welcomeSearchOf,
    component: loadScreen(() => import("../features/welcome/screen.tsx"), "WelcomeScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/playground",
    validateSearch: readPlaySearch,
    component: loadScreen(() => import("../features/playground/screen.tsx"), "PlaygroundScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/conversations",
    validateSearch: listSearchOf,
    component: loadScreen(() => import("../features/conversations/screen.tsx"), "ConversationsScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/conversations/$id",
    validateSearch: oneSearchOf,
    // A link leads into its project, wherever the reader was at work.
    beforeLoad({ context: { person }, search: { project } }) {
      if (person.projects.some(({ id }) => id === project)) chooseProject(project ?? "");
    },
    component: loadScreen(() => import("../features/conversations/one.tsx"), "ConversationScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/requests",
    validateSearch: readFilters,
    component: loadScreen(() => import("../features/requests/screen.tsx"), "RequestsScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/requests/$id",
    component: loadScreen(() => import("../features/requests/one.tsx"), "RequestScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/usage",
    validateSearch: readUsageSearch,
    component: loadScreen(() => import("../features/usage/screen.tsx"), "UsageScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/usage/budgets",
    validateSearch: budgetsSearchOf,
    component: loadScreen(() => import("../features/budgets/screen.tsx"), "BudgetsScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/keys",
    validateSearch: keySearchOf,
    component: loadScreen(() => import("../features/keys/screen.tsx"), "KeysScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/projects",
    validateSearch: projectsSearchOf,
    component: loadScreen(() => import("../features/projects/screen.tsx"), "ProjectsScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/projects/$id",
    component: loadScreen(() => import("../features/projects/one.tsx"), "ProjectScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/settings",
    component: loadScreen(() => import("../features/settings/screen.tsx"), "SettingsScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/models",
    validateSearch: readModelSearch,
    component: loadScreen(() => import("../features/models/screen.tsx"), "ModelsScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/models/new",
    validateSearch: newProviderSearchOf,
    component: loadScreen(() => import("../features/models/new-provider.tsx"), "NewProviderScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/models/settings",
    validateSearch: settingsSearchOf,
    component: loadScreen(() => import("../features/settings-file/screen.tsx"), "SettingsFileScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/security",
    validateSearch: readSecuritySearch,
    component: loadScreen(() => import("../features/security/screen.tsx"), "SecurityScreen"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/reference",
    validateSearch: referenceSearchOf,
    component: loadScreen(() => import("../features/reference/screen.tsx"), "ReferenceScreen"),
  }),
] as const;

export function createConsoleRouter(client: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([signIn, inside.addChildren([...routes])]),
    context: { client },
    defaultPreload: "intent",
    // Who comes back stands where they were.
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
