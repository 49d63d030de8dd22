import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { watchHands } from './offline/hand.ts'
import { CallFailed } from './offline/problem.ts'
import { router } from './routes.tsx'
import { watchOtherTabs } from './session/lock.ts'
import { theme } from './theme/theme.ts'
import { LanguageProvider } from './ui/language/language.tsx'

const colorSchemeManager = localStorageColorSchemeManager({ key: 'umai-scheme' })

const queryClient = new QueryClient({
  defaultOptions: {
    // Without a connection a call fails at once and says so; a spinner that waits in silence says nothing.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      refetchOnReconnect: true,
      staleTime: 15_000,
      // What the server has refused it refuses again; only a lost connection is worth another try.
      retry: (failures, error) =>
        failures < 2 &&
        error instanceof CallFailed &&
        (error.status === 503 || error.status === 429),
    },
  },
})

watchHands()
watchOtherTabs()

export const App = () => (
  <MantineProvider
    theme={theme}
    defaultColorScheme="auto"
    colorSchemeManager={colorSchemeManager}
    withCssVariables={false}
    withGlobalClasses={false}
  >
    <QueryClientProvider client={queryClient}>
      <LanguageProvider>
        <RouterProvider router={router} />
      </LanguageProvider>
    </QueryClientProvider>
  </MantineProvider>
)
