import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { Missing, Shell, Trouble } from "./shell.tsx";

const root = createRootRoute({ component: Shell, notFoundComponent: Missing, errorComponent: Trouble });

/** Each screen is a file of its own, loaded when it is first shown. */
const routes = [
  createRoute({
    getParentRoute: () => root,
    path: "/",
    beforeLoad: () => {
      throw redirect({ to: "/welcome" });
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/welcome",
    component: lazyRouteComponent(() => import("../features/welcome/screen.tsx"), "WelcomeScreen"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/playground",
    component: lazyRouteComponent(() => import("../features/playground/screen.tsx"), "PlaygroundScreen"),
  }),
] as const;

export function createConsoleRouter() {
  return createRouter({ routeTree: root.addChildren([...routes]), defaultPreload: "intent" });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
