import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "./api/api-error.ts";
import { createConsoleRouter } from "./app/router.tsx";
import { startTheme } from "./app/theme.ts";
import "./styles.css";
import { LanguageProvider } from "./texts/language-context.tsx";

startTheme();

/** Questions that failed are asked once more where that may help: no refusal becomes a success by itself. */
const client = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) =>
        failures < 1 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      refetchOnWindowFocus: false,
      // The server may be this very machine, or in a house without a way out: whoever is offline asks all the same.
      networkMode: "always",
      staleTime: 5_000,
    },
  },
});

const router = createConsoleRouter(client);

function draw(): void {
  const root = document.getElementById("root");
  if (root === null) throw new TypeError("the page has no root");
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </LanguageProvider>
    </StrictMode>,
  );
}

// Until there is a screen to draw, the page shows what it came with. What went wrong on the way is drawn as well.
router.load().then(draw, draw);
